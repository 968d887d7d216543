export default definePageConfig({ navigationBarTitleText: '活动 - i雪宫', usingWindowScroll: true })
