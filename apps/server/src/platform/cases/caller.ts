import type { AnswerOf, findCaller } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record as recordAudit } from '../audit/index.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { casesOfPhone, reporterOf } from './repo-reporter.ts'

const SHOWN = 10

/**
 * What a caller reported before, within the scope of whoever takes the call. The number meets only its own blind index;
 * the name is masked; who looked for which (masked) number is a row of the audit trail.
 */
export async function callerOf(context: Context, { phone, actor, ground, ip }: { phone: string; actor: Actor; ground: Ground; ip: string }): Promise<AnswerOf<typeof findCaller>> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const { total, records } = await casesOfPhone(tx, context, { phone, limit: SHOWN })
    const [latest] = records
    const reporter = latest ? await reporterOf(tx, context, latest.id) : null
    await recordAudit(tx, { at: now, by: actor, action: 'caller.lookup', object: maskPhone(phone), purpose: '登记来电', result: 'done', ip, detail: { found: total } })
    return {
      name: reporter?.name ? maskName(reporter.name) : null, phone: maskPhone(phone), total,
      cases: records.map((record) => rowOf(record, { ground, now })),
    }
  })
}
