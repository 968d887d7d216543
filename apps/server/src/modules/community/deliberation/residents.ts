import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listProposals, PublicProposal, QueryOf, rateProposal, supportProposal, voteOnProposal } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { isWithin, systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { needProof } from '../../../platform/signals/index.ts'
import { check, isByArea } from './core.ts'
import { votedWay } from './household.ts'
import { knownOf } from './move-on.ts'
import { telephoneOf } from './telephone.ts'
import { addSupport, findDeliberation, hasSupported, phoneIndexOf, publicDeliberations } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { hallsByPath } from './repo-hall.ts'
import { castVote, countRoll, householdOfCode, keepRatings, markVoted, ratingsOf } from './repo-vote.ts'
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
  return context.db.transact(systemScope, async (tx) => publicOf(tx, context, await requirePublic(tx, context, { id })))
}

/** Everybody reads what is public in this street; matters of another one are for its people. */
async function requirePublic(tx: Tx, context: Context, { id, isLocked = false }: { id: string; isLocked?: boolean }): Promise<DeliberationRecord> {
  const [record, street] = [await findDeliberation(tx, id, { isLocked }), await streetOf(context)]
  if (!record?.published_at || !isWithin(record.path, street)) throw new Fault('proposal-gone')
  return record
}

interface Doing<B> {
  readonly id: string
  readonly body: B
}

/** 「我支持」: a telephone once. Who signed in needs neither number nor puzzle, counts as verified and is told when they said it before; who only wrote a number is told the same either way. @throws input-invalid, proof-needed, proposal-gone, deliberation-not-now */
export async function support(context: Context, { id, body: { proof, ...body }, own }: Doing<BodyOf<typeof supportProposal>> & { readonly own: string | null }): Promise<AnswerOf<typeof supportProposal>> {
  const { phone, isVerified } = telephoneOf(body.phone, own)
  const phoneIndex = phoneIndexOf(context, phone)
  if (!isVerified) needProof(context, { subject: `support ${id} ${phoneIndex.toString('hex')}`, proof })
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, context, { id, isLocked: true })
    check(record.core, { act: 'support', now, known: await knownOf(tx, record.id) })
    const isNew = await addSupport(tx, { id, phoneIndex, isVerified, at: new Date(now) })
    if (isNew) await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id } })
    return { own: isVerified ? { supports: record.supports + (isNew ? 1 : 0), isNew } : null }
  })
}

/**
 * A household votes by the code that was brought to its door: once, whoever of it comes first. What it votes goes into the sums alone.
 * @throws proposal-gone, deliberation-not-now, vote-closed, vote-code-unknown, vote-excluded, vote-twice
 */
export async function vote(context: Context, { id, body: { code, choice } }: Doing<BodyOf<typeof voteOnProposal>>): Promise<AnswerOf<typeof voteOnProposal>> {
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, context, { id, isLocked: true })
    check(record.core, { act: 'vote', now: context.clock.now(), known: await knownOf(tx, id) })
    const household = await householdOfCode(tx, { id, codeIndex: voteCodeIndex(context, code) })
    if (!household) throw new Fault('vote-code-unknown')
    const { code: name, excluded } = household
    if (excluded !== null) throw new Fault('vote-excluded', { details: { household: name, reason: excluded } })
    const way = await votedWay(tx, household)
    if (way !== null) throw new Fault('vote-twice', { details: { household: name, way: way === 'online' ? '网上' : '纸质票' } })
    await castVote(tx, { id, choice, squareMetres: isByArea(record.core) ? household.squareMetres : 0 })
    await markVoted(tx, { ids: [household.id], way: 'online' })
    return { voted: (await countRoll(tx, id)).voted }
  })
}

/** Supporters who signed in and households that voted say what they think of what was done. A number alone is no key: others may know it. @throws proposal-gone, deliberation-not-now, rating-not-yours */
export async function rate(context: Context, { id, body: { code, solved, satisfaction, comment = '' }, own }: Doing<BodyOf<typeof rateProposal>> & { readonly own: string | null }): Promise<AnswerOf<typeof rateProposal>> {
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const record = await requirePublic(tx, context, { id, isLocked: true })
    check(record.core, { act: 'rate', now, known: await knownOf(tx, id) })
    const rater = await raterOf(tx, context, { id, own, code })
    if (!rater) throw new Fault('rating-not-yours')
    await keepRatings(tx, [{ deliberationId: id, raterIndex: context.vault.index('deliberation.rater', `${id} ${rater}`), solved, satisfaction, comment, at: new Date(now) }])
    await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id } })
    return { count: (await ratingsOf(tx, id)).length }
  })
}

async function raterOf(tx: Tx, context: Context, { id, own, code }: { id: string; own: string | null; code?: string | undefined }): Promise<string | null> {
  const household = code === undefined ? undefined : await householdOfCode(tx, { id, codeIndex: voteCodeIndex(context, code) })
  if (household?.voted) return household.id
  if (own === null) return null
  const phoneIndex = phoneIndexOf(context, own)
  return (await hasSupported(tx, { id, phoneIndex })) ? phoneIndex.toString('hex') : null
}
