import { Fault } from '@yihu/contracts'
import type { AnswerOf, startTotp as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { accountById, updateAccount } from './repo-account.ts'
import { openedAt } from './repo-session.ts'
import { sessionHash } from './session.ts'
import { newTotp } from './totp.ts'

/** A confirmed second factor is replaced only right after it was used to sign in. */
const RECENT_MS = 10 * 60_000

/**
 * Makes a new secret for one-time codes; the old one, if any, stays in force until the new one is confirmed.
 * @throws login-needed when one is on already and the login is more than ten minutes ago
 */
export async function startTotp(context: Context, actor: Actor, ip: string): Promise<AnswerOf<typeof contract>> {
  const { db, clock } = context
  const now = clock.now()
  const { secret, uri, cipher } = newTotp(context, actor.username)
  await db.transact(systemScope, async (tx) => {
    const account = await accountById(tx, actor.userId, { lock: true })
    const opened = await openedAt(tx, sessionHash(actor))
    if (!account || !opened) throw new Fault('login-needed')
    if (account.totp_confirmed_at && now - opened.getTime() > RECENT_MS) throw new Fault('login-needed')
    await updateAccount(tx, account.id, { totp_pending_cipher: cipher })
    await record(tx, { at: now, by: actor, action: 'totp.start', object: actor.username, result: 'done', ip })
  })
  return { secret, uri }
}
