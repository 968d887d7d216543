import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { KnownPerson, PersonData } from '../../kernel/module.ts'
import { record } from '../audit/index.ts'
import { leftBy } from '../pool/index.ts'
import { forgetReporter, reportersOfPhone } from './repo-reporter.ts'
import type { KeptReporter } from './repo-reporter.ts'

/** Who reported a case: told to them, and forgotten when they are erased; the matter itself goes on. What was told in confidence no officer is told, not even for them. */
export const personData: PersonData = {
  name: '报过的事',
  tell: async (tx, context, persons) => (await reportsOf(tx, context, persons)).filter(({ isSecret }) => !isSecret).map(({ number, title, at, name }) => [localDate(at.getTime()), number, title, name && `称呼 ${name}`, '留了电话'].filter(Boolean).join('，')),
  erase: async (tx, context, persons) => {
    const reports = await reportsOf(tx, context, persons)
    for (const { caseId, number, isSecret } of reports) {
      await forgetReporter(tx, caseId)
      await record(tx, { at: context.clock.now(), by: null, action: 'case.erase-contact', object: isSecret ? caseId : number, purpose: '数据池抹去个人信息', result: 'done', ip: null })
    }
    return reports.map(({ caseId }) => caseId)
  },
}

function reportsOf(tx: Tx, context: Context, persons: readonly KnownPerson[]): Promise<KeptReporter[]> {
  return leftBy(persons, { ofPhone: (phone) => reportersOfPhone(tx, context, phone), nameOf: ({ name }) => name, idOf: ({ caseId }) => caseId })
}
