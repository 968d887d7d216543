import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, JsonInput, Tx } from '../../../kernel/db/index.ts'
import type { Figures } from '../text/train.ts'
import type { IntelligenceTables } from '../tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<IntelligenceTables>()

const State = z.enum(['training', 'ready', 'failed'])

/** One training, without its weights. */
export interface StoredModel {
  readonly number: number
  readonly state: z.infer<typeof State>
  readonly source: string
  readonly startedBy: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly saidFrom: Date | null
  readonly saidUntil: Date | null
  readonly bytes: number | null
  readonly problem: string | null
  readonly figures: Figures | null
}

/** Which model was switched on when. */
export interface StoredUse {
  readonly number: number | null
  readonly isForced: boolean
  readonly by: string
  readonly at: Date
}

const COLUMNS = ['number', 'state', 'source', 'started_by', 'started_at', 'finished_at', 'said_from', 'said_until', 'problem', 'figures'] as const

/** The newest trainings, newest first. */
export async function readModels(tx: Tx, limit: number): Promise<StoredModel[]> {
  const rows = await own(tx).selectFrom('text_model').select([...COLUMNS, sql<number | null>`octet_length(weights)`.as('bytes')]).orderBy('number', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    number: row.number, state: State.parse(row.state), source: row.source, startedBy: row.started_by, startedAt: row.started_at, finishedAt: row.finished_at,
    saidFrom: row.said_from, saidUntil: row.said_until, bytes: row.bytes, problem: row.problem, figures: row.figures as unknown as Figures | null, // written by finishModel alone
  }))
}

/** The newest switches, newest first; the first one counts. */
export async function readUses(tx: Tx, limit: number): Promise<StoredUse[]> {
  const rows = await own(tx).selectFrom('text_model_use').selectAll().orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ number, is_forced: isForced, by_name: by, at }) => ({ number, isForced, by, at }))
}

/** Weights and figures of the model in force; null when there is none. */
export async function readCurrent(db: Kysely<Database>): Promise<{ number: number; weights: Buffer; figures: Figures; saidUntil: Date | null } | null> {
  const use = await own(db).selectFrom('text_model_use').select('number').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!use || use.number === null) return null
  const row = await own(db).selectFrom('text_model').select(['weights', 'figures', 'said_until']).where('number', '=', use.number).executeTakeFirst()
  if (!row?.weights || !row.figures) return null
  return { number: use.number, weights: row.weights, figures: row.figures as unknown as Figures, saidUntil: row.said_until } // written by finishModel alone
}

/** Those who begin or switch wait for one another. */
export async function lockModels(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('text model', 0))`.execute(tx)
}

/** A training that nobody has heard of for long is over. */
export async function endSilent(tx: Tx, { since, at }: { readonly since: Date; readonly at: Date }): Promise<void> {
  await own(tx).updateTable('text_model').set({ state: 'failed', problem: '训练中断：服务器已停止', finished_at: at }).where('state', '=', 'training').where('started_at', '<', since).execute()
}

/** Writes down that a training begins, under the next number. */
export async function insertModel(tx: Tx, { source, by, at }: { readonly source: string; readonly by: string; readonly at: Date }): Promise<number> {
  const { number } = await own(tx).insertInto('text_model')
    .values(({ selectFrom }) => ({ number: selectFrom('text_model').select(sql<number>`coalesce(max(number), 0) + 1`.as('next')), state: 'training', source, started_by: by, started_at: at }))
    .returning('number').executeTakeFirstOrThrow()
  return number
}

function json(value: object): JsonInput {
  return value
}

/** Keeps a finished training. */
export async function finishModel(tx: Tx, number: number, done: { readonly at: Date; readonly weights: Buffer; readonly figures: Figures; readonly saidFrom: Date; readonly saidUntil: Date }): Promise<void> {
  await own(tx).updateTable('text_model')
    .set({ state: 'ready', finished_at: done.at, weights: done.weights, figures: json(done.figures), examples: done.figures.examples, said_from: done.saidFrom, said_until: done.saidUntil })
    .where('number', '=', number).where('state', '=', 'training').execute()
}

/** Keeps why a training did not come to its end. */
export async function failModel(tx: Tx, number: number, { at, problem }: { readonly at: Date; readonly problem: string }): Promise<void> {
  await own(tx).updateTable('text_model').set({ state: 'failed', finished_at: at, problem }).where('number', '=', number).where('state', '=', 'training').execute()
}

/** Switches: the newest row counts from the commit on. */
export async function insertUse(tx: Tx, { number, isForced, by, at }: StoredUse): Promise<void> {
  await own(tx).insertInto('text_model_use').values({ number, is_forced: isForced, by_name: by, at }).execute()
}
