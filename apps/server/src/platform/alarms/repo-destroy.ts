import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

interface Gone {
  readonly alarms: readonly string[]
  /** Their lines, runs and steps. */
  readonly lines: number
  /** Photos that nothing of these alarms refers to any more. */
  readonly files: readonly string[]
  readonly memories: readonly string[]
}

/** Deletes the alarms of a scenario in an area, drills too, with story, runs and photos, and what its triggers remember; `kept` are areas within it that go on. */
export async function destroyAlarms(tx: Tx, { scenario, path, kept }: { scenario: string; path: string; kept: readonly string[] }): Promise<Gone> {
  const where = sql`scenario = ${scenario} and path <@ ${path}::ltree and not path <@ any(${[...kept]}::ltree[])`
  const { rows: files } = await sql<{ hash: string }>`delete from alarm_file where alarm_id in (select id from alarm where ${where}) returning file_hash as hash`.execute(tx)
  const { rows: lines } = await sql<{ count: number }>`
    with events as (delete from alarm_event where alarm_id in (select id from alarm where ${where}) returning 1), steps as (delete from alarm_step where alarm_id in (select id from alarm where ${where}) returning 1)
    select ((select count(*) from events) + (select count(*) from steps))::int as count`.execute(tx)
  const { rows: alarms } = await sql<{ id: string }>`delete from alarm where ${where} returning id`.execute(tx)
  const { rows: memories } = await sql<{ subject: string }>`delete from trigger_memory where ${where} returning subject`.execute(tx)
  return { alarms: alarms.map(({ id }) => id), lines: lines[0]?.count ?? 0, files: files.map(({ hash }) => hash), memories: memories.map(({ subject }) => subject) }
}
