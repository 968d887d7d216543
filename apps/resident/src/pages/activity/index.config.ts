export default definePageConfig({ navigationBarTitleText: '一个活动 - i雪宫', usingWindowScroll: true })
