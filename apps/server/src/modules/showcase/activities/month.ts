import { localDate } from '@yihu/domain'

/** A month as a list asks for it, «2026-11»; of Shanghai. */
export function monthAt(now: number): string {
  return localDate(now).slice(0, 7)
}

/** Its first moment and that of the next. */
export function monthOf(month: string): { readonly from: Date; readonly until: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: new Date(`${month}-01T00:00:00+08:00`), until: new Date(`${next}-01T00:00:00+08:00`) }
}
