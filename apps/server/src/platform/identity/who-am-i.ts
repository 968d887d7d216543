import { Fault } from '@yihu/contracts'
import type { Me } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { meOf } from './me.ts'
import { accountById } from './repo-account.ts'

/** The signed-in person, read anew. @throws login-needed when the account was removed meanwhile */
export async function whoAmI({ db }: Context, actor: Actor): Promise<Me> {
  const areas = await areasOf({ db })
  return db.transact(systemScope, async (tx) => {
    const account = await accountById(tx, actor.userId)
    if (!account) throw new Fault('login-needed')
    const { seenBy } = actor
    return { ...(await meOf(tx, account, areas)), seeing: seenBy ? { by: seenBy.name, until: new Date(seenBy.until).toISOString() } : null }
  })
}
