import { Fault, HELPER_SCOPES } from '@yihu/contracts'
import type { AnswerOf, askToHelp, BodyOf, Helping, HelperScope, showFamily } from '@yihu/contracts'
import { localDate, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { record } from '../../../platform/audit/index.ts'
import { sendCode, useCode } from '../account/codes.ts'
import { phoneIndex } from '../account/repo-account.ts'
import type { Resident } from '../account/session.ts'
import { actsOf, agree, consentsOfHelper, consentsOfParent, countAsked, end, insertConsent, lockConsent } from './repo-consent.ts'
import type { Consent, HelperAct } from './repo-consent.ts'

export const YEAR_MS = 365 * 86_400_000
const DAY_MS = 86_400_000
/** So many relatives may somebody ask in a day: nobody's telephone is for trying out names. */
const MOST_ASKED = 5
const ACTS_SHOWN = 100

type Family = AnswerOf<typeof showFamily>

/**
 * Asks somebody's consent to act for them: their telephone gets a code with a text that says who asks, for what and until
 * when. Nothing may be done until the code comes back.
 * @throws phone-needed, input-invalid for one's own telephone, code-too-soon, text-off, text-not-sent
 */
export async function askConsent(context: Context, helper: Resident, { phone, name, ownName, scopes }: BodyOf<typeof askToHelp>): Promise<AnswerOf<typeof askToHelp>> {
  if (helper.phone === null) throw new Fault('phone-needed')
  if (helper.phone === phone) throw new Fault('input-invalid', { fields: { phone: '这是您自己的手机号，自己的事登录后就能看' } })
  const now = context.clock.now()
  const [id, endsAt] = [newId(now), new Date(now + YEAR_MS)]
  const sent = await sendCode(context, {
    phone, purpose: 'helper', consentId: id, params: { who: ownName, tail: helper.phone.slice(-4), what: scopeWords(scopes), until: localDate(endsAt.getTime()) },
    before: async (tx) => {
      if ((await countAsked(tx, helper.id, new Date(now - DAY_MS))) >= MOST_ASKED) throw new Fault('code-too-soon', { details: { seconds: DAY_MS / 1000 } })
      await insertConsent(tx, context, { id, helperAccount: helper.id, helperName: ownName, parentName: name, parentPhone: phone, parentIndex: phoneIndex(context, phone), scopes, askedAt: new Date(now), endsAt })
    },
  })
  return { id, ...sent }
}

/** 「报事、看进度」. */
function scopeWords(scopes: readonly HelperScope[]): string {
  return scopes.map((scope) => HELPER_SCOPES[scope]).join('、')
}

/** The parent told their code: the consent stands. @throws not-found, code-wrong, code-over */
export async function confirmConsent(context: Context, helper: Resident, { id, code, ip }: { readonly id: string; readonly code: string; readonly ip: string }): Promise<Family> {
  const at = context.clock.now()
  const outcome = await context.db.transact(systemScope, async (tx) => {
    const consent = await lockConsent(tx, context, id)
    if (!consent || consent.helperAccount !== helper.id) return new Fault('not-found')
    const fault = await useCode(tx, context, { phone: consent.parentPhone, purpose: 'helper', consentId: id, code })
    if (fault) return fault
    await agree(tx, id, new Date(at))
    await record(tx, { at, by: null, action: 'helper.agree', object: id, purpose: '家人把短信验证码告诉了代办人', result: 'done', ip, detail: { scopes: consent.scopes, until: localDate(consent.endsAt.getTime()) } })
    return null
  })
  if (outcome) throw outcome
  return familyOf(context, helper)
}

/** Either side ends a consent. @throws not-found */
export async function endConsentOf(context: Context, resident: Resident, { id, ip }: { readonly id: string; readonly ip: string }): Promise<Family> {
  const at = context.clock.now()
  await context.db.transact(systemScope, async (tx) => {
    const consent = await lockConsent(tx, context, id)
    const by = consent?.helperAccount === resident.id ? 'helper' : consent && (consent.agreedAt || consent.way === 'paper') && consent.parentPhone === resident.phone ? 'parent' : null
    if (!by) throw new Fault('not-found')
    await end(tx, id, { at: new Date(at), by })
    await record(tx, { at, by: null, action: 'helper.end', object: id, purpose: by === 'parent' ? '本人撤回' : '代办人不再代办', result: 'done', ip })
  })
  return familyOf(context, resident)
}

/** Whom somebody helps, who helps them, and what was done and looked at for them. */
export async function familyOf(context: Context, { id, phone }: Resident): Promise<Family> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const helping = await consentsOfHelper(tx, context, id)
    const helpedBy = phone === null ? [] : await consentsOfParent(tx, context, phoneIndex(context, phone))
    return {
      helping: helping.map((one) => ({ ...standing(one, now), name: one.parentName, phone: maskPhone(one.parentPhone) })),
      helpedBy: helpedBy.map((one) => ({ ...standing(one, now), name: one.helperName, phone: one.helperPhone ? maskPhone(one.helperPhone) : '' })),
      looks: await looksOf(tx, helpedBy),
    }
  })
}

async function looksOf(tx: Tx, consents: readonly Consent[]): Promise<Family['looks']> {
  const names = new Map(consents.map(({ id, helperName }) => [id, helperName]))
  const acts = await actsOf(tx, [...names.keys()], ACTS_SHOWN)
  return acts.map(({ at, consentId, kind, about }) => ({ at: at.toISOString(), by: names.get(consentId) ?? '', what: ACT_WORDS[kind](about) }))
}

const ACT_WORDS: Readonly<Record<HelperAct['kind'], (about: string) => string>> = {
  report: (number) => `替您报了一件事，编号 ${number}`,
  book: (service) => `替您约了“${service}”`,
  look: (number) => `看了编号 ${number} 的进度`,
}

/** What both sides and staff see of a consent, without names. */
export function standing({ id, scopes, way, agreedAt, endsAt, endedAt }: Consent, now: number): Omit<Helping, 'name' | 'phone'> {
  const isOver = endedAt !== null || endsAt.getTime() <= now
  const state = isOver ? 'ended' : agreedAt === null ? 'asked' : 'active'
  const stateText = state === 'active' ? `有效，到 ${localDate(endsAt.getTime())}` : state === 'asked' ? (way === 'paper' ? '纸上的同意，等另一位工作人员核对' : '等家人同意') : endedAt === null ? '到期了' : '已撤回'
  return { id, scopes: [...scopes], state, stateText, endsAt: endsAt.toISOString(), way }
}
