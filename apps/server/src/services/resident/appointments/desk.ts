import { BOOKING_STATES, Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, BookingState, DeskBooking, listBookings, markBooking, QueryOf, revealBooking } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { purposeText, record } from '../../../platform/audit/index.ts'
import { auditName, contactOf } from './book.ts'
import { bookingOf, bookingsBetween, countBetween, forgetContacts, setState } from './repo-booking.ts'
import type { StoredBooking } from './repo-booking.ts'

const DAY_MS = 86_400_000
/** Who came to an appointment is forgotten so long after it. */
const KEEP_CONTACT_DAYS = 90
const PURPOSES = { contact: '联系预约人', verify: '核对到场的人' } as const

/** The appointments of a day in sight, by time. */
export async function dayOf(context: Context, { scope }: Actor, { day, item, state }: QueryOf<typeof listBookings>): Promise<AnswerOf<typeof listBookings>> {
  const now = context.clock.now()
  const asked = day ?? localDate(now)
  const from = Date.parse(`${asked}T00:00:00+08:00`)
  const bookings = await context.db.transact(scope, (tx) => bookingsBetween(tx, context, { from: new Date(from), until: new Date(from + DAY_MS), item, state }))
  return { day: asked, bookings: bookings.map(rowOf), asOf: new Date(now).toISOString() }
}

/** How many appointments in sight are today's, all or those that came to this. */
export async function countToday({ db, clock }: Context, { scope }: Actor, state?: BookingState): Promise<number> {
  const from = Date.parse(`${localDate(clock.now())}T00:00:00+08:00`)
  return db.transact(scope, (tx) => countBetween(tx, { from: new Date(from), until: new Date(from + DAY_MS), state }))
}

function rowOf(booking: StoredBooking): DeskBooking {
  const { id, itemId, itemName, startsAt, endsAt, seat, state, changedBy } = booking
  return { id, itemId, itemName, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), seat, state, stateText: BOOKING_STATES[state], ...contactOf(booking), changedBy, canMark: state === 'booked' }
}

interface Asking<B> {
  readonly id: string
  readonly body: B
  readonly ip: string
}

/** Notes what became of an appointment. @throws not-found, booking-not-now */
export async function mark(context: Context, actor: Actor, { id, body: { state }, ip }: Asking<BodyOf<typeof markBooking>>): Promise<DeskBooking> {
  const at = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const booking = await requireBooking(tx, context, id)
    // Nobody has come, or failed to, before the time.
    const isEarly = state !== 'cancelled' && booking.startsAt.getTime() > at
    if (booking.state !== 'booked' || isEarly) throw new Fault('booking-not-now', { details: { state: isEarly ? '还没到时间' : BOOKING_STATES[booking.state] } })
    await setState(tx, id, { state, by: actor.name, at: new Date(at) })
    await record(tx, { at, by: actor, action: 'service.mark', object: auditName(booking), result: 'done', ip, detail: { id, state } })
    return rowOf({ ...booking, state, changedBy: actor.name })
  })
}

/** Who booked, in clear text, for a purpose that is written down. @throws not-found */
export async function reveal(context: Context, actor: Actor, { id, body: { purpose, note }, ip }: Asking<BodyOf<typeof revealBooking>>): Promise<AnswerOf<typeof revealBooking>> {
  return context.db.transact(actor.scope, async (tx) => {
    const booking = await requireBooking(tx, context, id)
    await record(tx, {
      at: context.clock.now(), by: actor, action: 'service.reveal', object: auditName(booking), purpose: purposeText(PURPOSES[purpose], note), result: 'done', ip, detail: { id },
    })
    return { name: booking.name, phone: booking.phone }
  })
}

async function requireBooking(tx: Tx, context: Context, id: string): Promise<StoredBooking> {
  const booking = await bookingOf(tx, context, id)
  if (!booking) throw new Fault('not-found')
  return booking
}

/** Each night: who came is forgotten, that somebody came stays. */
export async function forgetVisitors(context: Context): Promise<void> {
  await context.db.transact(systemScope, (tx) => forgetContacts(tx, new Date(context.clock.now() - KEEP_CONTACT_DAYS * DAY_MS)))
}
