export default defineAppConfig({
  pages: ['pages/report/index', 'pages/receipt/index', 'pages/mine/index', 'pages/progress/index', 'pages/services/index', 'pages/service/index', 'pages/booking/index', 'pages/bookings/index', 'pages/help/index', 'pages/privacy/index', 'pages/map/index', 'pages/news/index', 'pages/story/index', 'pages/proposals/index', 'pages/proposal/index', 'pages/propose/index', 'pages/sign-in/index', 'pages/family/index', 'pages/helped/index', 'pages/activities/index', 'pages/activity/index', 'pages/doors/index', 'pages/missing/index'],
  window: {
    navigationBarTitleText: 'i雪宫',
    navigationBarBackgroundColor: '@barBackground',
    navigationBarTextStyle: '@barText',
    backgroundColor: '@background',
    backgroundTextStyle: '@pull',
  },
  darkmode: true,
  themeLocation: 'theme.json',
  animation: false,
  permission: { 'scope.userLocation': { desc: '只在您点「用我现在的位置」时使用，用来说明事情在哪儿' } },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  lazyCodeLoading: 'requiredComponents',
})
