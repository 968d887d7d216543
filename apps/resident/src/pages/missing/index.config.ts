export default definePageConfig({ navigationBarTitleText: '没有这一页 - i雪宫', usingWindowScroll: true })
