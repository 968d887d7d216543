export default defineAppConfig({
  pages: ['pages/report/index'],
  window: { navigationBarTitleText: 'i雪宫' },
});
