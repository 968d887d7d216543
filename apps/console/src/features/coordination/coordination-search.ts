/** The desks of the coordination page, in the order of its tabs. */
export const COORDINATION_TABS = { urge: '督办', call: '街呼区应', all: '一呼百应', special: '待批申请', suspended: '挂账' } as const
export type CoordinationTab = keyof typeof COORDINATION_TABS

/** What the address of the page may say. */
export interface CoordinationSearch {
  readonly tab?: CoordinationTab
  /** Which of the desk's lists; each desk knows its own. */
  readonly state?: string
  /** A called unit. */
  readonly unit?: string
  /** The line that is open. */
  readonly at?: string
}

/** What every desk of the page is given. */
export interface DeskProps {
  readonly search: CoordinationSearch
  readonly onChange: (next: Partial<Record<keyof CoordinationSearch, string | undefined>>) => void
}

const WORD = /^[a-z-]{1,20}$/u

/** Reads an address; what makes no sense is left out. */
export function readCoordinationSearch(search: Readonly<Record<string, unknown>>): CoordinationSearch {
  const { tab, state, unit, at } = search
  return {
    ...(isTab(tab) && tab !== 'urge' ? { tab } : {}),
    ...(typeof state === 'string' && WORD.test(state) ? { state } : {}),
    ...(typeof unit === 'string' && /^[\w-]{1,64}$/u.test(unit) ? { unit } : {}),
    ...(typeof at === 'string' && /^[\w:-]{1,80}$/u.test(at) ? { at } : {}),
  }
}

function isTab(tab: unknown): tab is CoordinationTab {
  return typeof tab === 'string' && Object.hasOwn(COORDINATION_TABS, tab)
}
