import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { accountById } from './repo-account.ts'
import { permissionsOf, seesByUnitOnly } from './roles.ts'

/** Somebody with the rights they have now, for what is done in their name while they are away; null for who may no longer act. What is lent for some days is not among it. */
export async function actorOf({ db }: Pick<Context, 'db'>, userId: string): Promise<Actor | null> {
  const account = await db.transact(systemScope, (tx) => accountById(tx, userId))
  if (!account?.is_active) return null
  const { username, name, roles, areas, units } = account
  return { userId, username, name, roles, permissions: permissionsOf(roles), scope: { paths: seesByUnitOnly(roles) ? [] : areas, units, userId }, sessionId: '', via: 'bearer' }
}
