import type { AnswerOf, bindReport, BodyOf, ReportLine, showResidentMe } from '@yihu/contracts'
import { Fault } from '@yihu/contracts'
import { maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Destroyed, PhoneData } from '../../../kernel/module.ts'
import { recordMany } from '../../../platform/audit/index.ts'
import { linesOf, queryCodeOf, reportsOfPhone } from '../../../platform/cases/index.ts'
import type { OwnReport } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { requireAppeal } from '../../../platform/signals/index.ts'
import { shownBooking } from '../appointments/book.ts'
import { bookingsOfPhone } from '../appointments/repo-booking.ts'
import { forgetConsentsOf } from '../family/repo-consent.ts'
import { bindCase, boundCases, deleteAccount, endSessions, phoneIndex, sweep } from './repo-account.ts'
import { sweepWishes } from '../told/repo-wish.ts'
import { forgetCodes } from './repo-code.ts'
import type { Resident } from './session.ts'

const MOST_BOOKINGS = 50
const DAY_MS = 86_400_000
/** Ended consents are kept so long for both sides to look up. */
const KEEP_CONSENT_DAYS = 365
/** A wish to be told of a report that is not done after so long is forgotten. */
const KEEP_WISH_DAYS = 183

/** What carries the resident's telephone, and what they added by query code; from whatever device. */
export async function ownOf(context: Context, resident: Resident): Promise<AnswerOf<typeof showResidentMe>> {
  const street = await streetOf(context)
  const { id, phone } = resident
  return context.db.transact(systemScope, async (tx) => {
    const mine = phone === null ? [] : await reportsOfPhone(tx, context, phone)
    const known = new Set(mine.map((one) => one.id))
    const bound = await linesOf(tx, context, (await boundCases(tx, id)).filter((one) => !known.has(one)))
    const bookings = phone === null ? [] : await bookingsOfPhone(tx, context, { phone, limit: MOST_BOOKINGS })
    return {
      phone: phone && maskPhone(phone),
      reports: [...mine, ...bound].toSorted((a, b) => b.at.getTime() - a.at.getTime()).map((one) => lineOf(one, queryCodeOf(context, one.id))),
      bookings: await shownAll(tx, context, { street, bookings }),
    }
  })
}

async function shownAll(tx: Tx, context: Context, { street, bookings }: { street: string; bookings: Awaited<ReturnType<typeof bookingsOfPhone>> }) {
  const shown = []
  for (const booking of bookings) shown.push(await shownBooking(tx, context, { street, booking }))
  return shown
}

/** A report as a list shows it; its query code only to whose it is. */
export function lineOf({ number, title, at, stateText, through }: OwnReport, queryCode: string | null): ReportLine {
  return { number, queryCode, title, at: at.toISOString(), stateText, through }
}

/** Adds a report made without a telephone to one's own. @throws query-code-wrong, report-held */
export async function bind(context: Context, resident: Resident, receipt: BodyOf<typeof bindReport>): Promise<ReportLine> {
  return context.db.transact(systemScope, async (tx) => {
    const { id } = await requireAppeal(tx, context, receipt)
    await bindCase(tx, { accountId: resident.id, caseId: id, at: new Date(context.clock.now()) })
    const [line] = await linesOf(tx, context, [id])
    if (!line) throw new Fault('query-code-wrong')
    return lineOf(line, queryCodeOf(context, id))
  })
}

/** Ends this session, or those of all devices. */
export async function signOut({ db }: Context, { id, hash }: Resident, { everywhere }: { everywhere?: true | undefined }): Promise<void> {
  await db.transact(systemScope, (tx) => endSessions(tx, { accountId: id, hash: everywhere ? undefined : hash }))
}

interface Erasing {
  readonly ip: string
  /** What their telephone was left in and goes too. */
  readonly contacts: readonly PhoneData[]
}

/** Removes the login and all that hangs on it, consents of both sides too; reports and appointments stay, without the contacts that are erased with it. */
export async function erase(context: Context, resident: Resident, { ip, contacts }: Erasing): Promise<void> {
  const { id, phone } = resident
  const act = { at: context.clock.now(), by: null, purpose: '本人登录后要求', result: 'done', ip } as const
  await context.db.transact(systemScope, async (tx) => {
    const destroyed: Destroyed[] = []
    if (phone !== null) for (const kept of contacts) destroyed.push(...await kept.erase(tx, context, phone))
    await forgetAccount(tx, context, resident)
    await recordMany(tx, [...destroyed.map((one) => ({ ...act, ...one })), { ...act, action: 'resident.erase', object: id }])
  })
}

/** Removes a login with its codes and the consents of both sides; what is written of it is for whoever asked. */
export async function forgetAccount(tx: Tx, context: Context, { id, phone }: Pick<Resident, 'id' | 'phone'>): Promise<void> {
  if (phone !== null) {
    await forgetCodes(tx, phoneIndex(context, phone))
    await forgetConsentsOf(tx, phoneIndex(context, phone))
  }
  await deleteAccount(tx, id)
}

/** Each night: what ran out is gone. */
export async function sweepResidents({ db, clock }: Context): Promise<void> {
  const now = clock.now()
  await db.transact(systemScope, async (tx) => {
    await sweep(tx, { now: new Date(now), codesBefore: new Date(now - DAY_MS), consentsBefore: new Date(now - KEEP_CONSENT_DAYS * DAY_MS) })
    await sweepWishes(tx, new Date(now - KEEP_WISH_DAYS * DAY_MS))
  })
}
