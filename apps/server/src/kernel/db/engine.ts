import { sql } from 'kysely'
import { openKysely } from './db.ts'

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
    faults.push(...(await roleFaults(db)), ...(await extensionFaults(db)))
    if (faults.length === 0) faults.push(...(await trigramFaults(db)))
    if (faults.length > 0) throw new EngineFault(faults)
  } finally {
    await db.destroy()
  }
}

/** May this user make the role yihu_app, or enter it if it is there already? */
async function roleFaults(db: ReturnType<typeof openKysely>): Promise<readonly string[]> {
  const { rows: [user] } = await sql<{ name: string; may_create: boolean; is_there: boolean; may_enter: boolean }>`
    select current_user as name, rolsuper or rolcreaterole as may_create, exists (select from pg_roles where rolname = 'yihu_app') as is_there,
      rolsuper or exists (select from pg_auth_members m where m.member = r.oid and m.roleid = to_regrole('yihu_app')) as may_enter
    from pg_roles r where rolname = current_user`.execute(db)
  if (!user) return []
  if (user.is_there && !user.may_enter) return [`The role yihu_app exists and this user is no member: run "grant yihu_app to ${user.name}" as its owner or a superuser.`]
  if (!user.is_there && !user.may_create) return [`This user may not create the role yihu_app: run "create role yihu_app nologin; grant yihu_app to ${user.name}" as a superuser.`]
  return []
}

/** Extensions that are neither there nor may be made by this user. */
async function extensionFaults(db: ReturnType<typeof openKysely>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; is_available: boolean }>`
    select name, exists (select from pg_available_extensions a where a.name = wanted.name) as is_available
    from unnest(array['ltree', 'pg_trgm', 'cube', 'earthdistance', 'btree_gist']) as wanted (name), pg_roles r
    where r.rolname = current_user and not exists (select from pg_extension where extname = wanted.name)
      and not exists (select from pg_available_extension_versions v where v.name = wanted.name
        and (r.rolsuper or v.trusted and has_database_privilege(current_database(), 'create')))`.execute(db)
  return rows.map(({ name, is_available }) => is_available
    ? `This user may not create the extension ${name}: run "create extension ${name} cascade" in this database as a superuser.`
    : `The extension ${name} is not installed on the server (package postgresql-contrib).`)
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
    if (error !== rollback) return [`The extension pg_trgm cannot be used: ${error instanceof Error ? error.message : String(error)}.`]
  }
  return trigrams > 0 ? [] : ['pg_trgm makes no trigrams of Chinese: create the database with a UTF-8 ctype, e.g. "create database yihu template template0 locale \'C.UTF-8\'".']
}
