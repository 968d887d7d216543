import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { insertKey, revokeKey } from './repo-session.ts'
import { MACHINE_PERMISSIONS } from './roles.ts'
import { hashToken, newToken } from './secrets.ts'

/** A machine that may send. */
export interface KeyInput {
  /** Milliseconds, from the clock. */
  readonly at: number
  readonly name: string
  /** Area paths it may write to. */
  readonly scopePaths: readonly string[]
}

/** Registers a machine. The key is shown this once; only its hash is kept. */
export async function addApiKey(tx: Tx, { at, name, scopePaths }: KeyInput): Promise<{ id: string; key: string }> {
  const id = newId(at)
  const key = newToken()
  await insertKey(tx, { id, key_hash: hashToken(key), name, permission: MACHINE_PERMISSIONS, scope_paths: scopePaths, created_at: new Date(at) })
  await record(tx, { at, by: null, action: 'key.create', object: name, result: 'done', detail: { id, scopePaths } })
  return { id, key }
}

/** Puts a machine's key out of force; other servers notice within five seconds. */
export async function revokeApiKey(tx: Tx, id: string, at: number): Promise<boolean> {
  const isRevoked = await revokeKey(tx, id, new Date(at))
  await record(tx, { at, by: null, action: 'key.revoke', object: id, result: isRevoked ? 'done' : 'refused' })
  return isRevoked
}
