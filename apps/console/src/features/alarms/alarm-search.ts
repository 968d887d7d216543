import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { AlarmSeverity } from '@yihu/contracts'

/** The lists of the alarm desk, each with its number. */
export const ALARM_LISTS = { open: '未解除', ringing: '待确认', taken: '有人在办', snoozed: '稍后再响', held: '观察中', cleared: '已解除', drills: '演练' } as const
export type AlarmList = keyof typeof ALARM_LISTS

/** What the address of the alarm desk may say. */
export interface AlarmSearch {
  readonly list?: AlarmList
  readonly severity?: AlarmSeverity
  readonly scenario?: string
  readonly area?: string
  readonly q?: string
  /** The alarm that is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. */
export function readAlarmSearch({ list, severity, scenario, area, q, at }: Readonly<Record<string, unknown>>): AlarmSearch {
  return {
    ...(isOf(ALARM_LISTS, list) ? { list } : {}),
    ...(isOf(ALARM_SEVERITIES, severity) ? { severity } : {}),
    ...(typeof scenario === 'string' && /^[a-z\d-]{1,60}$/u.test(scenario) ? { scenario } : {}),
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(typeof q === 'string' && q.trim() !== '' ? { q: q.slice(0, 60) } : {}),
    ...(typeof at === 'string' && /^[\da-f-]{36}$/u.test(at) ? { at } : {}),
  }
}

/** The filters as the wire names them; drills stand in a list of their own, so that every number is its list's length. */
export function filtersOf({ list = 'open', severity, scenario, area, q }: AlarmSearch) {
  return {
    ...(list === 'drills' ? { state: 'open' as const, drills: 'only' as const } : { state: list, drills: 'without' as const }),
    ...(severity ? { severity } : {}), ...(scenario ? { scenario } : {}), ...(area ? { area } : {}), ...(q ? { q } : {}),
  }
}

function isOf<T extends object>(table: T, value: unknown): value is keyof T & string {
  return typeof value === 'string' && Object.hasOwn(table, value)
}
