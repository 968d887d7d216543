import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { LeavePlan } from '@yihu/contracts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()
const MOST = 200

/** A leave as stored. */
export interface StoredLeave {
  readonly id: string
  /** The areas of whoever is away and of all pieces: who sees one of them sees the leave. */
  readonly paths: readonly string[]
  readonly userId: string
  readonly userName: string
  readonly since: string
  readonly until: string
  readonly plan: z.infer<typeof LeavePlan>
  readonly byName: string
  readonly at: Date
  readonly undoneAt: Date | null
  readonly undoneBy: string | null
}

function leaveOf({ user_id, user_name, plan, by_name, undone_at, undone_by, ...plain }: Selectable<Database['grid_leave']>): StoredLeave {
  return { ...plain, userId: user_id, userName: user_name, plan: LeavePlan.parse(plan), byName: by_name, undoneAt: undone_at, undoneBy: undone_by }
}

export async function insertLeave(tx: Tx, { paths, userId, userName, plan, byName, undoneAt, undoneBy, ...plain }: StoredLeave): Promise<void> {
  await own(tx).insertInto('grid_leave').values({ ...plain, paths: [...paths], user_id: userId, user_name: userName, plan, by_name: byName, undone_at: undoneAt, undone_by: undoneBy }).execute()
}

/** Leaves in sight, those that end last first. */
export async function readLeaves(tx: Tx): Promise<StoredLeave[]> {
  return (await own(tx).selectFrom('grid_leave').selectAll().orderBy('until', 'desc').orderBy('id').limit(MOST).execute()).map(leaveOf)
}

/** Leaves that hold between two days, in sight. */
export async function leavesBetween(tx: Tx, since: string, until: string): Promise<StoredLeave[]> {
  return (await own(tx).selectFrom('grid_leave').selectAll().where('undone_at', 'is', null).where(sql<boolean>`since <= ${until}::date and until >= ${since}::date`).orderBy('id').execute()).map(leaveOf)
}

/** One leave is arranged after the other: two at once would each count on who goes away with the other. */
export async function lockLeaves(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('grid leave', 0))`.execute(tx)
}

/** One leave in sight, locked. */
export async function lockLeave(tx: Tx, id: string): Promise<StoredLeave | undefined> {
  const row = await own(tx).selectFrom('grid_leave').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && leaveOf(row)
}

export async function endLeave(tx: Tx, id: string, { at, by }: { readonly at: Date; readonly by: string }): Promise<void> {
  await own(tx).updateTable('grid_leave').set({ undone_at: at, undone_by: by }).where('id', '=', id).execute()
}
