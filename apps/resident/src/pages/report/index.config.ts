export default definePageConfig({ navigationBarTitleText: '报个事 - i雪宫', usingWindowScroll: true })
