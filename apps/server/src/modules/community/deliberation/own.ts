import { Fault } from '@yihu/contracts'
import type { answerOwnProposal, BodyOf, OwnProposal } from '@yihu/contracts'
import { nextDeliberation } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { isQueryCode } from '../../../platform/cases/index.ts'
import { factsOf } from './core.ts'
import type { MergeSide } from './core.ts'
import { answerMerge } from './merge.ts'
import { knownOf, moveOn } from './move-on.ts'
import { findBy, findDeliberation, mergingInto } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { publicOf } from './show.ts'

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
  return { ...(await publicOf(tx, context, record)), mergeQuestion: asked?.question ?? null, canWithdraw: nextDeliberation(facts, 'withdraw', { now: context.clock.now() }).ok }
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

/** The author answers a merge, or takes the proposal back. @throws proposal-unknown, deliberation-not-now */
export async function answerOwn(context: Context, { number, queryCode, answer, with: named }: OwnKey & BodyOf<typeof answerOwnProposal>): Promise<OwnProposal> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const { id } = await requireOwn(tx, context, { number, queryCode })
    const record = await findDeliberation(tx, id, { isLocked: true })
    if (!record) throw new Fault('proposal-unknown')
    if (answer === 'withdraw') await moveOn(tx, record, { act: 'withdraw', now, by: '提议人', effect: {} })
    else await answerAsAuthor(tx, { asked: pick(await askingsOf(tx, record), named), agrees: answer === 'agree', now })
    return ownOf(tx, context, await requireOwn(tx, context, { number, queryCode }))
  })
}

async function answerAsAuthor(tx: Tx, { asked, agrees, now }: { asked: Asking | undefined; agrees: boolean; now: number }): Promise<void> {
  const locked = asked && await findDeliberation(tx, asked.record.id, { isLocked: true })
  if (!locked) throw new Fault('deliberation-not-now', { details: { state: '没有在征求合并', act: '答复合并' } })
  await moveOn(tx, locked, { act: 'answer-merge', now, by: '提议人', effect: answerMerge(locked.core, { side: asked.side, agrees, note: '提议人自己在网上答复', isInPerson: true }) })
}
