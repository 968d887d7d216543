import { sql } from 'kysely'
import { openKysely, sqlState } from './db.ts'

const OLDEST_VERSION = 150_000

/** A database server that cannot carry the platform; the text names every fault and its cure. */
export class EngineFault extends Error {
  /** One sentence each. */
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The database cannot be used: ${faults.join(' ')}`)
    this.name = 'EngineFault'
    this.faults = faults
  }
}

/**
 * Check a database before migrating: version ≥ 15, encoding UTF8, trigrams of Chinese, sorting by pinyin.
 * @throws EngineFault with every fault found.
 */
export async function checkEngine(url: string): Promise<void> {
  const db = openKysely(url, { size: 1, name: 'yihu-check', script: true })
  try {
    const { rows } = await sql<{ version: number; encoding: string; has_pinyin: boolean }>`
      select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
        exists (select from pg_collation where collname = 'zh-x-icu') as has_pinyin`.execute(db)
    const [engine] = rows
    const faults: string[] = []
    if (!engine || engine.version < OLDEST_VERSION) faults.push('PostgreSQL must be version 15 or newer.')
    if (engine?.encoding !== 'UTF8') faults.push(`The database's encoding must be UTF8, it is ${engine?.encoding ?? 'unknown'}.`)
    if (!engine?.has_pinyin) faults.push('The collation zh-x-icu is missing (PostgreSQL built without ICU): Chinese names could not be sorted by pinyin.')
    faults.push(...(await trigramFaults(db)))
    if (faults.length > 0) throw new EngineFault(faults)
  } finally {
    await db.destroy()
  }
}

/** Tried inside a transaction that is rolled back, so the check leaves nothing behind. */
async function trigramFaults(db: ReturnType<typeof openKysely>): Promise<readonly string[]> {
  const rollback = new Error('rollback')
  let trigrams = 0
  try {
    await db.transaction().execute(async (tx) => {
      await sql`create extension if not exists pg_trgm`.execute(tx)
      const { rows } = await sql<{ n: number }>`select cardinality(show_trgm('井盖破损')) as n`.execute(tx)
      trigrams = rows[0]?.n ?? 0
      throw rollback
    })
  } catch (error) {
    if (error !== rollback) {
      if (sqlState(error) === '42501') return ['The extension pg_trgm is not installed and this user may not create it: run "create extension pg_trgm" as a superuser.']
      return [`The extension pg_trgm cannot be used: ${error instanceof Error ? error.message : String(error)}.`]
    }
  }
  return trigrams > 0 ? [] : ['pg_trgm makes no trigrams of Chinese: create the database with a UTF-8 ctype, e.g. "create database yihu template template0 locale \'C.UTF-8\'".']
}
