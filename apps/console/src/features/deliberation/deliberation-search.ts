/** What the address of the list may say. */
export interface DeliberationSearch {
  readonly step?: number
  readonly area?: string
  readonly q?: string
}

/** Reads an address; what makes no sense is left out. */
export function readDeliberationSearch({ step, area, q }: Readonly<Record<string, unknown>>): DeliberationSearch {
  const wanted = Number(step)
  return {
    ...(step !== undefined && Number.isInteger(wanted) && wanted >= 1 && wanted <= 5 ? { step: wanted } : {}),
    ...(typeof area === 'string' && /^[\w.]{1,200}$/u.test(area) ? { area } : {}),
    ...(typeof q === 'string' && q.trim() !== '' ? { q: q.slice(0, 100) } : {}),
  }
}
