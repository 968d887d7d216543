/** The parts of the page, in their order. */
export const GRID_TABS = { coverage: '五必覆盖', due: '到期清单', visits: '走访记录', campaigns: '专项', balance: '负荷', network: '网络和挂包', rounds: '巡查班次', plans: '并联任务', leaves: '休假顶岗', routines: '五必和专项', burden: '减负表' } as const
export type GridTab = keyof typeof GRID_TABS

/** What the address of the page may say. */
export interface GridSearch {
  readonly tab?: GridTab
  readonly area?: string
  readonly routine?: string
  /** Of the list: what is done, or where nobody answered, instead of what is due. */
  readonly state?: 'nobody' | 'done'
  /** Of visits: not before this day. */
  readonly since?: string
}

/** Reads an address; what makes no sense is left out. */
export function readGridSearch(search: Readonly<Record<string, unknown>>): GridSearch {
  const text = (name: string, pattern: RegExp): string | undefined => {
    const value = search[name]
    return typeof value === 'string' && pattern.test(value) ? value : undefined
  }
  const [tab, area, routine, since] = [text('tab', /^\w{1,20}$/u), text('area', /^[\w.]{1,200}$/u), text('routine', /^[a-z0-9-]{2,40}$/u), text('since', /^\d{4}-\d\d-\d\d$/u)]
  return {
    ...(tab !== undefined && Object.hasOwn(GRID_TABS, tab) ? { tab: tab as GridTab } : {}), // checked on the left
    ...(area ? { area } : {}), ...(routine ? { routine } : {}), ...(since ? { since } : {}), ...(search['state'] === 'done' || search['state'] === 'nobody' ? { state: search['state'] } : {}),
  }
}
