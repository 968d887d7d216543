import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { KnownPerson, PersonData } from '../../../kernel/module.ts'
import { record } from '../../../platform/audit/index.ts'
import { leftBy } from '../../../platform/pool/index.ts'
import { authorOf, forgetAuthor, proposalsOfPhone } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'

/** Who proposed something: told to them, and forgotten when they are erased; the proposal itself goes on. */
export const personData: PersonData = {
  name: '提议',
  tell: async (tx, context, persons) => (await proposalsOf(tx, context, persons)).map((proposal) => [localDate(proposal.raised_at.getTime()), proposal.number, proposal.title, authorOf(context, proposal)?.name, '留了电话'].filter(Boolean).join('，')),
  erase: async (tx, context, persons) => {
    const proposals = await proposalsOf(tx, context, persons)
    for (const { id, number } of proposals) {
      await forgetAuthor(tx, id)
      await record(tx, { at: context.clock.now(), by: null, action: 'deliberation.erase-contact', object: number, purpose: '数据池抹去个人信息', result: 'done', ip: null })
    }
    return proposals.map(({ id }) => id)
  },
}

function proposalsOf(tx: Tx, context: Context, persons: readonly KnownPerson[]): Promise<DeliberationRecord[]> {
  return leftBy(persons, { ofPhone: (phone) => proposalsOfPhone(tx, context, phone), nameOf: (proposal) => authorOf(context, proposal)?.name, idOf: ({ id }) => id })
}
