export default definePageConfig({ navigationBarTitleText: '议一议 - i雪宫', usingWindowScroll: true })
