import { Fault } from '@yihu/contracts'
import type { answerOwnProposal, AnswerOf, BodyOf, listProposals, OwnProposal, PublicProposal, QueryOf, rateProposal, supportProposal, voteOnProposal } from '@yihu/contracts'
import { nextDeliberation, VOTE_RULES } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { isQueryCode } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { needProof } from '../../../platform/signals/index.ts'
import { check, factsOf } from './core.ts'
import { knownOf, moveOn } from './move-on.ts'
import { answerMerge } from './merge.ts'
import { telephoneOf } from './telephone.ts'
import { addSupport, findBy, findDeliberation, hasSupported, mergingInto, phoneIndexOf, publicDeliberations } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { hallsByPath } from './repo-hall.ts'
import { castBallots, householdOfCode, keepRatings, markVoted, paperEntries, ratingsOf, rollOf } from './repo-vote.ts'
import { lineOf, publicOf } from './show.ts'
import { voteCodeIndex } from './vote-codes.ts'

const SHOWN = 200

/** The communities with their halls, and what one of them has before it. */
export async function listPublic(context: Context, { area }: QueryOf<typeof listProposals>): Promise<AnswerOf<typeof listProposals>> {
  const [areas, street] = [await areasOf(context), await streetOf(context)]
  return context.db.transact(systemScope, async (tx) => {
    const halls = await hallsByPath(tx)
    const communities = areas.areas.filter(({ level, path }) => level === 'community' && path.startsWith(`${street}.`)).map(({ path, name }) => ({ path, name, hall: halls.get(path)?.form ?? null }))
    const isOurs = communities.some(({ path }) => path === area)
    return { communities, proposals: area && isOurs ? (await publicDeliberations(tx, { path: area, limit: SHOWN })).map(lineOf) : [] }
  })
}

/** @throws proposal-gone */
export async function showPublic(context: Context, id: string): Promise<PublicProposal> {
  return context.db.transact(systemScope, async (tx) => publicOf(tx, context, await requirePublic(tx, id)))
}

async function requirePublic(tx: Tx, id: string, how: { isLocked?: boolean } = {}): Promise<DeliberationRecord> {
  const record = await findDeliberation(tx, id, how)
  if (!record?.published_at) throw new Fault('proposal-gone')
  return record
}

interface Doing<B> {
  readonly id: string
  readonly body: B
}

/** 「我支持」: a telephone once, whoever says it again is told so. Who signed in needs neither number nor puzzle and counts as verified. @throws input-invalid, proof-needed, proposal-gone, deliberation-not-now */
export async function support(context: Context, { id, body: { proof, ...body }, own }: Doing<BodyOf<typeof supportProposal>> & { readonly own: string | null }): Promise<AnswerOf<typeof supportProposal>> {
  const { phone, isVerified } = telephoneOf(body.phone, own)
  const phoneIndex = phoneIndexOf(context, phone)
  if (!isVerified) needProof(context, { subject: `support ${id} ${phoneIndex.toString('hex')}`, proof })
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, id, { isLocked: true })
    check(record.core, { act: 'support', now, known: await knownOf(tx, record.id) })
    const isNew = await addSupport(tx, { id, phoneIndex, isVerified, at: new Date(now) })
    if (isNew) await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id } })
    return { supports: record.supports + (isNew ? 1 : 0), isNew }
  })
}

/**
 * A household votes by the code that was brought to its door: once, whoever of it comes first. What it votes is kept apart from who it is.
 * @throws proposal-gone, deliberation-not-now, vote-closed, vote-code-unknown, vote-excluded, vote-twice
 */
export async function vote(context: Context, { id, body: { code, choice } }: Doing<BodyOf<typeof voteOnProposal>>): Promise<AnswerOf<typeof voteOnProposal>> {
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, id, { isLocked: true })
    check(record.core, { act: 'vote', now: context.clock.now(), known: await knownOf(tx, id) })
    const household = await householdOfCode(tx, { id, codeIndex: voteCodeIndex(context, code) })
    if (!household) throw new Fault('vote-code-unknown')
    const { code: name, excluded } = household
    if (excluded !== null) throw new Fault('vote-excluded', { details: { household: name, reason: excluded } })
    const isInBox = (await paperEntries(tx, id)).some(({ households }) => households.includes(name))
    if (household.voted !== null || isInBox) throw new Fault('vote-twice', { details: { household: name, way: household.voted === 'online' ? '网上' : '纸质票' } })
    const { meeting } = record.core
    await castBallots(tx, [{ deliberationId: id, choice, squareMetres: meeting && VOTE_RULES[meeting.rule].byArea ? household.squareMetres : 0 }])
    await markVoted(tx, { ids: [household.id], way: 'online' })
    return { voted: (await rollOf(tx, id)).filter(({ voted }) => voted !== null).length }
  })
}

