import { BOOKING_STATES, Fault } from '@yihu/contracts'
import type { BodyOf, Booking, bookSlot } from '@yihu/contracts'
import { localDate, localTime, maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Destroyed, PhoneData } from '../../../kernel/module.ts'
import { newId } from '../../../kernel/id.ts'
import { actsOn, record } from '../../../platform/audit/index.ts'
import { queryCodeOf } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { itemsOf } from '../catalogue/items.ts'
import { onWire, openSlots } from './free.ts'
import type { OpenSlot } from './free.ts'
import { bookingOfClient, bookingOfCode, countOpen, forgetHolder, hasAppointment, insertBooking, lockBookingOfCode, lockPhone, setState } from './repo-booking.ts'
import type { StoredBooking } from './repo-booking.ts'

/** So many appointments may one telephone have before it: nobody keeps desks from others. */
const MOST_OPEN = 3
const LOOKS_SHOWN = 100

interface Asked {
  readonly id: string
  readonly body: BodyOf<typeof bookSlot>
  /** Who books for them, with consent. */
  readonly through?: string
}

/**
 * Gives a person a desk at a time. Who asks for one that was taken meanwhile is told so, with the next that is free; the
 * database itself keeps two from having one desk at one time. What one telephone asks is taken one after the other: the
 * same request twice is one appointment, and nobody has more than the most.
 * @throws service-unknown, service-not-offered, slot-unknown, slot-gone, booking-too-many, booking-overlaps
 */
export async function book(context: Context, asked: Asked): Promise<Booking> {
  const street = await streetOf(context)
  return context.db.transact(systemScope, async (tx) => shownBooking(tx, context, { street, booking: (await bookWithin(tx, context, { ...asked, street })).booking }))
}

/** The same within a transaction; `isNew` is false where the same request had been made before. */
export async function bookWithin(tx: Tx, context: Context, { id, body, through, street }: Asked & { readonly street: string }): Promise<{ booking: StoredBooking; isNew: boolean }> {
  const now = context.clock.now()
  await lockPhone(tx, context, body.phone)
  const before = await bookingOfClient(tx, context, body.clientId)
  if (before) return { booking: before, isNew: false }
  const { item, slots } = await openSlots(tx, context, { street, id })
  const slot = slots.find(({ startsAt }) => startsAt === Date.parse(body.startsAt))
  if (!slot) throw new Fault('slot-unknown')
  const count = await countOpen(tx, context, { phone: body.phone, now: new Date(now) })
  if (count >= MOST_OPEN) throw new Fault('booking-too-many', { details: { count } })
  if (await hasAppointment(tx, context, { phone: body.phone, from: new Date(slot.startsAt), until: new Date(slot.endsAt) })) throw new Fault('booking-overlaps')
  for (const seat of slot.seats) {
    const bookingId = newId(now)
    const isIn = await insertBooking(tx, context, {
      id: bookingId, street, clientId: body.clientId, code: queryCodeOf(context, bookingId), itemId: id, itemName: item.form.name,
      startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt), seat, name: body.name, phone: body.phone, through: through ?? null, at: new Date(now),
    })
    const booking = isIn ? await bookingOfClient(tx, context, body.clientId) : undefined
    if (booking) return { booking, isNew: true }
  }
  throw goneFault(slot, slots)
}

/** Whether a sender's id has made an appointment before: sent again, it is the same one. */
export async function isBooked(context: Context, clientId: string): Promise<boolean> {
  return context.db.transact(systemScope, async (tx) => (await bookingOfClient(tx, context, clientId)) !== undefined)
}

function goneFault(slot: OpenSlot, slots: readonly OpenSlot[]): Fault {
  const next = slots.find((one) => one.seats.length > 0 && one.startsAt > slot.startsAt) ?? slots.find((one) => one.seats.length > 0 && one.startsAt !== slot.startsAt)
  return new Fault('slot-gone', {
    details: { time: timeText(slot.startsAt), next: next ? `最近还空着的是 ${timeText(next.startsAt)}，点一下就能改约` : '近几天都约满了，可以打电话问，或者请网格员代办' },
    current: { next: next ? onWire(next) : null },
  })
}

