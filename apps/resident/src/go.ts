import { getCurrentPages, navigateBack, navigateTo, reLaunch, redirectTo } from '@tarojs/taro'

const PAGES = {
  report: '/pages/report/index',
  receipt: '/pages/receipt/index',
  mine: '/pages/mine/index',
  progress: '/pages/progress/index',
  services: '/pages/services/index',
  service: '/pages/service/index',
  booking: '/pages/booking/index',
  bookings: '/pages/bookings/index',
  help: '/pages/help/index',
  privacy: '/pages/privacy/index',
  map: '/pages/map/index',
  news: '/pages/news/index',
  story: '/pages/story/index',
  proposals: '/pages/proposals/index',
  proposal: '/pages/proposal/index',
  propose: '/pages/propose/index',
  'sign-in': '/pages/sign-in/index',
  family: '/pages/family/index',
  helped: '/pages/helped/index',
  activities: '/pages/activities/index',
  activity: '/pages/activity/index',
  doors: '/pages/doors/index',
  missing: '/pages/missing/index',
} as const

export type PageName = keyof typeof PAGES
export type PageParams = Readonly<Record<string, string>>

/** The address of a page, with its parameters. */
export function pageUrl(page: PageName, params: PageParams = {}): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return PAGES[page] + (query.length > 0 ? `?${query.join('&')}` : '')
}

export function goTo(page: PageName, params?: PageParams): void {
  const url = pageUrl(page, params)
  // WeChat keeps ten pages at most: beyond that the next one takes the place of the last.
  void navigateTo({ url }).catch(() => redirectTo({ url }))
}

/** To a page just below this one, as it was left; or on to it where it is not. */
export function returnTo(page: PageName, params?: PageParams): void {
  const below = getCurrentPages().at(-2)
  if (`/${below?.route ?? below?.path ?? ''}`.includes(PAGES[page])) void navigateBack({ delta: 1 })
  else replaceWith(page, params)
}

/** Goes on without the way back, as after a submission. */
export function replaceWith(page: PageName, params?: PageParams): void {
  void redirectTo({ url: pageUrl(page, params) })
}

/** One page back, or to the first page when this one was opened by its address. */
export function goBack(): void {
  if (getCurrentPages().length > 1) void navigateBack({ delta: 1 })
  else void reLaunch({ url: PAGES.report })
}
