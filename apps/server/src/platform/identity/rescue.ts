import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { record } from '../audit/index.ts'
import { checkPassword } from './password.ts'
import { accountByName, updateAccount } from './repo-account.ts'
import { clearFailures } from './repo-failure.ts'
import { deleteSessionsOf } from './repo-session.ts'
import { hashName, hashPassword } from './secrets.ts'

/**
 * For the command line, on the day nobody can sign in: a new password (which ends the sessions) or the end of a lock;
 * both are audit rows. Run as the system.
 * @throws not-found, password-weak
 */
export async function rescueUser(tx: Tx, context: Context, { username, password }: { username: string; password?: string }): Promise<void> {
  const name = username.toLowerCase()
  const account = await accountByName(tx, name)
  if (!account) throw new Fault('not-found')
  if (password !== undefined) {
    checkPassword(password, name)
    await updateAccount(tx, account.id, { password_hash: await hashPassword(password), is_demo: false })
    await deleteSessionsOf(tx, account.id)
  }
  await clearFailures(tx, hashName(context.vault, name))
  await record(tx, {
    at: context.clock.now(), by: null, action: 'user.rescue', object: name, result: 'done', detail: password === undefined ? { unlocked: true } : { password: 'reset' },
  })
}
