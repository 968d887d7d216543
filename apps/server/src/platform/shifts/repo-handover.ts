import type { BriefSection } from '@yihu/contracts'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { HandoverRow } from './handover-row.ts'
import type { StoredShift } from './repo.ts'
import type { ShiftTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShiftTables>()

const COLUMNS = [
  'id', 'path', 'shift_id as shiftId', 'shift_name as shiftName', 'starts_at as startsAt', 'ends_at as endsAt', 'people', 'version', 'state', 'brief',
  'composed_at as composedAt', 'notes', 'given_at as givenAt', 'given_by as givenBy', 'given_name as givenName', 'hash', 'acknowledged_at as acknowledgedAt',
  'acknowledged_by as acknowledgedBy', 'acknowledged_name as acknowledgedName', 'answer',
] as const

const handovers = (tx: Tx) => own(tx).selectFrom('handover').select(COLUMNS)

/** Writes the brief of a shift, or renews it while it is a draft. @returns its id; null when it was given already */
export async function writeBrief(tx: Tx, { id, shift, brief, at }: { id: string; shift: StoredShift; brief: readonly BriefSection[]; at: Date }): Promise<string | null> {
  const json = { people: JSON.stringify(shift.people), brief: JSON.stringify(brief) }
  const row = await own(tx)
    .insertInto('handover')
    .values({
      id, path: shift.path, shift_id: shift.id, shift_name: shift.name, starts_at: shift.startsAt, ends_at: shift.endsAt, state: 'draft', composed_at: at,
      people: sql`${json.people}::text::jsonb`, brief: sql`${json.brief}::text::jsonb`,
    })
    .onConflict((clash) =>
      clash.column('shift_id').doUpdateSet((eb) => ({
        people: eb.ref('excluded.people'), brief: eb.ref('excluded.brief'), composed_at: at, starts_at: shift.startsAt, ends_at: shift.endsAt, version: eb('handover.version', '+', 1),
      })).where('handover.state', '=', 'draft'))
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A handover within the scope; locked where `lock` says so. */
export async function findHandover(tx: Tx, id: string, options: { lock?: true } = {}): Promise<HandoverRow | null> {
  const query = handovers(tx).where('id', '=', id)
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst()
  return row ? HandoverRow.parse(row) : null
}

/** The newest that was given and that nobody took on. */
export async function waitingHandover(tx: Tx, path: string): Promise<HandoverRow | null> {
  const row = await handovers(tx).where('path', '=', path).where('state', '=', 'given').orderBy('starts_at', 'desc').limit(1).executeTakeFirst()
  return row ? HandoverRow.parse(row) : null
}

/** Newest first, by keyset. */
export async function handoversBefore(tx: Tx, { before, limit }: { before: ListPlace | undefined; limit: number }): Promise<HandoverRow[]> {
  let query = handovers(tx).orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit)
  if (before) query = query.where(sql<SqlBool>`(starts_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return (await query.execute()).map((row) => HandoverRow.parse(row))
}

export async function writeNotes(tx: Tx, { id, notes }: { id: string; notes: string }): Promise<void> {
  await own(tx).updateTable('handover').set((eb) => ({ notes, version: eb('version', '+', 1) })).where('id', '=', id).execute()
}

interface Giving {
  readonly id: string
  readonly notes: string
  readonly by: { readonly userId: string; readonly name: string }
  readonly at: Date
  readonly hash: Buffer
}

export async function markGiven(tx: Tx, { id, notes, by, at, hash }: Giving): Promise<void> {
  await own(tx)
    .updateTable('handover')
    .set((eb) => ({ notes, state: 'given', given_at: at, given_by: by.userId, given_name: by.name, hash, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function markAcknowledged(tx: Tx, { id, answer, by, at }: { id: string; answer: string; by: { userId: string; name: string }; at: Date }): Promise<void> {
  await own(tx)
    .updateTable('handover')
    .set((eb) => ({ state: 'acknowledged', answer, acknowledged_at: at, acknowledged_by: by.userId, acknowledged_name: by.name, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Given before an instant, not taken on, nobody reminded yet: marked as reminded and answered. */
export async function takeForgotten(tx: Tx, { before, at }: { before: Date; at: Date }): Promise<HandoverRow[]> {
  const rows = await own(tx)
    .updateTable('handover').set({ reminded_at: at })
    .where('state', '=', 'given').where('reminded_at', 'is', null).where('given_at', '<=', before).returning(COLUMNS).execute()
  return rows.map((row) => HandoverRow.parse(row))
}
