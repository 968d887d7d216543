import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, findConsents, recordPaperConsent } from '@yihu/contracts'
import { localDate, maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { record } from '../../../platform/audit/index.ts'
import { accountOfPhone, phoneIndex } from '../account/repo-account.ts'
import { standing, YEAR_MS } from './consents.ts'
import { consentsOfParent, end, insertConsent, lockConsent } from './repo-consent.ts'
import type { Consent } from './repo-consent.ts'

type Row = AnswerOf<typeof recordPaperConsent>

function rowOf(consent: Consent, now: number): Row {
  const masked = (name: string, phone: string | null) => [maskName(name), ...(phone === null ? [] : [maskPhone(phone)])].join(' ')
  return {
    ...standing(consent, now), helper: masked(consent.helperName, consent.helperPhone), parent: masked(consent.parentName, consent.parentPhone), paperNote: consent.paperNote, recordedBy: consent.recordedBy,
  }
}

/** The consents given by whoever holds a telephone; that somebody looked is a row of the trail. */
export async function consentsFor(context: Context, actor: Actor, { phone, ip }: BodyOf<typeof findConsents> & { readonly ip: string }): Promise<AnswerOf<typeof findConsents>> {
  const at = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const consents = await consentsOfParent(tx, context, phoneIndex(context, phone))
    await record(tx, { at, by: actor, action: 'helper.lookup', object: maskPhone(phone), purpose: '办理家人代办同意', result: 'done', ip, detail: { found: consents.length } })
    return { consents: consents.map((one) => rowOf(one, at)) }
  })
}

/** Notes a consent that was signed on paper, for at most a year. @throws input-invalid */
export async function recordPaper(context: Context, actor: Actor, { ip, helperPhone, helperName, parentPhone, parentName, scopes, until, note }: BodyOf<typeof recordPaperConsent> & { readonly ip: string }): Promise<Row> {
  const at = context.clock.now()
  const endsAt = until === undefined ? at + YEAR_MS : Date.parse(`${until}T23:59:59+08:00`)
  const fields = { ...(helperPhone === parentPhone && { parentPhone: '两个手机号不能是同一个' }), ...((endsAt <= at || endsAt > at + YEAR_MS) && { until: '到期日要在今天以后、一年以内' }) }
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  return context.db.transact(systemScope, async (tx) => {
    const helper = await accountOfPhone(tx, context, { phone: helperPhone, id: newId(at), at: new Date(at) })
    const id = newId(at)
    await insertConsent(tx, context, {
      id, helperAccount: helper.id, helperName, parentName, parentPhone, parentIndex: phoneIndex(context, parentPhone), scopes, askedAt: new Date(at), endsAt: new Date(endsAt), paper: { note, by: actor.name },
    })
    const consent = await lockConsent(tx, context, id)
    if (!consent) throw new Fault('internal')
    await record(tx, { at, by: actor, action: 'helper.paper', object: id, purpose: '家人在纸上同意代办', result: 'done', ip, detail: { scopes, until: localDate(endsAt) } })
    return rowOf(consent, at)
  })
}

/** Ends a consent for a person who came to the desk. @throws not-found */
export async function endByStaff(context: Context, actor: Actor, { id, ip }: { readonly id: string; readonly ip: string }): Promise<Row> {
  const at = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    await end(tx, id, { at: new Date(at), by: 'staff' })
    const consent = await lockConsent(tx, context, id)
    if (!consent) throw new Fault('not-found')
    await record(tx, { at, by: actor, action: 'helper.end', object: id, purpose: '本人到窗口撤回', result: 'done', ip })
    return rowOf(consent, at)
  })
}
