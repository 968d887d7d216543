import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readAlarmSearch } from '../features/alarms/alarm-search.ts'
import { readCareSearch } from '../features/care/care-search.ts'
import { readDeviceSearch } from '../features/devices/device-search.ts'
import { readLetterSearch } from '../features/devices/letter-search.ts'
import { readScenarioSearch } from '../features/scenarios/scenario-search.ts'
import { shell } from './shell-route.ts'

const devices = createRoute({
  getParentRoute: () => shell,
  path: '/devices',
  validateSearch: readDeviceSearch,
  component: lazyRouteComponent(() => import('../features/devices/devices-page.tsx'), 'DevicesPage'),
})

/** What goes on in the street at this moment. */
const now = createRoute({
  getParentRoute: () => shell,
  path: '/now',
  component: lazyRouteComponent(() => import('../features/now/now-page.tsx'), 'NowPage'),
})

const labels = createRoute({
  getParentRoute: () => shell,
  path: '/device-labels',
  validateSearch: readDeviceSearch,
  component: lazyRouteComponent(() => import('../features/devices/labels-page.tsx'), 'LabelsPage'),
})

const deviceImport = createRoute({
  getParentRoute: () => shell,
  path: '/device-import',
  component: lazyRouteComponent(() => import('../features/devices/import-page.tsx'), 'DeviceImportPage'),
})

const products = createRoute({
  getParentRoute: () => shell,
  path: '/device-products',
  component: lazyRouteComponent(() => import('../features/devices/products-page.tsx'), 'ProductsPage'),
})

const channels = createRoute({
  getParentRoute: () => shell,
  path: '/camera-channels',
  component: lazyRouteComponent(() => import('../features/devices/channels-page.tsx'), 'ChannelsPage'),
})

const letters = createRoute({
  getParentRoute: () => shell,
  path: '/dead-letters',
  validateSearch: readLetterSearch,
  component: lazyRouteComponent(() => import('../features/devices/letters-page.tsx'), 'LettersPage'),
})

const alarms = createRoute({
  getParentRoute: () => shell,
  path: '/alarms',
  validateSearch: readAlarmSearch,
  component: lazyRouteComponent(() => import('../features/alarms/alarms-page.tsx'), 'AlarmsPage'),
})

const scenarios = createRoute({
  getParentRoute: () => shell,
  path: '/scenarios',
  validateSearch: readScenarioSearch,
  component: lazyRouteComponent(() => import('../features/scenarios/scenarios-page.tsx'), 'ScenariosPage'),
})

const care = createRoute({
  getParentRoute: () => shell,
  path: '/care',
  validateSearch: readCareSearch,
  component: lazyRouteComponent(() => import('../features/care/care-page.tsx'), 'CarePage'),
})

/** The pages of devices, what they say and what comes of it. */
export const sensingRoutes = [now, devices, labels, deviceImport, products, channels, letters, alarms, scenarios, care] as const
