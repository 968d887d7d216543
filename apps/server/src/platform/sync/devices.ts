import { randomBytes } from 'node:crypto'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, listPatrolDevices, openPatrolDevice } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record as recordAudit } from '../audit/index.ts'
import { endSession, isActiveUser } from '../identity/index.ts'
import { addDevice, deviceOf, devicesOf, revokeDevice, touchDevice } from './repo.ts'

const SECRET = 'patrol.device'
const SECRET_BYTES = 32

/**
 * Releases the key of what a phone keeps, made at its first opening and sealed ever after.
 * @throws Fault device-revoked
 */
export async function openDevice(context: Context, actor: Actor, { id, name }: { id: string; name: string }): Promise<AnswerOf<typeof openPatrolDevice>> {
  const now = new Date(context.clock.now())
  const { userId } = actor
  return context.db.transact(actor.scope, async (tx) => {
    const session = { name, session_hash: Buffer.from(actor.sessionId, 'hex'), seen_at: now }
    const secret = randomBytes(SECRET_BYTES).toString('base64')
    await addDevice(tx, { id, user_id: userId, ...session, secret_cipher: context.vault.seal(SECRET, secret), opened_at: now })
    const device = await deviceOf(tx, { id, userId })
    if (!device || device.revoked_at !== null) throw new Fault('device-revoked')
    await touchDevice(tx, { id, userId }, session)
    return { secret: context.vault.open(SECRET, device.secret_cipher), openedAt: device.opened_at.toISOString() }
  })
}

/** @throws Fault device-revoked */
export async function requireDevice(tx: Tx, id: string, userId: string): Promise<void> {
  if ((await deviceOf(tx, { id, userId }))?.revoked_at) throw new Fault('device-revoked')
}

/** The phones of somebody, last seen first. */
export async function listDevices(context: Context, { userId, scope }: Actor): Promise<AnswerOf<typeof listPatrolDevices>> {
  const rows = await context.db.transact(scope, (tx) => devicesOf(tx, userId))
  return {
    devices: rows.map((row) => ({ id: row.id, name: row.name, openedAt: row.opened_at.toISOString(), seenAt: row.seen_at.toISOString(), isRevoked: row.revoked_at !== null })),
  }
}

/**
 * Ends one of one's own phones: its session is over at once, its key is gone.
 * @throws Fault not-found
 */
export async function revoke(context: Context, actor: Actor, { id, ip }: { id: string; ip: string }): Promise<undefined> {
  const at = context.clock.now()
  await context.db.transact({ ...systemScope, userId: actor.userId }, async (tx) => {
    const gone = await revokeDevice(tx, { id, userId: actor.userId, at: new Date(at) })
    if (!gone) throw new Fault('not-found')
    if (gone.session_hash) await endSession(tx, context.db, gone.session_hash)
    await recordAudit(tx, { at, by: actor, action: 'patrol.device-revoked', object: id, result: 'done', ip })
  })
}

/** Whether what somebody keeps on a phone must go: they were shut out of it, or altogether. Colleagues who use the same phone are asked for by themselves. Asked by the phone, which has no session any more. */
export async function isRevoked(context: Context, { id, owner }: { id: string; owner: string }): Promise<boolean> {
  return context.db.transact(systemScope, async (tx) => {
    const device = await deviceOf(tx, { id, userId: owner })
    return device !== undefined && (device.revoked_at !== null || !(await isActiveUser(tx, owner)))
  })
}
