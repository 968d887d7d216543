import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, revealParties } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { purposeText, record as recordAudit } from '../../../platform/audit/index.ts'
import { findMediation, partiesOf } from './repo.ts'

const PURPOSES = { contact: '联系当事人', print: '打印案卷', court: '移送法院' } as const

/** Who disputes, in clear text, for a purpose that is written down. @throws Fault not-found */
export async function reveal(context: Context, actor: Actor, { id, body, ip }: { id: string; body: BodyOf<typeof revealParties>; ip: string }): Promise<AnswerOf<typeof revealParties>> {
  return context.db.transact(actor.scope, async (tx) => {
    const record = await findMediation(tx, id)
    if (!record) throw new Fault('not-found')
    const parties = await partiesOf(tx, context, id)
    await recordAudit(tx, {
      at: context.clock.now(), by: actor, action: 'mediation.reveal', object: record.number, purpose: purposeText(PURPOSES[body.purpose], body.note), result: 'done', ip,
    })
    return { parties: parties.map(({ id: partyId, name, phone, about }) => ({ id: partyId, name, phone, about })) }
  })
}
