export default definePageConfig({ navigationBarTitleText: '我的信息 - i雪宫', usingWindowScroll: true })
