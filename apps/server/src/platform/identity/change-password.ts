import { Fault } from '@yihu/contracts'
import type { BodyOf, changePassword as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { countFailure, lockFault } from './lock-out.ts'
import { checkPassword } from './password.ts'
import { accountById, updateAccount } from './repo-account.ts'
import { lockFailures } from './repo-failure.ts'
import { deleteSessionsOf } from './repo-session.ts'
import { hashName, hashPassword, verifyPassword } from './secrets.ts'
import { sessionHash } from './session.ts'

interface Options {
  readonly actor: Actor
  readonly input: BodyOf<typeof contract>
  readonly ip: string
}

/**
 * Changes one's own password and ends one's other sessions. A wrong current password counts like a wrong login, else a
 * found phone could be used to guess it.
 * @throws input-invalid (field current), password-weak, login-locked
 */
export async function changePassword(context: Context, { actor, input, ip }: Options): Promise<undefined> {
  const { db, clock, vault } = context
  const account = await db.transact(systemScope, (tx) => accountById(tx, actor.userId))
  if (!account) throw new Fault('login-needed')
  checkPassword(input.next, account.username)
  if (input.next === input.current) throw new Fault('password-weak', { details: { rule: '不能与现在的密码相同' } })
  const isRight = await verifyPassword(account.password_hash, input.current)
  const hash = await hashPassword(input.next)
  const now = clock.now()
  const fault = await db.transact(systemScope, async (tx) => {
    const refused = await refusal(tx, { nameHash: hashName(vault, account.username), isRight, now })
    if (!refused) {
      await updateAccount(tx, account.id, { password_hash: hash, is_demo: false })
      await deleteSessionsOf(tx, account.id, { except: sessionHash(actor) })
      forgetAfter(db, tx)
    }
    await record(tx, { at: now, by: actor, action: 'password.change', object: account.username, result: refused ? 'refused' : 'done', ip })
    return refused
  })
  if (fault) throw fault
}

async function refusal(tx: Tx, { nameHash, isRight, now }: { nameHash: Buffer; isRight: boolean; now: number }): Promise<Fault | null> {
  const failures = await lockFailures(tx, nameHash, new Date(now))
  const locked = lockFault(failures, now)
  if (locked || isRight) return locked
  return (await countFailure(tx, { nameHash, failures, now })).fault ?? new Fault('input-invalid', { fields: { current: '现在的密码不对' } })
}
