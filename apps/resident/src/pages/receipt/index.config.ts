export default definePageConfig({ navigationBarTitleText: '回执 - i雪宫', usingWindowScroll: true })