/** «05-08 09:30», local. */
function timeText(at: number): string {
  return `${localDate(at).slice(5)} ${localTime(at)}`
}

/** The appointment of a code. @throws booking-unknown */
export async function bookingByCode(context: Context, code: string): Promise<Booking> {
  const street = await streetOf(context)
  return context.db.transact(systemScope, async (tx) => shownBooking(tx, context, { street, booking: found(await bookingOfCode(tx, context, code)) }))
}

/** Gives an appointment back; its time is free at once. @throws booking-unknown, booking-not-now */
export async function cancelByCode(context: Context, code: string): Promise<Booking> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const booking = found(await lockBookingOfCode(tx, context, code))
    if (!mayCancel(booking, now)) throw new Fault('booking-not-now', { details: { state: booking.state === 'booked' ? '已经到时间' : BOOKING_STATES[booking.state] } })
    await setState(tx, booking.id, { state: 'cancelled', by: '本人', at: new Date(now) })
    return shownBooking(tx, context, { street, booking: { ...booking, state: 'cancelled' } })
  })
}

/** Destroys name and telephone of whoever holds the code, because they ask for it; what has not begun is cancelled with it. @throws booking-unknown */
export async function eraseByCode(context: Context, { code, ip }: { readonly code: string; readonly ip: string }): Promise<Booking> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const booking = found(await lockBookingOfCode(tx, context, code))
    const [erased] = await forgetHolder(tx, context, { id: booking.id, now: new Date(now) })
    if (erased) await record(tx, { at: now, by: null, purpose: '本人凭预约码要求', result: 'done', ip, ...destroyed(erased) })
    return shownBooking(tx, context, { street, booking: erased ?? booking })
  })
}

/** Appointments by their telephone. */
export const phoneData: PhoneData = {
  erase: async (tx, context, phone) => (await forgetHolder(tx, context, { phone, now: new Date(context.clock.now()) })).map(destroyed),
}

function destroyed(booking: StoredBooking): Destroyed {
  return { action: 'service.erase-contact', object: auditName(booking), detail: { id: booking.id, state: booking.state } }
}

/** What the trail calls an appointment; several of one time are told apart by their id beside it. */
export function auditName({ itemName, startsAt }: Pick<StoredBooking, 'itemName' | 'startsAt'>): string {
  return `${itemName} ${startsAt.toISOString()}`
}

function mayCancel({ state, startsAt }: StoredBooking, now: number): boolean {
  return state === 'booked' && startsAt.getTime() > now
}

function found(booking: StoredBooking | undefined): StoredBooking {
  if (!booking) throw new Fault('booking-unknown')
  return booking
}

/** An appointment as whoever holds its code, or whose it is, sees it. */
export async function shownBooking(tx: Tx, context: Context, { street, booking }: { readonly street: string; readonly booking: StoredBooking }): Promise<Booking> {
  // Also of an item that was stopped since: whoever booked it still has to know where to go.
  const form = (await itemsOf(tx, street)).find(({ id }) => id === booking.itemId)?.form
  const looks = await actsOn(tx, { action: 'service.reveal', object: auditName(booking), detail: { id: booking.id }, limit: LOOKS_SHOWN })
  return {
    code: queryCodeOf(context, booking.id), itemId: booking.itemId, itemName: booking.itemName, startsAt: booking.startsAt.toISOString(), endsAt: booking.endsAt.toISOString(),
    place: form?.place ?? '', phone: form?.phone ?? '', materials: form?.materials ?? [], state: booking.state, stateText: BOOKING_STATES[booking.state],
    canCancel: mayCancel(booking, context.clock.now()), contact: contactOf(booking), canErase: booking.name !== null,
    looks: looks.map(({ at, ...look }) => ({ at: at.toISOString(), ...look })),
  }
}

/** Name and telephone as lists show them, and who booked for them. */
export function contactOf({ name, phone, through }: StoredBooking): Booking['contact'] {
  return { name: name && maskName(name), phone: phone && maskPhone(phone), through: through && maskName(through) }
}
