import type { LonLat } from './area-types.ts'

/** A measuring point of a product; numbers on the wire. */
export interface TownPoint {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Seconds from one reading to the next; null: only when something happens. */
  readonly period: number | null
}

/** A kind of device, named as the scenarios name it. */
export interface TownProduct {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly points: readonly TownPoint[]
}

/** One device of the demo street. */
export interface TownDevice {
  readonly id: string
  readonly productId: string
  readonly name: string
  readonly areaPath: string
  readonly point: LonLat
  readonly address: string | null
  readonly unitId: string | null
}

/** An invented old person who lives alone and agreed to be looked after. */
export interface TownElder {
  readonly key: string
  readonly name: string
  readonly phone: string
  readonly areaPath: string
  readonly room: string
  readonly contacts: readonly { readonly kind: 'family' | 'building-chief' | 'neighbour'; readonly name: string; readonly phone: string; readonly relation: string | null }[]
  readonly devices: readonly { readonly deviceId: string; readonly scope: 'call' | 'water' | 'door' | 'bracelet' }[]
}

/** What senses the demo street. */
export interface Sensing {
  readonly products: readonly TownProduct[]
  readonly devices: readonly TownDevice[]
  readonly elders: readonly TownElder[]
}
