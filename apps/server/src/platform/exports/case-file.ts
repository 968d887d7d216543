import { Fault } from '@yihu/contracts'
import type { AnswerOf, showCaseFile } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { chainOfCase, detailOf, findCase, groundOf, moverOf } from '../cases/index.ts'

/**
 * The whole file of a case for paper: what the desk shows, each step with its hash, the chain checked now. An act on record.
 * @throws not-found
 */
export async function caseFileOf(context: Context, { id, actor, ip }: { id: string; actor: Actor; ip: string }): Promise<AnswerOf<typeof showCaseFile>> {
  const at = context.clock.now()
  const who = actor.seenBy ?? actor
  const ground = await groundOf(context)
  const found = await context.db.transact(actor.scope, async (tx) => {
    const file = await findCase(tx, id)
    if (!file) throw new Fault('not-found')
    return { file, detail: await detailOf(tx, context, { record: file, ground, mover: moverOf(actor) }) }
  })
  // The lines between belong to other cases, which this person may not see; only what they prove is answered.
  const chain = await context.db.transact(systemScope, (tx) => chainOfCase(tx, found.file))
  await context.db.transact(actor.scope, (tx) =>
    record(tx, {
      at, by: who, action: 'case.dossier', object: found.file.number, result: 'done', ip,
      detail: { from: chain.first, to: chain.last, problem: chain.problem },
    }))
  return { case: found.detail, madeAt: new Date(at).toISOString(), madeBy: `${who.name}（${who.username}）`, chain: { ...chain, lines: [...chain.lines] } }
}
