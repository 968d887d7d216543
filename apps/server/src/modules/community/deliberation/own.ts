import { Fault } from '@yihu/contracts'
import type { answerOwnProposal, BodyOf, OwnProposal } from '@yihu/contracts'
import { maskName, maskPhone, nextDeliberation } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { PhoneData } from '../../../kernel/module.ts'
import { actsOn, record as recordAudit } from '../../../platform/audit/index.ts'
import { isQueryCode } from '../../../platform/cases/index.ts'
import { factsOf } from './core.ts'
import type { MergeSide } from './core.ts'
import { answerMerge } from './merge.ts'
import { knownOf, moveOn } from './move-on.ts'
import { authorOf, findBy, findDeliberation, forgetAuthor, forgetAuthors, mergingInto } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { publicOf } from './show.ts'

const LOOKS_SHOWN = 100

interface OwnKey {
  readonly number: string
  readonly queryCode: string
}

/** A proposal as its author sees it. @throws proposal-unknown */
export async function showOwn(context: Context, key: OwnKey): Promise<OwnProposal> {
  return context.db.transact(systemScope, async (tx) => ownOf(tx, context, await requireOwn(tx, context, key)))
}

/** The proposal of a number, to whoever has its code. @throws proposal-unknown */
async function requireOwn(tx: Tx, context: Context, { number, queryCode }: OwnKey): Promise<DeliberationRecord> {
  const record = await findBy(tx, { column: 'number', value: number.normalize('NFKC').trim().toUpperCase() })
  if (!record || !isQueryCode(context, record.id, queryCode)) throw new Fault('proposal-unknown')
  return record
}

async function ownOf(tx: Tx, context: Context, record: DeliberationRecord): Promise<OwnProposal> {
  const facts = factsOf(record.core, await knownOf(tx, record.id))
  const asked = pick(await askingsOf(tx, record), undefined)
  const author = authorOf(context, record)
  const looks = await actsOn(tx, { action: 'deliberation.reveal', object: record.number, limit: LOOKS_SHOWN })
  return {
    ...(await publicOf(tx, context, record)), mergeQuestion: asked?.question ?? null, canWithdraw: nextDeliberation(facts, 'withdraw', { now: context.clock.now() }).ok,
    contact: author && { name: maskName(author.name), phone: maskPhone(author.phone) }, looks: looks.map(({ at, by, purpose }) => ({ at: at.toISOString(), by, purpose })),
  }
}

interface Asking {
  /** The proposal that would go into the other. */
  readonly record: DeliberationRecord
  readonly side: MergeSide
  readonly question: NonNullable<OwnProposal['mergeQuestion']>
}

/** Everything an author is asked: into which one theirs should go, and which ones should go into theirs. */
async function askingsOf(tx: Tx, record: DeliberationRecord): Promise<Asking[]> {
  const { state, merge } = record.core
  const target = merge && (state === 'received' || state === 'open') ? await findDeliberation(tx, merge.into) : undefined
  const own: Asking[] = merge && target ? [{ record, side: 'own', question: { with: target.id, title: merge.intoTitle, text: target.published_at ? target.body : '', reason: merge.reason, answer: merge.own } }] : []
  const others = (await mergingInto(tx, record.id)).flatMap((other): Asking[] => {
    const { core, id, title, body } = other
    return core.merge ? [{ record: other, side: 'other', question: { with: id, title, text: body, reason: core.merge.reason, answer: core.merge.other } }] : []
  })
  return [...own, ...others]
}

/** The asking that is meant; else the one that waits for an answer, else the latest. */
function pick(askings: readonly Asking[], named: string | undefined): Asking | undefined {
  if (named !== undefined) return askings.find(({ question }) => question.with === named)
  return askings.find(({ question }) => question.answer === 'waiting') ?? askings.at(-1)
}

/** The author answers a merge, or takes the proposal back. @throws proposal-unknown, deliberation-not-now, input-invalid when it is not said which of several */
export async function answerOwn(context: Context, { number, queryCode, answer, with: named }: OwnKey & BodyOf<typeof answerOwnProposal>): Promise<OwnProposal> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const seen = await requireOwn(tx, context, { number, queryCode })
    if (answer === 'withdraw') {
      const record = await findDeliberation(tx, seen.id, { isLocked: true })
      if (record) await moveOn(tx, record, { act: 'withdraw', now, by: '提议人', effect: {} })
    } else await answerAsAuthor(tx, { own: seen, named, agrees: answer === 'agree', now })
    return ownOf(tx, context, await requireOwn(tx, context, { number, queryCode }))
  })
}

/** Destroys the author's name and telephone, because they ask for it; the proposal goes on. @throws proposal-unknown */
export async function eraseOwn(context: Context, { ip, ...key }: OwnKey & { readonly ip: string }): Promise<OwnProposal> {
  return context.db.transact(systemScope, async (tx) => {
    const { id, number } = await requireOwn(tx, context, key)
    if (await forgetAuthor(tx, id)) await recordAudit(tx, { at: context.clock.now(), by: null, action: 'deliberation.erase-contact', object: number, purpose: '本人凭查询码要求', result: 'done', ip })
    return ownOf(tx, context, await requireOwn(tx, context, key))
  })
}

/** Authors by their telephone. */
export const phoneData: PhoneData = {
  erase: async (tx, context, phone) => (await forgetAuthors(tx, context, phone)).map((object) => ({ action: 'deliberation.erase-contact', object })),
}

/** Only the proposal that would go is locked, by either author alike; what was asked must still stand then. The same answer again says nothing new. */
async function answerAsAuthor(tx: Tx, { own, named, agrees, now }: { own: DeliberationRecord; named: string | undefined; agrees: boolean; now: number }): Promise<void> {
  const askings = await askingsOf(tx, own)
  if (named === undefined && askings.length > 1) throw new Fault('input-invalid', { fields: { with: '有几件在问您合并，请说明答复的是哪一件' } })
  const asked = pick(askings, named)
  const locked = asked && await findDeliberation(tx, asked.record.id, { isLocked: true })
  const merge = locked?.core.merge
  if (!asked || !merge || merge.into !== (asked.side === 'own' ? asked.question.with : own.id)) throw new Fault('deliberation-not-now', { details: { state: '没有在征求合并', act: '答复合并' } })
  if (merge.inPerson?.includes(asked.side) && merge[asked.side] === (agrees ? 'agreed' : 'refused')) return
  await moveOn(tx, locked, { act: 'answer-merge', now, by: '提议人', effect: answerMerge(locked.core, { side: asked.side, agrees, note: '提议人自己在网上答复', isInPerson: true }) })
}
