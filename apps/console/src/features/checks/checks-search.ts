import { DANGER_STATES } from '@yihu/contracts'
import type { DangerState } from '@yihu/contracts'

type Raw = Readonly<Record<string, unknown>>

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

function idIn(search: Raw, name: string): string | undefined {
  const value = search[name]
  return typeof value === 'string' && UUID.test(value) ? value : undefined
}

function areaIn(search: Raw): string | undefined {
  const area = search['area']
  return typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? area : undefined
}

/** Which checklist is open; none: the table of them all. */
export interface ChecksSearch {
  readonly at?: string
}

/** What the list of filled sheets shows. */
export interface SheetsSearch {
  readonly list?: string
  readonly area?: string
  readonly danger?: 'yes' | 'no'
}

/** Which dangers are shown. */
export interface DangersSearch {
  readonly state?: DangerState
  readonly list?: string
  readonly area?: string
}

/** Reads an address; what makes no sense is left out. */
export function readChecksSearch(search: Raw): ChecksSearch {
  const at = idIn(search, 'at')
  return at ? { at } : {}
}

export function readSheetsSearch(search: Raw): SheetsSearch {
  const { danger } = search
  const [list, area] = [idIn(search, 'list'), areaIn(search)]
  return { ...(list ? { list } : {}), ...(area ? { area } : {}), ...(danger === 'yes' || danger === 'no' ? { danger } : {}) }
}

export function readDangersSearch(search: Raw): DangersSearch {
  const { state } = search
  const [list, area] = [idIn(search, 'list'), areaIn(search)]
  const known = typeof state === 'string' && Object.hasOwn(DANGER_STATES, state) ? (state as DangerState) : undefined // checked on the left
  return { ...(known ? { state: known } : {}), ...(list ? { list } : {}), ...(area ? { area } : {}) }
}
