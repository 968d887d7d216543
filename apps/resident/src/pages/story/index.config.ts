export default definePageConfig({ navigationBarTitleText: '正文 - i雪宫', usingWindowScroll: true })
