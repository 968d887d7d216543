import { SOURCES } from '@yihu/contracts'
import type { Source } from '@yihu/contracts'

/** The filters of a list, as they stand in the address: what one sees can be sent to a colleague. */
export interface InboxSearch {
  readonly area?: string
  readonly classCode?: string
  readonly source?: Source
  readonly due?: 'overdue' | 'soon' | 'later'
  readonly q?: string
  readonly sort?: Exclude<Sort, 'due'>
  /** Nearest to this point first: `lon,lat`, WGS-84. */
  readonly at?: string
  /** The case shown beside the list. */
  readonly case?: string
}

export const DUE_WORDS = { overdue: '▲ 已超期', soon: '◆ 临期', later: '● 未到期' } as const
export const SORT_WORDS = { due: '先到期的在前', urgent: '督办的在前，再按到期', newest: '新登记的在前', distance: '离选定点近的在前' } as const
export type Sort = keyof typeof SORT_WORDS

/** Reads filters from an address; what is not a filter is dropped, never an error. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { due, sort, source } = search
  const point = readPoint(search['at'])
  return {
    ...textOf(search, 'area'),
    ...textOf(search, 'classCode'),
    ...(isSource(source) ? { source } : {}),
    ...(due === 'overdue' || due === 'soon' || due === 'later' ? { due } : {}),
    ...textOf(search, 'q'),
    ...(sort === 'newest' || sort === 'urgent' || (sort === 'distance' && point) ? { sort } : {}),
    ...(sort === 'distance' && point ? { at: `${point.lon},${point.lat}` } : {}),
    ...textOf(search, 'case'),
  }
}

function isSource(value: unknown): value is Source {
  return typeof value === 'string' && Object.hasOwn(SOURCES, value)
}

/** The point of `118.3,36.8`; null when it is none. */
export function readPoint(text: unknown): { lon: number; lat: number } | null {
  const match = typeof text === 'string' ? /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/u.exec(text) : null
  return match ? { lon: Number(match[1]), lat: Number(match[2]) } : null
}

// An address like `?q=2026` is read as a number by the router; it is meant as text.
function textOf<N extends string>(search: Record<string, unknown>, name: N): { [K in N]?: string } {
  const value = search[name]
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text === '' ? {} : ({ [name]: text } as { [K in N]: string }) // one key, just made
}

/** How many filters narrow the list besides the area. */
export function filterCount({ classCode, source, due, q }: InboxSearch): number {
  return [classCode, source, due, q].filter((value) => value !== undefined).length
}

/** No filter at all; the order and the open case stay. */
export const NO_FILTERS = { area: undefined, classCode: undefined, source: undefined, due: undefined, q: undefined } as const
