import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { HoldReason } from './watch.ts'

const own = (tx: Tx) => tx.$pickTables<'held_report'>()

export type HeldRow = Selectable<Database['held_report']>

interface NewHeld {
  readonly id: string
  readonly number: string
  readonly path: string
  readonly areaName: string
  readonly heap: string
  readonly reason: HoldReason
  readonly sender: string
  readonly source: string
  readonly senderId: string
  readonly title: string
  readonly text: string
  readonly form: Readonly<Record<string, unknown>>
  readonly contact: Buffer | null
  readonly at: Date
}

/** Keeps a report that waits for a clerk; the same source and id twice is one. @returns the one that stands */
export async function insertHeld(tx: Tx, one: NewHeld): Promise<{ id: string; number: string }> {
  const values = {
    id: one.id, number: one.number, path: one.path, area_name: one.areaName, heap: one.heap, reason: one.reason, sender: one.sender, source: one.source, sender_id: one.senderId, title: one.title, text: one.text,
    form: one.form, contact: one.contact, at: one.at, state: 'held', note: '', decided_name: null, decided_at: null,
  }
  const row = await own(tx).insertInto('held_report').values(values).onConflict((conflict) => conflict.columns(['source', 'sender_id']).doNothing()).returning(['id', 'number']).executeTakeFirst()
  if (row) return row
  const before = await heldBySender(tx, { source: one.source, senderId: one.senderId })
  if (!before) throw new Error('a held report was neither new nor known')
  return before
}

/** A report held before under the sender's id. */
export async function heldBySender(tx: Tx, { source, senderId }: { source: string; senderId: string }): Promise<HeldRow | undefined> {
  return own(tx).selectFrom('held_report').selectAll().where('source', '=', source).where('sender_id', '=', senderId).executeTakeFirst()
}

export async function heldByNumber(tx: Tx, number: string): Promise<HeldRow | undefined> {
  return own(tx).selectFrom('held_report').selectAll().where('number', '=', number).executeTakeFirst()
}

/** Heaps in sight that wait, the largest first. */
export async function heaps(tx: Tx, limit: number) {
  return own(tx).selectFrom('held_report').where('state', '=', 'held')
    .select((eb) => ['heap', 'reason', eb.fn.countAll<number>().as('count'), sql<number>`count(distinct sender)::int`.as('senders'), sql<Date>`min(at)`.as('since'), sql<string>`min(title)`.as('title')])
    .groupBy(['heap', 'reason']).orderBy('count', 'desc').orderBy('heap').limit(limit).execute()
}

/** How many in sight wait, in however many heaps. */
export async function countHeld(tx: Tx): Promise<number> {
  return (await own(tx).selectFrom('held_report').select((eb) => eb.fn.countAll<number>().as('count')).where('state', '=', 'held').executeTakeFirstOrThrow()).count
}

/** The reports of a heap in sight that wait, in the order they came. */
export async function heapOf(tx: Tx, heap: string, limit: number): Promise<HeldRow[]> {
  return own(tx).selectFrom('held_report').selectAll().where('heap', '=', heap).where('state', '=', 'held').orderBy('at').orderBy('id').limit(limit).execute()
}

/** Which of these are in sight. */
export async function heldInSight(tx: Tx, ids: readonly string[]): Promise<string[]> {
  return (await own(tx).selectFrom('held_report').select('id').where('id', 'in', [...ids]).execute()).map(({ id }) => id)
}

/** Reports that still wait, locked, in the order they came. */
export async function lockHeld(tx: Tx, ids: readonly string[]): Promise<HeldRow[]> {
  if (ids.length === 0) return []
  return own(tx).selectFrom('held_report').selectAll().where('id', 'in', [...ids]).where('state', '=', 'held').orderBy('at').orderBy('id').forUpdate().execute()
}

interface Decision {
  readonly state: 'taken' | 'dropped'
  readonly note: string
  readonly by: string
  readonly at: Date
}

/** What became of them. Name and telephone leave with the case or are gone; the words of those taken are the case's from now on. */
export async function decideHeld(tx: Tx, ids: readonly string[], { state, note, by, at }: Decision): Promise<void> {
  await own(tx).updateTable('held_report').set({ state, note, decided_name: by, decided_at: at, contact: null, ...(state === 'taken' ? { title: '', text: '', form: {} } : {}) }).where('id', 'in', [...ids]).execute()
}

/** Deletes what was dropped before this. */
export async function forgetHeld(tx: Tx, before: Date): Promise<void> {
  await own(tx).deleteFrom('held_report').where('state', '=', 'dropped').where('decided_at', '<', before).execute()
}
