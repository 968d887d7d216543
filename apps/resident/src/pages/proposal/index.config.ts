export default definePageConfig({ navigationBarTitleText: '一件提议 - i雪宫', usingWindowScroll: true })
