import { ServiceForm } from '@yihu/contracts'
import { z } from 'zod'
import rows from './shipped.json' with { type: 'json' }

const Shipped = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/u),
  ...ServiceForm.pick({ name: true, who: true, guide: true, materials: true, office: true, basis: true, phone: true, link: true, words: true, canHelp: true }).shape,
  days: z.number().int().positive().optional(),
  /** Round the clock; instead of days. */
  hours: z.number().int().positive().optional(),
  /** By appointment, in the hall's usual hours. */
  booking: z.boolean(),
})

/** The hall's own hours; every item may have others. */
const HALL = { windows: [{ open: '09:00', close: '11:30' }, { open: '14:00', close: '16:30' }], minutes: 30, seats: 1, days: 7 }

/**
 * The 23 high-frequency services as shipped, written by us: the articles name only 社保缴纳, 证件办理 and 生活缴费. Limits,
 * places and telephones are proposals with their basis; the street changes every row in the console.
 */
export const SHIPPED: ReadonlyMap<string, ServiceForm> = new Map(
  z.array(Shipped).parse(rows).map(({ id, days, hours, booking, ...row }) => [
    id,
    { ...row, place: row.office, limit: hours === undefined ? { amount: days ?? 1, unit: 'working-day' } : { amount: hours, unit: 'urgent-hour' }, booking: booking ? HALL : null, isActive: true },
  ]),
)
