export default definePageConfig({ navigationBarTitleText: '请人代办 - i雪宫', usingWindowScroll: true })
