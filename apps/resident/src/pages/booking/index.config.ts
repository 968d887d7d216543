export default definePageConfig({ navigationBarTitleText: '预约 - i雪宫', usingWindowScroll: true })
