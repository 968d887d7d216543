export default definePageConfig({ navigationBarTitleText: '提个议 - i雪宫', usingWindowScroll: true })
