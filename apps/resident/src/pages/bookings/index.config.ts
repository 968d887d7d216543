export default definePageConfig({ navigationBarTitleText: '我的预约 - i雪宫', usingWindowScroll: true })
