export default definePageConfig({ navigationBarTitleText: '替家人看 - i雪宫', usingWindowScroll: true })
