import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { accountById, updateAccount } from './repo-account.ts'
import { matchTotp } from './totp.ts'

interface Options {
  readonly actor: Actor
  readonly code: string
  readonly ip: string
}

/** Puts the started secret into force. @throws totp-wrong, also when none was started */
export async function confirmTotp(context: Context, { actor, code, ip }: Options): Promise<undefined> {
  const { db, clock } = context
  const now = clock.now()
  await db.transact(systemScope, async (tx) => {
    const account = await accountById(tx, actor.userId, { lock: true })
    const cipher = account?.totp_pending_cipher ?? null
    const step = cipher ? matchTotp(context, { cipher, code }) : null
    if (!account || step === null) throw new Fault('totp-wrong')
    await updateAccount(tx, account.id, { totp_secret_cipher: cipher, totp_pending_cipher: null, totp_confirmed_at: new Date(now), totp_last_counter: step })
    await record(tx, { at: now, by: actor, action: 'totp.confirm', object: actor.username, result: 'done', ip })
  })
}
