import { Fault } from '@yihu/contracts'
import type { AnswerOf, ApiKeyRow, BodyOf, createApiKey as contract, listApiKeys } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { insertKey, keyById, keysOf, revokeKey } from './repo-key.ts'
import type { KeyRow } from './repo-key.ts'
import { MACHINE_PERMISSION_NAMES, MACHINE_PERMISSIONS, USUAL_OF_MACHINES } from './roles.ts'
import { hashToken, newToken } from './secrets.ts'
import { checkPlaces } from './user-rules.ts'

const DAY_MS = 86_400_000

/** A machine that may send. */
export interface KeyInput {
  /** Milliseconds, from the clock. */
  readonly at: number
  readonly name: string
  /** Area paths it may write to. */
  readonly scopePaths: readonly string[]
  /** All that machines may do, where left out. */
  readonly permissions?: readonly string[]
  /** Milliseconds; without it the key counts until it is revoked. */
  readonly expiresAt?: number
  readonly by?: Actor
  readonly ip?: string
}

/** Registers a machine. The key is shown this once; only its hash is kept. */
export async function addApiKey(tx: Tx, { at, name, scopePaths, permissions = USUAL_OF_MACHINES, expiresAt, by, ip }: KeyInput): Promise<{ id: string; key: string }> {
  const id = newId(at)
  const key = newToken()
  await insertKey(tx, {
    id, key_hash: hashToken(key), name, permission: permissions, scope_paths: scopePaths, created_at: new Date(at), created_by: by?.name ?? null,
    expires_at: expiresAt === undefined ? null : new Date(expiresAt),
  })
  await record(tx, {
    at, by: by ?? null, action: 'key.create', object: name, result: 'done', ip: ip ?? null,
    detail: { id, scopePaths, permissions, expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString() },
  })
  return { id, key }
}

/** Puts a machine's key out of force; other servers notice within five seconds. */
export async function revokeApiKey(tx: Tx, id: string, at: number): Promise<boolean> {
  const isRevoked = await revokeKey(tx, id, new Date(at))
  await record(tx, { at, by: null, action: 'key.revoke', object: id, result: isRevoked ? 'done' : 'refused' })
  return isRevoked
}

/** The keys whose places all lie in the actor's areas, newest first. */
export async function listKeys(context: Context, actor: Actor): Promise<AnswerOf<typeof listApiKeys>> {
  const rows = await context.db.transact(systemScope, keysOf)
  const seen = rows.filter((row) => isWithin(actor, row))
  const show = await shown(context)
  return { keys: seen.map(show), permissions: MACHINE_PERMISSIONS.map(named) }
}

/** Makes a key within the actor's areas. @throws input-invalid, area-unknown */
export async function makeKey(context: Context, actor: Actor, { input, ip }: { input: BodyOf<typeof contract>; ip: string }): Promise<AnswerOf<typeof contract>> {
  const { name, areas, permissions, days } = input
  if (permissions.some((one) => !MACHINE_PERMISSIONS.includes(one))) throw new Fault('input-invalid', { fields: { permissions: '有的权限不能给设备' } })
  const now = context.clock.now()
  const tree = await areasOf(context)
  const show = await shown(context)
  return context.db.transact(systemScope, async (tx) => {
    await checkPlaces(tx, { areas, units: undefined }, { actor, tree })
    const { id, key } = await addApiKey(tx, { at: now, name, scopePaths: areas, permissions, expiresAt: now + days * DAY_MS, by: actor, ip })
    const row = await keyById(tx, id)
    if (!row) throw new Error('the key just made is gone')
    return { key, row: show(row) }
  })
}

/** Puts a key of the actor's areas out of force for good. @throws not-found */
export async function endKey(context: Context, actor: Actor, { id, ip }: { id: string; ip: string }): Promise<ApiKeyRow> {
  const now = context.clock.now()
  const show = await shown(context)
  return context.db.transact(systemScope, async (tx) => {
    const known = await keyById(tx, id)
    if (!known || !isWithin(actor, known)) throw new Fault('not-found')
    const isRevoked = await revokeKey(tx, id, new Date(now))
    forgetAfter(context.db, tx)
    await record(tx, { at: now, by: actor, action: 'key.revoke', object: known.name, result: isRevoked ? 'done' : 'refused', ip, detail: { id } })
    return show((await keyById(tx, id)) ?? known)
  })
}

function isWithin({ scope }: Actor, { scope_paths }: KeyRow): boolean {
  return scope_paths.every((path) => covers(scope, path))
}

function named(id: string): { id: string; name: string } {
  return { id, name: MACHINE_PERMISSION_NAMES[id] ?? id }
}

/** How rows look today. */
async function shown(context: Context): Promise<(row: KeyRow) => ApiKeyRow> {
  const tree = await areasOf(context)
  const now = context.clock.now()
  return (row) => ({
    id: row.id, name: row.name, permissions: row.permission.map(named), areas: row.scope_paths.map((path) => ({ path, name: tree.byPath(path)?.name ?? path })),
    state: row.revoked_at ? 'revoked' : row.expires_at && row.expires_at.getTime() <= now ? 'expired' : 'active',
    createdAt: row.created_at.toISOString(), createdBy: row.created_by, expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null, revokedAt: row.revoked_at?.toISOString() ?? null,
  })
}
