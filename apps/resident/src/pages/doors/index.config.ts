export default definePageConfig({ navigationBarTitleText: '我的联系户 - i雪宫', usingWindowScroll: true })
