import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, startSeeing as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { accountById } from './repo-account.ts'
import { setSeeing } from './repo-session.ts'
import { isOfficer } from './roles.ts'
import { sessionHash } from './session.ts'

/** How long one look lasts. */
const SEEING_MS = 15 * 60_000

/**
 * From now on the session sees what somebody else sees; the kernel refuses every write. The start is in the trail and
 * told to the person. Officers are nobody's window: that would join what 三员 parts.
 * @throws not-found, input-invalid, seeing-refused
 */
export async function startSeeing(context: Context, actor: Actor, { input, ip }: { input: BodyOf<typeof contract>; ip: string }): Promise<AnswerOf<typeof contract>> {
  const now = context.clock.now()
  const until = new Date(now + SEEING_MS)
  return context.db.transact(systemScope, async (tx) => {
    const account = await accountById(tx, input.userId)
    if (!account || !account.areas.every((path) => covers(actor.scope, path))) throw new Fault('not-found')
    if (account.id === actor.userId) throw new Fault('seeing-refused', { details: { reason: '这就是您自己' } })
    if (!account.is_active) throw new Fault('seeing-refused', { details: { reason: `${account.name}的账号已停用` } })
    if (isOfficer(account.roles)) throw new Fault('seeing-refused', { details: { reason: `${account.name}是三员之一，三员的权限不能合到一个人手里` } })
    await setSeeing(tx, sessionHash(actor), { user: account.id, until })
    forgetAfter(context.db, tx)
    await emit(tx, { topic: 'user.seen', scopePath: null, payload: { userId: account.id, by: actor.name, reason: input.reason, at: new Date(now).toISOString(), until: until.toISOString() } })
    await record(tx, { at: now, by: actor, action: 'see-as.start', object: account.username, purpose: input.reason, result: 'done', ip, detail: { userId: account.id, until: until.toISOString() } })
    return { name: account.name, until: until.toISOString() }
  })
}

/** Back to oneself; does nothing when nobody is seen. */
export async function stopSeeing({ db, clock }: Context, actor: Actor, ip: string): Promise<undefined> {
  const { seenBy } = actor
  if (!seenBy) return
  await db.transact(systemScope, async (tx) => {
    await setSeeing(tx, sessionHash(actor), { user: null, until: null })
    forgetAfter(db, tx)
    await record(tx, { at: clock.now(), by: seenBy, action: 'see-as.stop', object: actor.username, result: 'done', ip })
  })
}
