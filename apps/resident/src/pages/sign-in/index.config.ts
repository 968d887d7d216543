export default definePageConfig({ navigationBarTitleText: '登录 - i雪宫', usingWindowScroll: true })
