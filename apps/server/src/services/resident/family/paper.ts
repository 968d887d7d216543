import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, findConsents, listWaitingConsents, recordPaperConsent } from '@yihu/contracts'
import { localDate, maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { record } from '../../../platform/audit/index.ts'
import { accountOfPhone, phoneIndex } from '../account/repo-account.ts'
import { standing, YEAR_MS } from './consents.ts'
import { confirm, consentsOfParent, consentsWaiting, end, insertConsent, lockConsent } from './repo-consent.ts'
import type { Consent } from './repo-consent.ts'

type Row = AnswerOf<typeof recordPaperConsent>

const MOST_WAITING = 200

function rowOf(consent: Consent, now: number, actor: Actor): Row {
  const masked = (name: string, phone: string | null) => [maskName(name), ...(phone === null ? [] : [maskPhone(phone)])].join(' ')
  const shown = standing(consent, now)
  return {
    ...shown, canConfirm: consent.way === 'paper' && shown.state === 'asked' && consent.recordedById !== actor.userId, confirmedBy: consent.confirmedBy, helper: masked(consent.helperName, consent.helperPhone), parent: masked(consent.parentName, consent.parentPhone), paperNote: consent.paperNote, recordedBy: consent.recordedBy,
  }
}

/** The consents given by whoever holds a telephone; that somebody looked is a row of the trail. */
export async function consentsFor(context: Context, actor: Actor, { phone, ip }: BodyOf<typeof findConsents> & { readonly ip: string }): Promise<AnswerOf<typeof findConsents>> {
  const at = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const consents = await consentsOfParent(tx, context, phoneIndex(context, phone))
    await record(tx, { at, by: actor, action: 'helper.lookup', object: maskPhone(phone), purpose: '办理家人代办同意', result: 'done', ip, detail: { found: consents.length } })
    return { consents: consents.map((one) => rowOf(one, at, actor)) }
  })
}

/** What waits for a second person; names and telephones masked. */
export async function waitingConsents(context: Context, actor: Actor): Promise<AnswerOf<typeof listWaitingConsents>> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => ({ consents: (await consentsWaiting(tx, context, { now: new Date(now), limit: MOST_WAITING })).map((one) => rowOf(one, now, actor)) }))
}

/** Notes a consent that was signed on paper, for at most a year; it stands once somebody else has seen the paper. @throws input-invalid */
export async function recordPaper(context: Context, actor: Actor, { ip, helperPhone, helperName, parentPhone, parentName, scopes, until, note }: BodyOf<typeof recordPaperConsent> & { readonly ip: string }): Promise<Row> {
  const at = context.clock.now()
  const endsAt = until === undefined ? at + YEAR_MS : Date.parse(`${until}T23:59:59+08:00`)
  const fields = { ...(helperPhone === parentPhone && { parentPhone: '两个手机号不能是同一个' }), ...((endsAt <= at || endsAt > at + YEAR_MS) && { until: '到期日要在今天以后、一年以内' }) }
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  return context.db.transact(systemScope, async (tx) => {
    const helper = await accountOfPhone(tx, context, { phone: helperPhone, id: newId(at), at: new Date(at) })
    const id = newId(at)
    await insertConsent(tx, context, {
      id, helperAccount: helper.id, helperName, parentName, parentPhone, parentIndex: phoneIndex(context, parentPhone), scopes, askedAt: new Date(at), endsAt: new Date(endsAt), paper: { note, by: actor.name, byId: actor.userId },
    })
    const consent = await lockConsent(tx, context, id)
    if (!consent) throw new Fault('internal')
    await record(tx, { at, by: actor, action: 'helper.paper', object: id, purpose: '家人在纸上同意代办', result: 'done', ip, detail: { scopes, until: localDate(endsAt) } })
    return rowOf(consent, at, actor)
  })
}

/** A second person has the paper before them: the consent stands from now on. @throws not-found, consent-not-waiting, approver-is-requester */
export async function confirmPaper(context: Context, actor: Actor, { id, ip }: { readonly id: string; readonly ip: string }): Promise<Row> {
  const at = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const waiting = await lockConsent(tx, context, id)
    if (waiting?.way !== 'paper') throw new Fault('not-found')
    if (standing(waiting, at).state !== 'asked') throw new Fault('consent-not-waiting')
    if (waiting.recordedById === actor.userId) throw new Fault('approver-is-requester')
    await confirm(tx, id, { at: new Date(at), by: actor.name })
    await record(tx, { at, by: actor, action: 'helper.confirm', object: id, purpose: '核对写在纸上的代办同意', result: 'done', ip, detail: { scopes: waiting.scopes } })
    return rowOf({ ...waiting, agreedAt: new Date(at), confirmedBy: actor.name }, at, actor)
  })
}

/** Ends a consent for a person who came to the desk. @throws not-found */
export async function endByStaff(context: Context, actor: Actor, { id, ip }: { readonly id: string; readonly ip: string }): Promise<Row> {
  const at = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    await end(tx, id, { at: new Date(at), by: 'staff' })
    const consent = await lockConsent(tx, context, id)
    if (!consent) throw new Fault('not-found')
    await record(tx, { at, by: actor, action: 'helper.end', object: id, purpose: consent.way === 'paper' && consent.agreedAt === null ? '核对时没有收这份同意书' : '本人到窗口撤回', result: 'done', ip })
    return rowOf(consent, at, actor)
  })
}
