import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, revealCare } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { purposeText, record } from '../audit/index.ts'
import { contactsOf } from './repo-around.ts'
import { findPerson, identityOf, noteEvents } from './repo.ts'

const PURPOSES = { contact: '联系', visit: '上门', emergency: '急救' } as const

/** A person and the contacts in clear text, for a purpose that is written down: in the audit and on the card itself. @throws Fault not-found */
export async function reveal(context: Context, actor: Actor, { id, body, ip }: { id: string; body: BodyOf<typeof revealCare>; ip: string }): Promise<AnswerOf<typeof revealCare>> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const row = await findPerson(tx, id)
    if (!row || row.ended_at) throw new Fault('not-found')
    const contacts = await contactsOf(tx, context, id)
    const purpose = purposeText(PURPOSES[body.purpose], body.note)
    await noteEvents(tx, [{ id: newId(now), personId: id, at: new Date(now), kind: 'revealed', text: `查看姓名电话：${purpose}`, by: actor.name }])
    await record(tx, { at: now, by: actor, action: 'care.reveal', object: id, purpose, result: 'done', ip })
    return { ...identityOf(context, row), contacts: contacts.map(({ id: contactId, kind, name, phone, relation }) => ({ id: contactId, kind, name, phone, relation })) }
  })
}
