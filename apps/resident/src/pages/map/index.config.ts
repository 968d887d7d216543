export default definePageConfig({ navigationBarTitleText: '身边的事 - i雪宫', usingWindowScroll: true })
