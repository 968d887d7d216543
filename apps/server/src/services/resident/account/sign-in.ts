import { Fault } from '@yihu/contracts'
import type { BodyOf, openResidentSession } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { useCode } from './codes.ts'
import { accountOfPhone, accountOfWechat, mergeAccounts } from './repo-account.ts'
import { openSession } from './session.ts'
import type { Opened, Resident } from './session.ts'
import { openIdOf } from './wechat.ts'

/**
 * Opens a session for whoever holds the telephone. Somebody who is here by WeChat without a telephone has one from now on.
 * @throws code-wrong, code-over
 */
export async function signInByCode(context: Context, { phone, code }: BodyOf<typeof openResidentSession>, here: Resident | null): Promise<Opened> {
  const now = context.clock.now()
  const outcome = await context.db.transact(systemScope, async (tx) => {
    const fault = await useCode(tx, context, { phone, purpose: 'login', code })
    if (fault) return fault
    const account = await accountOfPhone(tx, context, { phone, id: newId(now), at: new Date(now) })
    if (here && here.phone === null) await mergeAccounts(tx, { from: here.id, into: account.id })
    return openSession(tx, context, account)
  })
  // Thrown after the commit, so that the try is counted.
  if (outcome instanceof Fault) throw outcome
  return outcome
}

/** Opens a session for the person WeChat knows by this code. @throws wechat-off, wechat-refused, wechat-unreachable */
export async function signInByWechatCode(context: Context, code: string): Promise<Opened> {
  const [openId, now] = [await openIdOf(context, code), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const account = await accountOfWechat(tx, context, { openId, id: newId(now), at: new Date(now) })
    return openSession(tx, context, account)
  })
}
