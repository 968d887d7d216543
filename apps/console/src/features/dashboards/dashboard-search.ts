/** What the address of the dashboards says: which one, and where. */
export interface DashboardSearch {
  readonly id?: string
  readonly area?: string
}

/** Reads an address; what makes no sense is left out. */
export function readDashboardSearch({ id, area }: Readonly<Record<string, unknown>>): DashboardSearch {
  return {
    ...(typeof id === 'string' && /^[\da-f-]{36}$/u.test(id) ? { id } : {}),
    ...(typeof area === 'string' && /^[\w.]{1,200}$/u.test(area) ? { area } : {}),
  }
}
