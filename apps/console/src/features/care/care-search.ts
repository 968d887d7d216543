import { CARE_KINDS } from '@yihu/contracts'
import type { CareKind } from '@yihu/contracts'

/** Who is cared for, in three lists. */
export const CARE_LISTS = { active: '看护中', away: '外出', ended: '已结束' } as const
export type CareList = keyof typeof CARE_LISTS

/** What the address of the care page may say. */
export interface CareSearch {
  readonly list?: CareList
  readonly kind?: CareKind
  readonly area?: string
  /** The person whose card is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. Names and numbers never stand in one. */
export function readCareSearch({ list, kind, area, at }: Readonly<Record<string, unknown>>): CareSearch {
  return {
    ...(isOf(CARE_LISTS, list) ? { list } : {}),
    ...(isOf(CARE_KINDS, kind) ? { kind } : {}),
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(typeof at === 'string' && /^[\da-f-]{36}$/u.test(at) ? { at } : {}),
  }
}

function isOf<T extends object>(table: T, value: unknown): value is keyof T & string {
  return typeof value === 'string' && Object.hasOwn(table, value)
}
