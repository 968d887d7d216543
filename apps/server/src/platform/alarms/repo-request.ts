import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Settings } from '@yihu/scenarios'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { AlarmTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<AlarmTables>()

export type StoredRequest = Selectable<Database['campaign_request']>

interface Person {
  readonly userId: string
  readonly name: string
}

interface NewRequest {
  readonly id: string
  readonly path: string
  readonly scenario: string
  /** Of the setting it is asked upon. */
  readonly version: number
  readonly settings: Settings
  readonly endsOn: string
  readonly legalBasis: string
  readonly by: Person
  readonly at: Date
}

/** Keeps a request; false while another one of the area and scenario is open. */
export async function insertRequest(tx: Tx, { id, path, scenario, version, settings, endsOn, legalBasis, by, at }: NewRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await own(tx)
    .insertInto('campaign_request')
    .values({ id, path, scenario, version, settings: sql`${settings}::jsonb`, ends_on: endsOn, legal_basis: legalBasis, proposed_by: by.userId, proposed_name: by.name, proposed_at: at })
    .onConflict((conflict) => conflict.columns(['path', 'scenario']).where('state', '=', 'proposed').doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0) === 1
}

/** One request, locked until the end of the transaction. */
export async function lockRequest(tx: Tx, id: string): Promise<StoredRequest | undefined> {
  return own(tx).selectFrom('campaign_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Writes what a second person said of a locked request. */
export async function decideRequest(tx: Tx, { id, state, by, at, note }: { id: string; state: 'approved' | 'declined'; by: Person; at: Date; note: string }): Promise<void> {
  await own(tx).updateTable('campaign_request').set({ state, decided_by: by.userId, decided_name: by.name, decided_at: at, decision_note: note }).where('id', '=', id).execute()
}

/** The requests for a scenario in an area and below: what waits first, then the latest. */
export async function requestsIn(tx: Tx, { path, scenario }: { path: string; scenario: string }): Promise<StoredRequest[]> {
  return own(tx).selectFrom('campaign_request').selectAll().where('scenario', '=', scenario).where(sql<boolean>`path <@ ${path}::ltree`).orderBy(sql`state = 'proposed'`, 'desc').orderBy('id', 'desc').limit(20).execute()
}

/** Scenarios with a request in an area or below that waits for a second person. */
export async function askedFor(tx: Tx, path: string): Promise<ReadonlySet<string>> {
  const rows = await own(tx).selectFrom('campaign_request').select('scenario').distinct().where('state', '=', 'proposed').where(sql<boolean>`path <@ ${path}::ltree`).execute()
  return new Set(rows.map(({ scenario }) => scenario))
}
