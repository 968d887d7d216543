export default definePageConfig({ navigationBarTitleText: '办到哪一步 - i雪宫', usingWindowScroll: true })
