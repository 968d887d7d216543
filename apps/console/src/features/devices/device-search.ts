import { DEVICE_HEALTH } from '@yihu/contracts'
import type { DeviceHealth } from '@yihu/contracts'

/** What the address of the device page may say. */
export interface DeviceSearch {
  readonly q?: string
  readonly product?: string
  /** What their products are called. */
  readonly kind?: string
  readonly area?: string
  readonly health?: DeviceHealth
  /** The map instead of the list, where both have no room. */
  readonly view?: 'map'
  /** The device that is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. */
export function readDeviceSearch(search: Readonly<Record<string, unknown>>): DeviceSearch {
  const { q, product, kind, area, health, view, at } = search
  return {
    ...(typeof q === 'string' && q.trim() !== '' ? { q: q.slice(0, 60) } : {}),
    // The router reads digits alone as a number.
    ...(isName(product) ? { product: String(product) } : {}),
    ...(typeof kind === 'string' && kind !== '' ? { kind: kind.slice(0, 60) } : {}),
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(isHealth(health) ? { health } : {}),
    ...(view === 'map' ? { view } : {}),
    ...(isName(at) ? { at: String(at) } : {}),
  }
}

/** The filters of an address as the wire names them. */
export function filtersOf({ q, product, kind, area, health }: DeviceSearch): Pick<DeviceSearch, 'q' | 'product' | 'kind' | 'area' | 'health'> {
  return { ...(q ? { q } : {}), ...(product ? { product } : {}), ...(kind ? { kind } : {}), ...(area ? { area } : {}), ...(health ? { health } : {}) }
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' || typeof value === 'number') && /^[\w-]{1,64}$/u.test(String(value))
}

function isHealth(health: unknown): health is DeviceHealth {
  return typeof health === 'string' && Object.hasOwn(DEVICE_HEALTH, health)
}