/** Supporters and households that voted say what they think of what was done. @throws proof-needed, proposal-gone, deliberation-not-now, rating-not-yours */
export async function rate(context: Context, { id, body }: Doing<BodyOf<typeof rateProposal>>): Promise<AnswerOf<typeof rateProposal>> {
  const { phone, code, solved, satisfaction, comment = '', proof } = body
  // A voting code was brought to a door: it needs no work.
  if (code === undefined) needProof(context, { subject: `rate ${id} ${phone ?? ''}`, proof })
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, id, { isLocked: true })
    check(record.core, { act: 'rate', now, known: await knownOf(tx, id) })
    const rater = await raterOf(tx, context, { id, phone, code })
    if (!rater) throw new Fault('rating-not-yours')
    await keepRatings(tx, [{ deliberationId: id, raterIndex: context.vault.index('deliberation.rater', `${id} ${rater}`), solved, satisfaction, comment, at: new Date(now) }])
    await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id } })
    return { count: (await ratingsOf(tx, id)).length }
  })
}

async function raterOf(tx: Tx, context: Context, { id, phone, code }: { id: string; phone?: string | undefined; code?: string | undefined }): Promise<string | null> {
  const household = code === undefined ? undefined : await householdOfCode(tx, { id, codeIndex: voteCodeIndex(context, code) })
  if (household?.voted) return household.id
  if (phone === undefined) return null
  const phoneIndex = phoneIndexOf(context, phone)
  return (await hasSupported(tx, { id, phoneIndex })) ? phoneIndex.toString('hex') : null
}

interface OwnKey {
  readonly number: string
  readonly queryCode: string
}

/** A proposal as its author sees it. @throws proposal-unknown */
export async function showOwn(context: Context, key: OwnKey): Promise<OwnProposal> {
  return context.db.transact(systemScope, async (tx) => ownOf(tx, context, await requireOwn(tx, context, key)))
}

async function requireOwn(tx: Tx, context: Context, { number, queryCode }: OwnKey): Promise<DeliberationRecord> {
  const record = await findBy(tx, { column: 'number', value: number.normalize('NFKC').trim().toUpperCase() })
  if (!record || !isQueryCode(context, record.id, queryCode)) throw new Fault('proposal-unknown')
  return record
}

async function ownOf(tx: Tx, context: Context, record: DeliberationRecord): Promise<OwnProposal> {
  const facts = factsOf(record.core, await knownOf(tx, record.id))
  return { ...(await publicOf(tx, context, record)), mergeQuestion: await mergeQuestion(tx, record), canWithdraw: nextDeliberation(facts, 'withdraw', { now: context.clock.now() }).ok }
}

async function mergeQuestion(tx: Tx, { id, core }: DeliberationRecord): Promise<OwnProposal['mergeQuestion']> {
  const isGoing = core.state === 'received' || core.state === 'open'
  if (core.merge && isGoing) return { title: core.merge.intoTitle, text: (await findDeliberation(tx, core.merge.into))?.body ?? '', reason: core.merge.reason, answer: core.merge.own }
  const [asking] = await mergingInto(tx, id)
  const merge = asking?.core.merge
  return asking && merge ? { title: asking.title, text: asking.body, reason: merge.reason, answer: merge.other } : null
}

/** The author answers a merge, or takes the proposal back. @throws proposal-unknown, deliberation-not-now */
export async function answerOwn(context: Context, { number, queryCode, answer }: OwnKey & BodyOf<typeof answerOwnProposal>): Promise<OwnProposal> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const { id } = await requireOwn(tx, context, { number, queryCode })
    const record = await findDeliberation(tx, id, { isLocked: true })
    if (!record) throw new Fault('proposal-unknown')
    if (answer === 'withdraw') await moveOn(tx, record, { act: 'withdraw', now, by: '提议人', effect: {} })
    else await answerAsAuthor(tx, { record, agrees: answer === 'agree', now })
    return ownOf(tx, context, await requireOwn(tx, context, { number, queryCode }))
  })
}

async function answerAsAuthor(tx: Tx, { record, agrees, now }: { record: DeliberationRecord; agrees: boolean; now: number }): Promise<void> {
  const isOwn = record.core.merge !== null && (record.core.state === 'received' || record.core.state === 'open')
  const [asking] = isOwn ? [record] : await mergingInto(tx, record.id)
  const locked = asking && await findDeliberation(tx, asking.id, { isLocked: true })
  if (!locked) throw new Fault('deliberation-not-now', { details: { state: '没有在征求合并', act: '答复合并' } })
  await moveOn(tx, locked, { act: 'answer-merge', now, by: '提议人', effect: answerMerge(locked.core, { side: isOwn ? 'own' : 'other', agrees, note: '提议人自己在网上答复' }) })
}
