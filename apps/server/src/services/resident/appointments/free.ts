import type { AnswerOf, listSlots, ServiceSlot } from '@yihu/contracts'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { calendarOf } from '../../../platform/calendar/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { itemOf } from '../catalogue/items.ts'
import type { Item } from '../catalogue/items.ts'
import { takenSeats } from './repo-booking.ts'
import { slotsOf } from './slots.ts'
import type { Slot } from './slots.ts'

/** A slot with the desks that are free in it. */
export interface OpenSlot extends Slot {
  readonly seats: readonly number[]
}

/** An item that is booked, with the slots it opens now. @throws service-unknown, service-not-offered */
export async function openSlots(tx: Tx, context: Context, { street, id }: { readonly street: string; readonly id: string }): Promise<{ item: Item; slots: OpenSlot[] }> {
  const item = await itemOf(tx, street, id)
  const { booking, name } = item.form
  if (!booking) throw new Fault('service-not-offered', { details: { item: name, what: '预约' } })
  const now = context.clock.now()
  const taken = await takenSeats(tx, { street, itemId: id, from: new Date(now) })
  const seats = Array.from({ length: booking.seats }, (_, index) => index + 1)
  const isTaken = (slot: Slot, seat: number) => taken.some((one) => one.seat === seat && one.startsAt.getTime() < slot.endsAt && one.endsAt.getTime() > slot.startsAt)
  const slots = slotsOf(booking, { calendar: await calendarOf(context), now })
  return { item, slots: slots.map((slot) => ({ ...slot, seats: seats.filter((seat) => !isTaken(slot, seat)) })) }
}

/** The slots of an item by day, full ones with none free. @throws service-unknown, service-not-offered */
export async function slotsByDay(context: Context, id: string): Promise<AnswerOf<typeof listSlots>> {
  const street = await streetOf(context)
  const { slots } = await context.db.transact(systemScope, (tx) => openSlots(tx, context, { street, id }))
  return { days: [...Map.groupBy(slots, ({ day }) => day)].map(([day, some]) => ({ day, slots: some.map(onWire) })) }
}

export function onWire({ startsAt, endsAt, seats }: OpenSlot): ServiceSlot {
  return { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString(), free: seats.length }
}
