import { randomInt, timingSafeEqual } from 'node:crypto'
import { Fault } from '@yihu/contracts'
import type { SentCode } from '@yihu/contracts'
import { maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { needTexts, sendText } from '../../../platform/notices/index.ts'
import { phoneIndex } from './repo-account.ts'
import { countSent, countTry, insertCode, lockCode, lockTelephone, markUsed, sentSince } from './repo-code.ts'
import type { CodePurpose, SentBefore } from './repo-code.ts'

const MINUTES = 10
const MOST_TRIES = 5
/** Between two codes for the same purpose: who has just read one out to a helper may sign in at once. */
const PAUSE_MS = 60_000
const HOUR_MS = 3_600_000
/** So many codes may one telephone be sent in an hour, whoever asks. */
const MOST_IN_HOUR = 5
/** So many may go out of this house in an hour, to whomever: each costs the street, and nobody is to write to a whole town from here. */
const HOUSE_IN_HOUR = 300

interface Sending {
  readonly phone: string
  readonly purpose: CodePurpose
  /** What the text says beside the code. */
  readonly params?: Readonly<Record<string, string>>
  readonly consentId?: string
  /** What has to be written down in the same transaction. */
  readonly before?: (tx: Tx) => Promise<void>
}

/**
 * Sends a code of six digits to a telephone, good for ten minutes and five tries; only a keyed hash is kept. Whether the
 * house knows the telephone changes nothing in the answer.
 * @throws text-off, text-not-sent, code-too-soon, codes-too-many-now
 */
export async function sendCode(context: Context, { phone, purpose, params = {}, consentId, before }: Sending): Promise<SentCode> {
  await needTexts(context)
  const now = context.clock.now()
  const [index, id, code] = [phoneIndex(context, phone), newId(now), String(randomInt(1_000_000)).padStart(6, '0')]
  await context.db.transact(systemScope, async (tx) => {
    await lockTelephone(tx, index)
    const wait = waitOf(await sentSince(tx, index, new Date(now - HOUR_MS)), { purpose, now })
    if ((await countSent(tx, new Date(now - HOUR_MS))) >= HOUSE_IN_HOUR) throw new Fault('codes-too-many-now')
    if (wait > 0) throw new Fault('code-too-soon', { details: { seconds: Math.ceil(wait / 1000) } })
    await before?.(tx)
    await insertCode(tx, { id, purpose, phoneIndex: index, consentId: consentId ?? null, codeIndex: codeIndex(context, id, code), sentAt: new Date(now), expiresAt: new Date(now + MINUTES * 60_000) })
  })
  const standIn = await sendText(context, { phone, kind: purpose, params: { ...params, code } })
  return { sentTo: maskPhone(phone), minutes: MINUTES, standIn }
}

/** How long a telephone that got these codes, the latest first, has to wait for the next. */
function waitOf(sent: readonly SentBefore[], { purpose, now }: { readonly purpose: CodePurpose; readonly now: number }): number {
  const latest = sent.find((one) => one.purpose === purpose)
  const oldest = sent[MOST_IN_HOUR - 1]
  return Math.max(latest === undefined ? 0 : latest.at.getTime() + PAUSE_MS - now, oldest === undefined ? 0 : oldest.at.getTime() + HOUR_MS - now)
}

function codeIndex({ vault }: Context, id: string, code: string): Buffer {
  return vault.index('resident.code', `${id}:${code}`)
}

interface Using {
  readonly phone: string
  readonly purpose: CodePurpose
  readonly consentId?: string
  readonly code: string
}

/** Uses a code up. @returns why not; the try is counted in this transaction, so throw it only after the commit */
export async function useCode(tx: Tx, context: Context, { phone, purpose, consentId, code }: Using): Promise<Fault | null> {
  const now = context.clock.now()
  const found = await lockCode(tx, { purpose, phoneIndex: phoneIndex(context, phone), consentId: consentId ?? null })
  if (!found || found.used_at !== null || found.expires_at.getTime() <= now || found.tries >= MOST_TRIES) return new Fault('code-over')
  if (!timingSafeEqual(found.code_index, codeIndex(context, found.id, code))) {
    await countTry(tx, found.id)
    const left = MOST_TRIES - found.tries - 1
    return left > 0 ? new Fault('code-wrong', { details: { left } }) : new Fault('code-over')
  }
  await markUsed(tx, found.id, new Date(now))
  return null
}
