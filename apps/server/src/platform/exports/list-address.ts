import { CareListQuery, ExportQuery, RegisterQuery } from '@yihu/contracts'
import type { z } from 'zod'

/** A list that may be taken out: cases as they are narrowed, a register, or who is cared for. */
export interface TakenList {
  readonly query?: z.output<typeof ExportQuery>
  readonly register?: RegisterQuery | CareListQuery
}

/** What the console shows at an address, as an export asks for it; null for lists that are not taken out. */
export function listAt(address: string): TakenList | null {
  const { pathname, searchParams } = new URL(address, 'http://console')
  const search = Object.fromEntries(searchParams)
  if (pathname === '/registers') return { register: RegisterQuery.parse(search) }
  if (pathname === '/care') return { register: CareListQuery.parse({ ...search, of: 'care' }) }
  if (pathname !== '/desk/all') return null
  const { since, until } = search
  // The console's addresses tell minutes of Beijing.
  return { query: ExportQuery.parse({ ...search, ...(since ? { since: `${since}:00+08:00` } : {}), ...(until ? { until: `${until}:00+08:00` } : {}) }) }
}
