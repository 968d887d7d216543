import { sql } from 'kysely'
import type { Ballots, PaperEntry } from '@yihu/domain'
import { NO_BALLOTS } from '@yihu/domain'
import type { JsonInput, Tx } from '../../../kernel/db/index.ts'
import type { DeliberationTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeliberationTables>()

/** A household of the roll: whether it has voted, never what. */
export interface Household {
  readonly id: string
  readonly deliberationId: string
  readonly code: string
  readonly squareMetres: number
  readonly turn: number
  readonly excluded: string | null
  readonly voted: 'online' | 'paper' | null
}

const COLUMNS = ['id', 'deliberation_id as deliberationId', 'code', 'square_metres as squareMetres', 'turn', 'excluded_reason as excluded', 'voted'] as const
type Row = Omit<Household, 'voted'> & { readonly voted: string | null }
const householdOf = (row: Row): Household => ({ ...row, voted: row.voted as Household['voted'] }) // checked by the table

export async function rollOf(tx: Tx, id: string): Promise<Household[]> {
  const rows = await own(tx).selectFrom('deliberation_household').select(COLUMNS).where('deliberation_id', '=', id).orderBy('code').execute()
  return rows.map(householdOf)
}

/** The household of a voting code, locked until the end of the transaction. */
export async function householdOfCode(tx: Tx, { id, codeIndex }: { id: string; codeIndex: Buffer }): Promise<Household | undefined> {
  const row = await own(tx).selectFrom('deliberation_household').select(COLUMNS).where('code_index', '=', codeIndex).where('deliberation_id', '=', id).forUpdate().executeTakeFirst()
  return row && householdOf(row)
}

export interface NewHousehold extends Omit<Household, 'excluded' | 'voted'> {
  readonly codeIndex: Buffer
  readonly excluded?: string | null
  readonly voted?: Household['voted']
}

const BATCH = 1000

export async function insertHouseholds(tx: Tx, households: readonly NewHousehold[]): Promise<void> {
  for (let at = 0; at < households.length; at += BATCH) {
    await own(tx).insertInto('deliberation_household').values(households.slice(at, at + BATCH).map(({ id, deliberationId, code, squareMetres, turn, codeIndex, excluded = null, voted = null }) => ({
      id, deliberation_id: deliberationId, code, square_metres: squareMetres, turn, code_index: codeIndex, excluded_reason: excluded, voted,
    }))).execute()
  }
}

/** Takes back a roll with everything that was cast on it: before a new one, or when a matter is debated anew. */
export async function clearVote(tx: Tx, id: string): Promise<void> {
  for (const table of ['deliberation_household', 'deliberation_ballot', 'deliberation_paper'] as const) await own(tx).deleteFrom(table).where('deliberation_id', '=', id).execute()
}

export async function excludeHousehold(tx: Tx, { id, code, reason }: { id: string; code: string; reason: string }): Promise<boolean> {
  const row = await own(tx).updateTable('deliberation_household').set({ excluded_reason: reason }).where('deliberation_id', '=', id).where('code', '=', code).returning('id').executeTakeFirst()
  return row !== undefined
}

export async function renewTurn(tx: Tx, { id, turn, codeIndex }: { id: string; turn: number; codeIndex: Buffer }): Promise<void> {
  await own(tx).updateTable('deliberation_household').set({ turn, code_index: codeIndex }).where('id', '=', id).execute()
}

export async function markVoted(tx: Tx, { ids, way }: { ids: readonly string[]; way: 'online' | 'paper' }): Promise<void> {
  if (ids.length > 0) await own(tx).updateTable('deliberation_household').set({ voted: way }).where('id', 'in', [...ids]).execute()
}

/** Adds ballots that name nobody. */
export async function castBallots(tx: Tx, ballots: readonly { readonly deliberationId: string; readonly choice: 'for' | 'against' | 'abstain'; readonly squareMetres: number }[]): Promise<void> {
  for (let at = 0; at < ballots.length; at += BATCH) {
    await own(tx).insertInto('deliberation_ballot').values(ballots.slice(at, at + BATCH).map(({ deliberationId, choice, squareMetres }) => ({ deliberation_id: deliberationId, choice, square_metres: squareMetres }))).execute()
  }
}

/** What was cast online. */
export async function onlineBallots(tx: Tx, id: string): Promise<Ballots> {
  const { rows } = await sql<{ choice: 'for' | 'against' | 'abstain'; votes: number; squareMetres: number }>`
    select choice, count(*)::int as votes, sum(square_metres)::float8 as "squareMetres" from deliberation_ballot where deliberation_id = ${id}::uuid group by choice`.execute(tx)
  return { ...NO_BALLOTS, ...Object.fromEntries(rows.map(({ choice, votes, squareMetres }) => [choice, { votes, squareMetres }])) }
}

export interface StoredEntry extends PaperEntry {
  readonly byId: string
  readonly at: Date
}

/** The ballot box as people counted it, in their order. */
export async function paperEntries(tx: Tx, id: string): Promise<StoredEntry[]> {
  const rows = await own(tx).selectFrom('deliberation_paper').selectAll().where('deliberation_id', '=', id).orderBy('ordinal').execute()
  return rows.map((row) => ({ by: row.entered_name, byId: row.entered_by, at: row.at, households: row.households, ballots: row.ballots as unknown as Ballots })) // written by this folder alone
}

export async function keepEntry(tx: Tx, id: string, { by, byId, at, households, ballots }: StoredEntry, ordinal: number): Promise<void> {
  const kept = { entered_name: by, at, households: [...households], ballots: ballots as unknown as JsonInput } // plain numbers
  await own(tx).insertInto('deliberation_paper').values({ deliberation_id: id, entered_by: byId, ordinal, ...kept })
    .onConflict((conflict) => conflict.columns(['deliberation_id', 'entered_by']).doUpdateSet(kept)).execute()
}

export interface StoredRating {
  readonly deliberationId: string
  readonly raterIndex: Buffer
  readonly solved: boolean
  readonly satisfaction: number
  readonly comment: string
  readonly at: Date
}

/** Keeps what somebody says of what was done; whoever says it again changes it. */
export async function keepRatings(tx: Tx, ratings: readonly StoredRating[]): Promise<void> {
  if (ratings.length === 0) return
  await own(tx).insertInto('deliberation_rating').values(ratings.map(({ deliberationId, raterIndex, ...rating }) => ({ deliberation_id: deliberationId, rater_index: raterIndex, ...rating })))
    .onConflict((conflict) => conflict.columns(['deliberation_id', 'rater_index']).doUpdateSet(({ ref }) => ({ solved: ref('excluded.solved'), satisfaction: ref('excluded.satisfaction'), comment: ref('excluded.comment'), at: ref('excluded.at') }))).execute()
}

export async function ratingsOf(tx: Tx, id: string): Promise<Omit<StoredRating, 'deliberationId' | 'raterIndex'>[]> {
  return own(tx).selectFrom('deliberation_rating').select(['solved', 'satisfaction', 'comment', 'at']).where('deliberation_id', '=', id).orderBy('at', 'desc').execute()
}
