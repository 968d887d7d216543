import { Fault, HELPER_SCOPES } from '@yihu/contracts'
import type { AnswerOf, AppealProgress, bookForParent, BodyOf, Booking, HelperScope, helpForParent, listHelpedReports, reportForParent } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { findCase, groundOf, prepare, progressOf, reportsOfPhone } from '../../../platform/cases/index.ts'
import type { OwnReport } from '../../../platform/cases/index.ts'
import { countCode } from '../../../platform/codes/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { signalOf, takeWithin } from '../../../platform/signals/index.ts'
import { lineOf } from '../account/own.ts'
import type { Resident } from '../account/session.ts'
import { bookWithin, shownBooking } from '../appointments/book.ts'
import { askWithin, whereOf } from '../help/ask.ts'
import { standing } from './consents.ts'
import { consentOfId, insertAct, lockConsent, reportedUnder } from './repo-consent.ts'
import type { Consent, HelperAct } from './repo-consent.ts'

interface Acting<B> {
  readonly id: string
  readonly body: B
}

interface Wanted {
  readonly helper: Resident
  readonly id: string
  readonly scope?: HelperScope
}

/** The consent somebody acts under, for this; it does not end before they have. @throws not-found, helper-ended, helper-scope */
async function requireConsent(tx: Tx, context: Context, wanted: Wanted): Promise<Consent> {
  return standingFor(context, await lockConsent(tx, context, wanted.id), wanted)
}

function standingFor(context: Context, consent: Consent | undefined, { helper, scope }: Wanted): Consent {
  if (!consent || consent.helperAccount !== helper.id) throw new Fault('not-found')
  if (standing(consent, context.clock.now()).state !== 'active') throw new Fault('helper-ended')
  if (scope && !consent.scopes.includes(scope)) throw new Fault('helper-scope', { details: { scope: HELPER_SCOPES[scope] } })
  return consent
}

async function note(tx: Tx, context: Context, act: Pick<HelperAct, 'consentId' | 'kind' | 'objectId' | 'about'>): Promise<void> {
  const now = context.clock.now()
  await insertAct(tx, { ...act, id: newId(now), at: new Date(now) })
}

/** Reports for somebody: under their name and telephone, with who did it. The same client id twice is one. @throws not-found, helper-ended, helper-scope and what a report throws */
export async function reportFor(context: Context, helper: Resident, { id, body }: Acting<BodyOf<typeof reportForParent>>): Promise<AnswerOf<typeof reportForParent>> {
  const { signal, code } = await signalOf(context, { ...body, clientId: `${helper.id}/${body.clientId}` })
  const ground = await groundOf(context)
  const taken = await context.db.transact(systemScope, async (tx) => {
    const { parentName, parentPhone, helperName } = await requireConsent(tx, context, { helper, id, scope: 'report' })
    const [one] = await takeWithin(tx, context, [prepare({ ...signal, contact: { name: parentName, phone: parentPhone, through: helperName } }, ground)])
    if (!one) throw new Fault('internal')
    if (one.isNew) await note(tx, context, { consentId: id, kind: 'report', objectId: one.caseId, about: one.number })
    return one
  })
  if (code && taken.isNew) await countCode(context, code, 'reports')
  return { number: taken.number, queryCode: null }
}

/** Books for somebody. @throws not-found, helper-ended, helper-scope and what an appointment throws */
export async function bookFor(context: Context, helper: Resident, { id, body: { itemId, startsAt, clientId } }: Acting<BodyOf<typeof bookForParent>>): Promise<Booking> {
  const street = await streetOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const { parentName, parentPhone, helperName } = await requireConsent(tx, context, { helper, id, scope: 'book' })
    const { booking, isNew } = await bookWithin(tx, context, { id: itemId, street, through: helperName, body: { startsAt, name: parentName, phone: parentPhone, clientId: `${helper.id}/${clientId}` } })
    if (isNew) await note(tx, context, { consentId: id, kind: 'book', objectId: booking.id, about: booking.itemName })
    return shownBooking(tx, context, { street, booking })
  })
}

/** Asks that somebody comes to a parent (代办): their case, with who asked. The same client id twice is one. @throws not-found, helper-ended, helper-scope and what 代办 throws */
export async function helpFor(context: Context, helper: Resident, { id, body: { clientId, ...asked } }: Acting<BodyOf<typeof helpForParent>>): Promise<AnswerOf<typeof helpForParent>> {
  const where = await whereOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const { parentName, parentPhone, helperName } = await requireConsent(tx, context, { helper, id, scope: 'book' })
    const one = await askWithin(tx, context, { ...where, ...asked, senderId: `${helper.id}/${clientId}`, contact: { name: parentName, phone: parentPhone, through: helperName } })
    if (one.isNew) await note(tx, context, { consentId: id, kind: 'report', objectId: one.caseId, about: one.number })
    return { number: one.number, queryCode: null }
  })
}

/** What was reported under a consent and, where it covers that, what the person reported since. @throws not-found, helper-ended */
export async function helpedReports(context: Context, helper: Resident, id: string): Promise<AnswerOf<typeof listHelpedReports>> {
  return context.db.transact(systemScope, async (tx) => {
    const consent = standingFor(context, await consentOfId(tx, context, id), { helper, id })
    return { name: consent.parentName, reports: (await inSight(tx, context, consent)).map((one) => lineOf(one, null)) }
  })
}

/** One of them, step by step; the person can read that it was looked at. @throws not-found, helper-ended */
export async function helpedProgress(context: Context, helper: Resident, { id, number }: { readonly id: string; readonly number: string }): Promise<AppealProgress> {
  const ground = await groundOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const consent = await requireConsent(tx, context, { helper, id })
    const line = (await inSight(tx, context, consent)).find((one) => one.number === number.trim())
    const record = line && (await findCase(tx, line.id))
    if (!record) throw new Fault('not-found')
    await note(tx, context, { consentId: id, kind: 'look', objectId: record.id, about: record.number })
    const progress = await progressOf(tx, context, { record, ground })
    // Photos and recordings are not a helper's to see; rating is the person's own word.
    return { ...progress, photos: [], voices: [], reply: progress.reply && { ...progress.reply, files: [] }, canRate: false, canSayStillThere: false }
  })
}

async function inSight(tx: Tx, context: Context, { id, parentPhone, agreedAt, scopes }: Consent): Promise<OwnReport[]> {
  const through = await reportedUnder(tx, id)
  const since = agreedAt?.getTime() ?? Number.POSITIVE_INFINITY
  const reports = await reportsOfPhone(tx, context, parentPhone)
  return reports.filter((one) => through.has(one.id) || (scopes.includes('follow') && one.at.getTime() > since))
}
