import { BOOKING_STATES } from '@yihu/contracts'
import type { BookingState } from '@yihu/contracts'

/** What the address of the page may say. */
export interface ServicesSearch {
  readonly tab?: 'bookings' | 'consents'
  /** The day of the appointments. */
  readonly day?: string
  /** What became of them. */
  readonly state?: BookingState
}

/** Reads an address; what makes no sense is left out. */
export function readServicesSearch({ tab, day, state }: Readonly<Record<string, unknown>>): ServicesSearch {
  return {
    ...(tab === 'bookings' || tab === 'consents' ? { tab } : {}),
    ...(typeof state === 'string' && Object.hasOwn(BOOKING_STATES, state) ? { state: state as BookingState } : {}), // a key, just seen
    ...(typeof day === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(day) ? { day } : {}),
  }
}
