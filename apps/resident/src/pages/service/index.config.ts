export default definePageConfig({ navigationBarTitleText: '办事指南 - i雪宫', usingWindowScroll: true })
