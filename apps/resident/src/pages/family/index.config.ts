export default definePageConfig({ navigationBarTitleText: '家人帮办 - i雪宫', usingWindowScroll: true })
