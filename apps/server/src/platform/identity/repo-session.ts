import type { Role } from '@yihu/contracts'
import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { own } from './tables.ts'

/** A session with the person it belongs to. */
export interface StoredSession {
  readonly expires_at: Date
  readonly last_seen_at: Date
  readonly user_id: string
  readonly username: string
  readonly name: string
  readonly roles: Role[]
  readonly areas: string[]
  readonly units: string[]
  /** Whom the person looks as, and until when. */
  readonly seeing_user: string | null
  readonly seeing_until: Date | null
}

/** The session of a token, when its person is active, with what is lent to them today. Ask as the system. */
export async function sessionByHash(tx: Tx, hash: Buffer, today: string): Promise<StoredSession | null> {
  const { rows } = await sql<StoredSession>`
    select s.expires_at, s.last_seen_at, s.seeing_user, s.seeing_until, u.id as user_id, u.username, u.name,
      array(select role from user_role where user_id = u.id) as roles,
      array(select path::text from user_area where user_id = u.id union select path::text from area_loan where user_id = u.id and ${today}::date between since and until) as areas,
      array(select unit_id from user_unit where user_id = u.id) as units
    from session s join user_account u on u.id = s.user_id and u.is_active
    where s.token_hash = ${hash}`.execute(tx)
  return rows[0] ?? null
}

export async function insertSession(tx: Tx, row: Insertable<Database['session']>): Promise<void> {
  await own(tx).insertInto('session').values(row).execute()
}

/** Makes a session look as somebody else, or as its own person again. */
export async function setSeeing(tx: Tx, hash: Buffer, { user, until }: { user: string | null; until: Date | null }): Promise<void> {
  await own(tx).updateTable('session').set({ seeing_user: user, seeing_until: until }).where('token_hash', '=', hash).execute()
}

/** When a session was opened; null when it is gone. */
export async function openedAt(tx: Tx, hash: Buffer): Promise<Date | null> {
  const row = await own(tx).selectFrom('session').select('created_at').where('token_hash', '=', hash).executeTakeFirst()
  return row?.created_at ?? null
}

export async function touchSession(tx: Tx, hash: Buffer, at: Date): Promise<void> {
  await own(tx).updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', hash).where('last_seen_at', '<', at).execute()
}

export async function deleteSession(tx: Tx, hash: Buffer): Promise<void> {
  await own(tx).deleteFrom('session').where('token_hash', '=', hash).execute()
}

/** Ends the sessions of a person, all but one where one is named. */
export async function deleteSessionsOf(tx: Tx, userId: string, options: { except?: Buffer } = {}): Promise<void> {
  const { except } = options
  await own(tx)
    .deleteFrom('session')
    .where('user_id', '=', userId)
    .$if(except !== undefined, (query) => query.where('token_hash', '<>', except ?? Buffer.alloc(0)))
    .execute()
}

/** Removes what has run out: sessions, and counters of wrong logins that nobody added to since `quietSince`. */
export async function sweep(tx: Tx, { now, idleSince, quietSince }: { now: Date; idleSince: Date; quietSince: Date }): Promise<void> {
  // A screen on a wall may be dark for a night.
  await sql`delete from session s where s.expires_at < ${now} or (s.last_seen_at < ${idleSince} and exists (select from user_role r where r.user_id = s.user_id and r.role <> 'screen'))`.execute(tx)
  await own(tx).deleteFrom('login_failure').where('at', '<', quietSince).where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '<', now)])).execute()
}
