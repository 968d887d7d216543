import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDeviceSearch } from '../features/devices/device-search.ts'
import { readLetterSearch } from '../features/devices/letter-search.ts'
import { shell } from './shell-route.ts'

const devices = createRoute({
  getParentRoute: () => shell,
  path: '/devices',
  validateSearch: readDeviceSearch,
  component: lazyRouteComponent(() => import('../features/devices/devices-page.tsx'), 'DevicesPage'),
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

const letters = createRoute({
  getParentRoute: () => shell,
  path: '/dead-letters',
  validateSearch: readLetterSearch,
  component: lazyRouteComponent(() => import('../features/devices/letters-page.tsx'), 'LettersPage'),
})

/** The pages of devices and what they say. */
export const sensingRoutes = [devices, labels, deviceImport, products, letters] as const
