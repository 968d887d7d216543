import type { FastifyRequest } from 'fastify'
import {
  actOnDeliberation, answerOwnProposal, enterPaperVotes, enterProposal, eraseOwnProposer, Fault, listDeliberations, listHalls, listProposals, listSimilarProposals, printVoteCodes, raiseProposal, rateProposal, renewVoteCode, revealProposer,
  saveHall, showDeliberation, showOwnProposal, showProposal, supportProposal, voteOnProposal,
} from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { anyone, may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { residentIn } from '../../../services/resident/index.ts'
import { actOn } from './act.ts'
import { detailOf } from './detail.ts'
import { changeHall, hallsInSight } from './halls.ts'
import { listDesk } from './list.ts'
import { answerOwn, eraseOwn, showOwn } from './own.ts'
import { enterPaper } from './paper.ts'
import { enter, raise } from './raise.ts'
import { authorOf, findDeliberation } from './repo.ts'
import { listPublic, rate, showPublic, support, vote } from './residents.ts'
import { offerSimilar } from './similar.ts'
import { printCodes, renewCode } from './vote-codes.ts'

const WRITING = { max: 30, windowSeconds: 60 }
const READING = { max: 120, windowSeconds: 60 }

/** Contract → use case. */
export function deliberationRoutes(router: Router, context: Context): void {
  router.on(listProposals, anyone('居民看本社区在议的事', READING), ({ query }) => listPublic(context, query))
  router.on(showProposal, anyone('居民看一件提议', READING), ({ params }) => showPublic(context, params.id))
  router.on(listSimilarProposals, anyone('提议前先看有没有差不多的', READING), ({ body }) => offerSimilar(context, body))
  const ownPhone = async (request: FastifyRequest) => (await residentIn(context, request))?.phone ?? null
  router.on(raiseProposal, anyone('居民不用登录就能提议', WRITING), async ({ body, request }) => raise(context, { body, own: await ownPhone(request) }))
  router.on(supportProposal, anyone('居民不用登录就能支持', WRITING), async ({ params, body, request }) => support(context, { id: params.id, body, own: await ownPhone(request) }))
  router.on(voteOnProposal, anyone('凭入户送达的票码投票', WRITING), ({ params, body }) => vote(context, { id: params.id, body }))
  router.on(rateProposal, anyone('支持过和参加过的人评事', WRITING), async ({ params, body, request }) => rate(context, { id: params.id, body, own: await ownPhone(request) }))
  router.on(showOwnProposal, anyone('凭查询码看自己的提议', READING), ({ params, query }) => showOwn(context, { number: params.number, queryCode: query.queryCode }))
  router.on(answerOwnProposal, anyone('提议人凭查询码答复', WRITING), ({ params, body }) => answerOwn(context, { number: params.number, ...body }))
  router.on(eraseOwnProposer, anyone('提议人凭查询码抹去自己的称呼和电话', WRITING), ({ params, body, request }) => eraseOwn(context, { number: params.number, ...body, ip: request.ip }))
  deskRoutes(router, context)
}

function deskRoutes(router: Router, context: Context): void {
  router.on(listDeliberations, may('deliberation.read'), ({ query, actor }) => listDesk(context, actor, query))
  router.on(enterProposal, may('deliberation.write'), ({ body, actor, request }) => enter(context, actor, { form: body, ip: request.ip }))
  router.on(showDeliberation, may('deliberation.read'), ({ params, actor }) =>
    context.db.transact(actor.scope, async (tx) => {
      const record = await findDeliberation(tx, params.id)
      if (!record) throw new Fault('not-found')
      return detailOf(tx, context, { record, actor })
    }))
  router.on(actOnDeliberation, may('deliberation.write'), ({ params, body: { version, ...form }, actor, request }) => actOn(context, actor, { id: params.id, version, form, ip: request.ip }))
  router.on(enterPaperVotes, may('deliberation.count'), ({ params, body, actor, request }) => enterPaper(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(printVoteCodes, may('deliberation.write', WRITING), ({ params, actor, request }) => printCodes(context, actor, { id: params.id, ip: request.ip }))
  router.on(renewVoteCode, may('deliberation.write', WRITING), ({ params, body, actor, request }) => renewCode(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(revealProposer, may('deliberation.reveal', WRITING), ({ params, body: { note }, actor, request }) =>
    context.db.transact(actor.scope, async (tx) => {
      const record = await findDeliberation(tx, params.id)
      if (!record) throw new Fault('not-found')
      const author = authorOf(context, record)
      // Of somebody erased nothing is shown, and nobody has looked.
      if (!author) return { name: null, phone: null }
      await recordAudit(tx, { at: context.clock.now(), by: actor, action: 'deliberation.reveal', object: record.number, purpose: note, result: 'done', ip: request.ip, detail: { id: record.id } })
      return author
    }))
  router.on(listHalls, may('deliberation.read'), ({ actor }) => hallsInSight(context, actor))
  router.on(saveHall, may('deliberation.write'), ({ params, body, actor, request }) => changeHall(context, actor, { path: params.path, body, ip: request.ip }))
}
