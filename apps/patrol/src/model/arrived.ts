import type { Outbox, OutboxItem } from '@yihu/domain'

/** So many that have arrived stay to be seen. */
const SHOWN_AFTER = 30

/** What of an outbox stays on the phone: all that waits, and of what has arrived the latest, without where somebody was and without what was said or put right at a door. */
export function withoutOld(outbox: Outbox): Outbox {
  const old = new Set(outbox.filter(({ state }) => state === 'applied').slice(0, -SHOWN_AFTER))
  return outbox.filter((item) => !old.has(item) && !(item.kind === 'track.points' && item.state === 'applied')).map(withoutDoor)
}

/** A telephone, a number, a name stand masked in the registers, and what was written down is sealed there; here they would not be. */
function withoutDoor(item: OutboxItem): OutboxItem {
  if (item.kind !== 'visit.record' || item.state !== 'applied') return item
  const { verified: _verified, notes: _notes, ...body } = item.body
  return { ...item, body }
}
