/** What the address of the page may say. */
export interface ActivitiesSearch {
  /** Only what begins in this month, «2026-11». */
  readonly month?: string
}

/** Reads an address; what makes no sense is left out. */
export function readActivitiesSearch({ month }: Readonly<Record<string, unknown>>): ActivitiesSearch {
  return typeof month === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month) ? { month } : {}
}
