import { CASE_HAPPENINGS, CASE_MARKS, DESKS, SOURCES } from '@yihu/contracts'
import type { CaseHappening, CaseMark, Desk, Source } from '@yihu/contracts'
import { STATES } from '@yihu/domain'

/** A desk's list, or all cases in sight. */
export type ListName = Desk | 'all'
export const LIST_NAMES: Readonly<Record<ListName, string>> = { ...DESKS, all: '全部' }

/** Whether a word of an address names a list. */
export function isListName(word: string): word is ListName {
  return Object.hasOwn(LIST_NAMES, word)
}

/** The filters of a list, as they stand in the address: what one sees can be sent to a colleague. Words alone do not (`withoutWords`). */
export interface InboxSearch {
  readonly area?: string
  readonly classCode?: string
  readonly source?: Source
  readonly due?: 'overdue' | 'soon' | 'later'
  /** States with commas between. */
  readonly state?: string
  readonly unit?: string
  /** In the hands of this person; `me`: one's own. */
  readonly person?: string
  readonly mark?: CaseMark
  /** What happened from `since` to `until`, both `2026-05-07T08:30` in Beijing time; without it the registration. */
  readonly happened?: CaseHappening
  readonly since?: string
  readonly until?: string
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
  const { due, sort, source, mark, happened } = search
  const point = readPoint(search['at'])
  return {
    ...textOf(search, 'area'),
    ...textOf(search, 'classCode'),
    ...(isSource(source) ? { source } : {}),
    ...(due === 'overdue' || due === 'soon' || due === 'later' ? { due } : {}),
    ...statesIn(search['state']),
    ...textOf(search, 'unit'),
    ...personIn(search['person']),
    ...(isKeyOf(CASE_MARKS, mark) ? { mark } : {}),
    ...(isKeyOf(CASE_HAPPENINGS, happened) ? { happened } : {}),
    ...minuteIn(search, 'since'),
    ...minuteIn(search, 'until'),
    ...textOf(search, 'q'),
    ...(sort === 'newest' || sort === 'urgent' || (sort === 'distance' && point) ? { sort } : {}),
    ...(sort === 'distance' && point ? { at: `${point.lon},${point.lat}` } : {}),
    ...textOf(search, 'case'),
  }
}

function personIn(value: unknown): { person?: string } {
  return value === 'me' || (typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(value)) ? { person: value } : {}
}

function isKeyOf<K extends string>(table: Readonly<Record<K, string>>, value: unknown): value is K {
  return typeof value === 'string' && Object.hasOwn(table, value)
}

function statesIn(value: unknown): { state?: string } {
  const states = typeof value === 'string' ? value.split(',').filter((state) => Object.hasOwn(STATES, state)) : []
  return states.length > 0 ? { state: [...new Set(states)].join(',') } : {}
}

function minuteIn<N extends string>(search: Record<string, unknown>, name: N): { [K in N]?: string } {
  const value = search[name]
  const isMinute = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(value) && !Number.isNaN(Date.parse(`${value}:00+08:00`))
  return isMinute ? ({ [name]: value } as { [K in N]: string }) : {} // one key, just made
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
export function filterCount({ classCode, source, due, state, unit, person, mark, happened, since, until, q }: InboxSearch): number {
  return [classCode, source, due, state, unit, person, mark, happened ?? since ?? until, q].filter((value) => value !== undefined).length
}

/** What of a list stands in the address that is shown: a name or a telephone number that somebody typed goes with the entry of the history. */
export function withoutWords({ q: _words, ...rest }: InboxSearch): InboxSearch {
  return rest
}

/** No filter at all; the order and the open case stay. */
export const NO_FILTERS = {
  area: undefined, classCode: undefined, source: undefined, due: undefined, state: undefined, unit: undefined, person: undefined, mark: undefined, happened: undefined, since: undefined,
  until: undefined, q: undefined,
} as const

/** In what order a list stands: among all cases that ever were the newest first, unless one looks for what is still to do. */
export function sortOf(list: ListName, { sort, mark, due }: InboxSearch): Sort {
  return sort ?? (list === 'all' && mark === undefined && due === undefined ? 'newest' : 'due')
}
