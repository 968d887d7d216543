import { sql } from 'kysely'
import type { Kysely, Selectable } from 'kysely'
import type { Settings } from '@yihu/scenarios'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { AlarmTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<AlarmTables>()

/** What an area has set for a scenario. */
export interface StoredSetting {
  readonly path: string
  readonly scenario: string
  readonly version: number
  readonly isOn: boolean
  readonly settings: Settings
  /** The last day, `YYYY-MM-DD`. */
  readonly endsOn: string | null
  readonly changedName: string
  readonly changedAt: Date
}

function settingOf(row: Selectable<Database['scenario_setting']>): StoredSetting {
  return {
    path: row.path, scenario: row.scenario, version: row.version, isOn: row.is_on, settings: row.settings as Settings, endsOn: row.ends_on, changedName: row.changed_name, changedAt: row.changed_at, // checked before it was written
  }
}

/** The latest version of every area and scenario. */
export async function settingsInForce(db: Kysely<Database>): Promise<StoredSetting[]> {
  const rows = await own(db).selectFrom('scenario_setting').selectAll().distinctOn(['path', 'scenario']).orderBy('path').orderBy('scenario').orderBy('version', 'desc').execute()
  return rows.map(settingOf)
}

/** All versions of one area and scenario, the latest first. */
export async function settingHistory(tx: Tx, { path, scenario }: { path: string; scenario: string }): Promise<StoredSetting[]> {
  const rows = await own(tx).selectFrom('scenario_setting').selectAll().where('path', '=', path).where('scenario', '=', scenario).orderBy('version', 'desc').limit(50).execute()
  return rows.map(settingOf)
}

/** All versions of a scenario in an area and below (null: everywhere), of each area the oldest first. */
export async function campaignSettings(tx: Tx, { scenario, area }: { scenario: string; area: string | null }): Promise<StoredSetting[]> {
  const found = own(tx).selectFrom('scenario_setting').selectAll().where('scenario', '=', scenario)
  const rows = await (area === null ? found : found.where(sql<boolean>`path <@ ${area}::ltree`)).orderBy('path').orderBy('version').execute()
  return rows.map(settingOf)
}

/** One version of an area's settings. */
export async function settingOfVersion(tx: Tx, { path, scenario, version }: { path: string; scenario: string; version: number }): Promise<StoredSetting | undefined> {
  const row = await own(tx).selectFrom('scenario_setting').selectAll().where('path', '=', path).where('scenario', '=', scenario).where('version', '=', version).executeTakeFirst()
  return row && settingOf(row)
}

/** Adds a version; false when somebody else has just added it. */
export async function insertSetting(tx: Tx, { path, scenario, version, isOn, settings, endsOn, changedName, changedAt }: StoredSetting, by: string | null): Promise<boolean> {
  const result = await own(tx)
    .insertInto('scenario_setting')
    .values({ path, scenario, version, is_on: isOn, settings: sql`${settings}::jsonb`, ends_on: endsOn, changed_by: by, changed_name: changedName, changed_at: changedAt })
    .onConflict((conflict) => conflict.columns(['path', 'scenario', 'version']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}
