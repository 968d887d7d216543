export default definePageConfig({ navigationBarTitleText: '我报的事 - i雪宫', usingWindowScroll: true })
