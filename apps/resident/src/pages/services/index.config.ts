export default definePageConfig({ navigationBarTitleText: '办事服务 - i雪宫', usingWindowScroll: true })
