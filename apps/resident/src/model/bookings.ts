/** One appointment kept on this device; its code opens it. */
export interface KeptBooking {
  readonly code: string
  readonly itemName: string
  readonly startsAt: string
}

const KEEP_MAX = 50

/** The latest first, one line a code. */
export function keepOne(list: readonly KeptBooking[], one: KeptBooking): KeptBooking[] {
  return [one, ...list.filter(({ code }) => code !== one.code)].slice(0, KEEP_MAX)
}

export function readBookings(stored: unknown): KeptBooking[] {
  return Array.isArray(stored) ? stored.filter(isBooking) : []
}

function isBooking(value: unknown): value is KeptBooking {
  if (typeof value !== 'object' || value === null) return false
  const line = value as Record<string, unknown> // checked field by field
  return ['code', 'itemName', 'startsAt'].every((name) => typeof line[name] === 'string')
}
