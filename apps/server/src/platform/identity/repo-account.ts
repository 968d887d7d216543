import { Role } from '@yihu/contracts'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { OFFICERS } from './roles.ts'
import { own } from './tables.ts'

const MOST_OFFICERS = 200

/** A row of `user_account`. */
export type AccountRow = Selectable<Database['user_account']>

/** An account with what it belongs to; `areas` are paths. */
export interface Account extends AccountRow {
  readonly roles: Role[]
  readonly areas: string[]
  readonly units: string[]
}

const roleList = z.array(Role)

function accounts(tx: Tx) {
  return own(tx)
    .selectFrom('user_account as u')
    .selectAll('u')
    .select([
      sql<string[]>`array(select role from user_role where user_id = u.id order by role)`.as('roles'),
      sql<string[]>`array(select path::text from user_area where user_id = u.id order by path)`.as('areas'),
      sql<string[]>`array(select unit_id from user_unit where user_id = u.id order by unit_id)`.as('units'),
    ])
}

const typed = <R extends { roles: string[] }>(row: R): R & { roles: Role[] } => ({ ...row, roles: roleList.parse(row.roles) })

/** By username in lower case. Areas are seen only as far as the transaction's scope allows: ask as the system. */
export async function accountByName(tx: Tx, username: string): Promise<Account | null> {
  const row = await accounts(tx).where('u.username', '=', username).executeTakeFirst()
  return row ? typed(row) : null
}

/** By id; locked until the end of the transaction where `lock` says so. */
export async function accountById(tx: Tx, id: string, options: { lock?: true } = {}): Promise<Account | null> {
  const query = accounts(tx).where('u.id', '=', id)
  const row = await (options.lock ? query.forUpdate('u') : query).executeTakeFirst()
  return row ? typed(row) : null
}

interface AccountFilter {
  readonly q: string | undefined
  readonly after: string | undefined
  readonly limit: number
  /** Only people with an area among or below these, or with none at all. */
  readonly paths: readonly string[] | '*'
}

/** By username, ascending. */
export async function accountsIn(tx: Tx, { q, after, limit, paths }: AccountFilter): Promise<Account[]> {
  const rows = await accounts(tx)
    .$if(q !== undefined, (query) => {
      const pattern = `%${(q ?? '').replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`
      return query.where((e) => e.or([e('u.username', 'ilike', pattern), e('u.name', 'ilike', pattern)]))
    })
    .$if(after !== undefined, (query) => query.where('u.username', '>', after ?? ''))
    .$if(paths !== '*', (query) => query.where(isWithin(paths)))
    .orderBy('u.username')
    .limit(limit)
    .execute()
  return rows.map(typed)
}

function isWithin(paths: readonly string[] | '*') {
  return sql<boolean>`(exists (select from user_area where user_id = u.id and path <@ any (${[...paths]}::ltree[]))
    or not exists (select from user_area where user_id = u.id))`
}

/** Everybody who holds one of the three officers' roles, by username; of these areas or of none in particular. */
export async function officersIn(tx: Tx, paths: readonly string[] | '*'): Promise<Account[]> {
  const rows = await accounts(tx)
    .where(sql<boolean>`exists (select from user_role where user_id = u.id and role = any (${[...OFFICERS]}::text[]))`)
    .$if(paths !== '*', (query) => query.where(isWithin(paths)))
    .orderBy('u.username').limit(MOST_OFFICERS).execute()
  return rows.map(typed)
}

type NewAccount = Pick<AccountRow, 'id' | 'username' | 'name' | 'password_hash' | 'is_demo' | 'created_at'>

/** Adds an account; null when the username is taken. */
export async function insertAccount(tx: Tx, row: NewAccount): Promise<string | null> {
  const made = await own(tx).insertInto('user_account').values(row).onConflict((conflict) => conflict.column('username').doNothing()).returning('id').executeTakeFirst()
  return made?.id ?? null
}

type Change = Partial<Pick<AccountRow,
  'name' | 'password_hash' | 'is_active' | 'is_demo' | 'last_login_at' | 'totp_pending_cipher' | 'totp_secret_cipher' | 'totp_confirmed_at' | 'totp_last_counter'>>

/** Changes an account and counts its version up. */
export async function updateAccount(tx: Tx, id: string, change: Change): Promise<void> {
  await own(tx).updateTable('user_account').set({ ...change, version: sql`version + 1` }).where('id', '=', id).execute()
}

