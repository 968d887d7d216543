import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'

const own = (tx: Tx) => tx.$pickTables<'chain_check' | 'chain_head'>()

/** What a check found of one chain. */
export const CheckedChain = z.object({
  chain: z.string(), events: z.number(), isIntact: z.boolean(), firstFault: z.object({ seq: z.number(), problem: z.string() }).nullable(),
  /** Times of its first and last record, ISO; null: it is empty. */
  from: z.string().nullable(), to: z.string().nullable(),
  /** Hash of its end, hexadecimal. */
  head: z.string().nullable(),
})
export type CheckedChain = z.infer<typeof CheckedChain>

export interface StoredCheck {
  readonly id: string
  readonly state: 'running' | 'done' | 'failed'
  readonly startedBy: string | null
  readonly startedAt: Date
  readonly beatAt: Date
  readonly finishedAt: Date | null
  readonly rowsDone: number
  readonly rowsTotal: number
  readonly chains: readonly CheckedChain[]
}

const State = z.enum(['running', 'done', 'failed'])

/** The newest checks, newest first. */
export async function readChecks(tx: Tx, limit: number): Promise<StoredCheck[]> {
  const rows = await own(tx).selectFrom('chain_check').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id, state: State.parse(row.state), startedBy: row.started_by, startedAt: row.started_at, beatAt: row.beat_at, finishedAt: row.finished_at,
    rowsDone: row.rows_done, rowsTotal: row.rows_total, chains: z.array(CheckedChain).parse(row.chains),
  }))
}

/** Begins a check, unless one is running. */
export async function insertCheck(tx: Tx, { id, by, at }: { id: string; by: string | null; at: Date }): Promise<boolean> {
  const { rows } = await sql<{ total: number }>`select coalesce(sum(seq), 0)::bigint as total from chain_head`.execute(tx)
  const result = await own(tx).insertInto('chain_check')
    .values({ id, state: 'running', started_by: by, started_at: at, beat_at: at, rows_total: rows[0]?.total ?? 0 })
    .onConflict((clash) => clash.doNothing()).executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Notes how far a check is; false when it is no longer this one that runs. */
export async function beatCheck(tx: Tx, id: string, { at, rowsDone }: { at: Date; rowsDone: number }): Promise<void> {
  await own(tx).updateTable('chain_check').set({ beat_at: at, rows_done: rowsDone }).where('id', '=', id).where('state', '=', 'running').execute()
}

/** Ends a check with what it found. */
export async function endCheck(tx: Tx, id: string, end: { state: 'done' | 'failed'; at: Date; rowsDone: number; chains: readonly CheckedChain[] }): Promise<void> {
  await own(tx).updateTable('chain_check')
    .set({ state: end.state, finished_at: end.at, beat_at: end.at, rows_done: end.rowsDone, chains: [...end.chains] }).where('id', '=', id).where('state', '=', 'running').execute()
}

/** Ends checks whose server died: nothing was heard of them since. */
export async function endSilentChecks(tx: Tx, { since, at }: { since: Date; at: Date }): Promise<void> {
  await own(tx).updateTable('chain_check').set({ state: 'failed', finished_at: at }).where('state', '=', 'running').where('beat_at', '<', since).execute()
}

/** Forgets old checks. */
export async function forgetChecks(tx: Tx, before: Date): Promise<void> {
  await own(tx).deleteFrom('chain_check').where('started_at', '<', before).where('state', '<>', 'running').execute()
}
