import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
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
  const rows = await own(tx).selectFrom('deliberation_household').select(COLUMNS).where('deliberation_id', '=', id).where('on_roll', '=', true).orderBy('code').execute()
  return rows.map(householdOf)
}

/** How many households stand on a roll: may vote, of these without an area, have voted. */
export async function countRoll(tx: Tx, id: string): Promise<{ voters: number; withoutArea: number; voted: number }> {
  const counted = (condition: RawBuilder<unknown>) => sql<number>`(count(*) filter (where ${condition}))::int`
  return own(tx).selectFrom('deliberation_household').select([
    counted(sql`excluded_reason is null`).as('voters'), counted(sql`excluded_reason is null and square_metres = 0`).as('withoutArea'), counted(sql`voted is not null`).as('voted'),
  ]).where('deliberation_id', '=', id).where('on_roll', '=', true).executeTakeFirstOrThrow()
}

/** Who was excluded from a matter, also where no roll in force names them. */
export async function exclusionsOf(tx: Tx, id: string): Promise<Household[]> {
  const rows = await own(tx).selectFrom('deliberation_household').select(COLUMNS).where('deliberation_id', '=', id).where('excluded_reason', 'is not', null).orderBy('code').execute()
  return rows.map(householdOf)
}

/** The household of a voting code, locked until the end of the transaction. */
export async function householdOfCode(tx: Tx, { id, codeIndex }: { id: string; codeIndex: Buffer }): Promise<Household | undefined> {
  const row = await own(tx).selectFrom('deliberation_household').select(COLUMNS).where('code_index', '=', codeIndex).where('deliberation_id', '=', id).where('on_roll', '=', true).forUpdate().executeTakeFirst()
  return row && householdOf(row)
}

export interface NewHousehold extends Omit<Household, 'excluded' | 'voted'> {
  readonly codeIndex: Buffer
  readonly excluded?: string | null
  readonly voted?: Household['voted']
  /** False: kept for its exclusion alone. */
  readonly isOnRoll?: boolean
}

const BATCH = 1000

export async function insertHouseholds(tx: Tx, households: readonly NewHousehold[]): Promise<void> {
  for (let at = 0; at < households.length; at += BATCH) {
    await own(tx).insertInto('deliberation_household').values(households.slice(at, at + BATCH).map(({ id, deliberationId, code, squareMetres, turn, codeIndex, excluded = null, voted = null, isOnRoll = true }) => ({
      id, deliberation_id: deliberationId, code, square_metres: squareMetres, turn, code_index: codeIndex, excluded_reason: excluded, voted, on_roll: isOnRoll,
    }))).execute()
  }
}

/** Takes back everything that was cast, and the roll, when a matter is debated anew; who was excluded stays so for the next one. */
export async function clearVote(tx: Tx, id: string): Promise<void> {
  for (const table of ['deliberation_tally', 'deliberation_paper'] as const) await own(tx).deleteFrom(table).where('deliberation_id', '=', id).execute()
  await own(tx).deleteFrom('deliberation_household').where('deliberation_id', '=', id).where('excluded_reason', 'is', null).execute()
  await own(tx).updateTable('deliberation_household').set({ on_roll: false }).where('deliberation_id', '=', id).execute()
}

/** Takes back a roll with its exclusions, before a new one that carries them. */
export async function clearRoll(tx: Tx, id: string): Promise<void> {
  await own(tx).deleteFrom('deliberation_household').where('deliberation_id', '=', id).execute()
}

export async function setExcluded(tx: Tx, { id, reason }: { id: string; reason: string | null }): Promise<void> {
  await own(tx).updateTable('deliberation_household').set({ excluded_reason: reason }).where('id', '=', id).execute()
}

export async function renewTurn(tx: Tx, { id, turn, codeIndex }: { id: string; turn: number; codeIndex: Buffer }): Promise<void> {
  await own(tx).updateTable('deliberation_household').set({ turn, code_index: codeIndex }).where('id', '=', id).execute()
}

export async function markVoted(tx: Tx, { ids, way }: { ids: readonly string[]; way: 'online' | 'paper' }): Promise<void> {
  if (ids.length > 0) await own(tx).updateTable('deliberation_household').set({ voted: way }).where('id', 'in', [...ids]).execute()
}

/** Adds one vote to the sums of a matter. All three stand in one row, so that the transaction stamped on it tells of the last voter only that they voted. */
export async function castVote(tx: Tx, { id, choice, squareMetres }: { readonly id: string; readonly choice: 'for' | 'against' | 'abstain'; readonly squareMetres: number }): Promise<void> {
  const [votes, area] = [`${choice}_votes` as const, `${choice}_square_metres` as const]
  await own(tx).insertInto('deliberation_tally').values({ deliberation_id: id, [votes]: 1, [area]: squareMetres })
    .onConflict((conflict) => conflict.column('deliberation_id').doUpdateSet(({ ref }) => ({ [votes]: sql`${ref(`deliberation_tally.${votes}`)} + 1`, [area]: sql`${ref(`deliberation_tally.${area}`)} + ${squareMetres}` }))).execute()
}

/** What was cast online. */
export async function onlineBallots(tx: Tx, id: string): Promise<Ballots> {
  const row = await own(tx).selectFrom('deliberation_tally').selectAll().where('deliberation_id', '=', id).executeTakeFirst()
  return row === undefined ? NO_BALLOTS : {
    ...NO_BALLOTS, for: { votes: row.for_votes, squareMetres: row.for_square_metres }, against: { votes: row.against_votes, squareMetres: row.against_square_metres },
    abstain: { votes: row.abstain_votes, squareMetres: row.abstain_square_metres },
  }
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
