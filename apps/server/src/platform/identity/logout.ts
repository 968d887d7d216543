import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { deleteSession } from './repo-session.ts'
import { sessionHash } from './session.ts'

/** Ends the session the request came with. */
export async function logout({ db, clock }: Context, actor: Actor, ip: string): Promise<undefined> {
  await db.transact(systemScope, async (tx) => {
    await deleteSession(tx, sessionHash(actor))
    forgetAfter(db, tx)
    await record(tx, { at: clock.now(), by: actor.seenBy ?? actor, action: 'logout', object: (actor.seenBy ?? actor).username, result: 'done', ip })
  })
}
