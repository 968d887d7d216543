import type { AnswerOf, listUsers as contract, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { accountsIn } from './repo-account.ts'
import { toUserRows } from './user-row.ts'

/** The people of the actor's own areas. The filter stands in the query, for the tables of accounts carry no area. */
export async function listUsers(context: Context, actor: Actor, query: QueryOf<typeof contract>): Promise<AnswerOf<typeof contract>> {
  const { q, cursor, limit } = query
  return context.db.transact(systemScope, async (tx) => {
    const found = await accountsIn(tx, { q: q || undefined, after: cursor, limit: limit + 1, paths: actor.scope.paths })
    const shown = found.slice(0, limit)
    return { users: await toUserRows(tx, shown, context), next: found.length > limit ? (shown.at(-1)?.username ?? null) : null }
  })
}
