export default definePageConfig({ navigationBarTitleText: '通知和风采 - i雪宫', usingWindowScroll: true })