/** Takes a TOTP time step once; false when it or a later one was taken before. */
export async function takeTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const result = await own(tx)
    .updateTable('user_account')
    .set({ totp_last_counter: step })
    .where('id', '=', id)
    .where((e) => e.or([e('totp_last_counter', 'is', null), e('totp_last_counter', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What a person belongs to; lists that are left out stay as they are. */
export interface Membership {
  readonly roles?: readonly string[] | undefined
  readonly areas?: readonly string[] | undefined
  readonly units?: readonly string[] | undefined
}

export async function replaceMembership(tx: Tx, userId: string, { roles, areas, units }: Membership): Promise<void> {
  if (roles) {
    await own(tx).deleteFrom('user_role').where('user_id', '=', userId).execute()
    const rows = [...new Set(roles)].map((role) => ({ user_id: userId, role }))
    if (rows.length > 0) await own(tx).insertInto('user_role').values(rows).execute()
  }
  if (areas) {
    await own(tx).deleteFrom('user_area').where('user_id', '=', userId).execute()
    const rows = [...new Set(areas)].map((path) => ({ user_id: userId, path }))
    if (rows.length > 0) await own(tx).insertInto('user_area').values(rows).execute()
  }
  if (units) {
    await own(tx).deleteFrom('user_unit').where('user_id', '=', userId).execute()
    const rows = [...new Set(units)].map((unit) => ({ user_id: userId, unit_id: unit }))
    if (rows.length > 0) await own(tx).insertInto('user_unit').values(rows).execute()
  }
}

/** Names by user id; unknown ids are missing. */
export async function namesOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('user_account').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Which people: every condition given must hold. */
export interface Whom {
  readonly unitId?: string
  readonly role?: Role
  /** Somebody one of whose areas contains this path. */
  readonly path?: string
}

/** The active people of a unit, a role, a place. Areas are seen only as far as the transaction's scope allows: ask as the system. */
export async function usersOf(tx: Tx, { unitId, role, path }: Whom): Promise<string[]> {
  const rows = await own(tx)
    .selectFrom('user_account as u')
    .select('u.id')
    .where('u.is_active', '=', true)
    .$if(unitId !== undefined, (query) => query.where((e) => e.exists(e.selectFrom('user_unit as m').whereRef('m.user_id', '=', 'u.id').where('m.unit_id', '=', unitId ?? ''))))
    .$if(role !== undefined, (query) => query.where((e) => e.exists(e.selectFrom('user_role as r').whereRef('r.user_id', '=', 'u.id').where('r.role', '=', role ?? ''))))
    .$if(path !== undefined, (query) => query.where(sql<boolean>`exists (select from user_area a where a.user_id = u.id and a.path @> ${path ?? ''}::ltree)`))
    .orderBy('u.username')
    .execute()
  return rows.map((row) => row.id)
}

/** The active people of a role whose own areas lie in an area, one row an area. */
export async function peopleIn(tx: Tx, { role, area }: { readonly role: Role; readonly area: string }): Promise<{ id: string; name: string; path: string }[]> {
  return own(tx)
    .selectFrom('user_account as u').innerJoin('user_area as a', 'a.user_id', 'u.id').select(['u.id', 'u.name', 'a.path'])
    .where('u.is_active', '=', true).where((e) => e.exists(e.selectFrom('user_role as r').whereRef('r.user_id', '=', 'u.id').where('r.role', '=', role)))
    .where(sql<boolean>`a.path <@ ${area}::ltree`).orderBy('a.path').orderBy('u.username').execute()
}

/** The areas that are somebody's own, without what is lent to them. Ask as the system. */
export async function ownAreas(tx: Tx, userId: string): Promise<string[]> {
  return (await own(tx).selectFrom('user_area').select('path').where('user_id', '=', userId).execute()).map(({ path }) => path)
}

/** The active people of some roles one of whose areas contains a path or lies in it, by name. Ask as the system. */
export async function peopleAround(tx: Tx, { roles, path }: { readonly roles: readonly Role[]; readonly path: string }): Promise<Account[]> {
  const rows = await accounts(tx).where('u.is_active', '=', true)
    .where(sql<boolean>`exists (select from user_role where user_id = u.id and role = any (${[...roles]}::text[]))`)
    .where(sql<boolean>`exists (select from user_area where user_id = u.id and (path @> ${path}::ltree or path <@ ${path}::ltree))`)
    .orderBy('u.name').orderBy('u.username').execute()
  return rows.map(typed)
}

/** Whether an account is marked as demo. */
export async function isAnyDemo(tx: Tx): Promise<boolean> {
  return (await own(tx).selectFrom('user_account').select('id').where('is_demo', '=', true).limit(1).executeTakeFirst()) !== undefined
}
