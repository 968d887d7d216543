import { hash } from 'node:crypto'
import {
  appealFile, eraseOwnData, Fault, joinReport, listNearReports, raiseAppeal, rateAppeal, readPaper, registerCase, sayStillNear, sayStillThere, showAppeal, showOwnData, takeSignals, uploadFile,
} from '@yihu/contracts'
import type { AppealForm } from '@yihu/contracts'
import type { Move } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { anyone, machine, may, readUpload } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { pointOf } from '../areas/index.ts'
import {
  detailOf, eraseOwnContact, findCase, FOLLOWER, groundOf, keepUpload, moveCase, moverOf, nearReports, ownDataOf, progressOf, queryCodeOf, REPORTER, sendAttachment,
} from '../cases/index.ts'
import { countCode, placeOfCode } from '../codes/index.ts'
import { readPaper as readSheet } from './read-paper.ts'
import { existingFiles } from './existing-files.ts'
import { holdRoutes } from './gate/routes.ts'
import { heldOf, progressOfHeld } from './gate/hold.ts'
import { enter, holdIfBeyond } from './gate/pass.ts'
import { joinNear, stillThereNear } from './join.ts'
import { appealOfFile, requireAppeal } from './require-appeal.ts'
import { signalOf } from './signal-of.ts'
import { take } from './take.ts'
import { takeBatch } from './take-batch.ts'

const RESIDENT = { max: 30, windowSeconds: 60 }
const READING = { max: 120, windowSeconds: 60 }

/** The doors through which signals come in, and the resident's way to follow one. */
export function routes(router: Router, context: Context): void {
  residentRoutes(router, context)
  nearRoutes(router, context)
  ownDataRoutes(router, context)
  holdRoutes(router, context)
  router.on(registerCase, may('case.register'), async ({ body, actor }) => registerByStaff(context, body, actor))

  router.on(readPaper, may('case.register', { max: 30, windowSeconds: 60 }), async ({ request, actor }) => {
    const { bytes, name } = await readUpload(request, { maxBytes: 20 * 1024 * 1024 })
    return readSheet(context, { bytes, name, by: actor.userId })
  })

  router.on(takeSignals, machine('signal.send', { max: 600, windowSeconds: 60 }), async ({ body, actor }) => takeBatch(context, body.signals, actor))
}

function residentRoutes(router: Router, context: Context): void {
  router.on(uploadFile, anyone('居民报事可以带照片和录音', RESIDENT), async ({ request, actor, query: { device, challenge, answer } }) => {
    const { bytes, name } = await readUpload(request, { maxBytes: 20 * 1024 * 1024 })
    const proof = challenge === undefined || answer === undefined ? undefined : { challenge, answer }
    if (!actor) await enter(context, { door: 'file', request, subject: () => hash('sm3', bytes, 'hex'), device, proof })
    return keepUpload(context, { bytes, name, by: actor?.userId ?? null })
  })

  router.on(raiseAppeal, anyone('居民不用登录就能报事', RESIDENT), async ({ body, request }) => {
    const { signal, code } = await signalOf(context, body)
    const held = await holdIfBeyond(context, { signal, body, request })
    if (held) return held
    const [taken] = await take(context, [signal])
    if (!taken) throw new Fault('internal')
    if (code && taken.isNew) await countCode(context, code, 'reports')
    return { number: taken.number, queryCode: queryCodeOf(context, taken.caseId) }
  })

  router.on(showAppeal, anyone('凭查询码看自己的诉求', READING), async ({ params, query }) => {
    const who = { number: params.number, queryCode: query.queryCode }
    const held = await context.db.transact(systemScope, (tx) => heldOf(tx, context, who))
    return held && held.state !== 'taken' ? progressOfHeld(held) : withAppeal(context, who)
  })

  router.on(rateAppeal, anyone('凭查询码评价', RESIDENT), ({ params, body }) =>
    withAppeal(context, { number: params.number, queryCode: body.queryCode }, { move: 'rate', solved: body.solved, satisfaction: body.satisfaction, comment: body.comment }),
  )

  router.on(sayStillThere, anyone('凭查询码反映问题还在', RESIDENT), ({ params, body }) =>
    withAppeal(context, { number: params.number, queryCode: body.queryCode }, { move: 'still-there', note: body.note }),
  )

  router.on(appealFile, anyone('凭进度里给的地址或查询码看自己诉求的照片和录音', READING), async ({ params, query, reply }) => {
    const record = await context.db.transact(systemScope, (tx) => appealOfFile(tx, context, { ...params, ...query }))
    const caseIds = [record.id, ...(record.core.mergedInto ? [record.core.mergedInto] : [])]
    await sendAttachment(context, { scope: systemScope, caseIds, id: params.id, size: query.size, reply })
  })
}

/** What others have reported around somebody, and following it. */
function nearRoutes(router: Router, context: Context): void {
  router.on(listNearReports, anyone('报事前看附近有没有人报过', READING), async ({ body }) => {
    // Nothing is offered at a plate out of force; the report itself says so.
    const code = body.code ? await placeOfCode(context, body.code).catch(noneIfRefused) : null
    const where = { point: pointOf(body) ?? code?.point ?? undefined, address: body.address, ...(code ? { areaPath: code.path, placeSource: 'code' as const } : {}) }
    return { reports: await nearReports(context, { where, text: body.text ?? '', withDone: body.withDone }, await groundOf(context)) }
  })

  router.on(joinReport, anyone('居民不用登录就能说“我也遇到”', RESIDENT), async ({ params, body: { device, proof, ...body }, request }) => {
    await enter(context, { door: 'join', request, subject: () => body.clientId, device, proof })
    return joinNear(context, { id: params.id, body })
  })

  router.on(sayStillNear, anyone('居民不用登录就能说附近办结的事还在', RESIDENT), async ({ params, body: { device, proof, ...body }, request }) => {
    await enter(context, { door: 'again', request, subject: () => body.clientId, device, proof })
    return stillThereNear(context, { id: params.id, body })
  })
}

function noneIfRefused(error: unknown): null {
  if (error instanceof Fault) return null
  throw error
}

/** What a reporter may know and ask of their own data. */
function ownDataRoutes(router: Router, context: Context): void {
  router.on(showOwnData, anyone('凭查询码看自己的信息', READING), ({ params, query }) =>
    context.db.transact(systemScope, async (tx) => ownDataOf(tx, context, await requireAppeal(tx, context, { number: params.number, queryCode: query.queryCode }))),
  )

  router.on(eraseOwnData, anyone('凭查询码抹去自己的称呼和电话', RESIDENT), ({ params, body, request }) =>
    context.db.transact(systemScope, async (tx) => {
      const record = await requireAppeal(tx, context, { number: params.number, queryCode: body.queryCode })
      await eraseOwnContact(tx, context, { record, ip: request.ip })
      return ownDataOf(tx, context, record)
    }),
  )
}

/** Shows an appeal, after one move of its reporter where there is one. */
async function withAppeal(context: Context, who: { number: string; queryCode: string }, move?: Move) {
  const ground = await groundOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const record = await requireAppeal(tx, context, who)
    const target = record.core.mergedInto ?? record.id
    if (move) await moveAsReporter(tx, context, { ground, request: { caseId: target, move, by: target === record.id ? REPORTER : FOLLOWER, extra: { number: record.number } } })
    const fresh = await findCase(tx, record.id)
    return progressOf(tx, context, { record: fresh ?? record, ground })
  })
}

/** A resident reads when rating becomes possible, not what a desk would read. */
async function moveAsReporter(tx: Tx, context: Context, at: Parameters<typeof moveCase>[2]): Promise<void> {
  try {
    await moveCase(tx, context, at)
  } catch (error) {
    if (error instanceof Fault && error.code === 'move-not-now' && at.request.move.move === 'rate') throw new Fault('rating-not-now', { details: error.details, cause: error })
    throw error
  }
}

async function registerByStaff(context: Context, body: Omit<AppealForm, 'isPlaceSure'> & { source: string; classCode?: string | undefined; isSecret: boolean }, actor: Actor) {
  const now = context.clock.now()
  const mover = moverOf(actor)
  const [code, point] = [body.code ? await placeOfCode(context, body.code) : null, pointOf(body)]
  const [taken] = await take(context, [
    {
      source: body.source,
      // A name of their own: an id that another door took is no key to its case.
      senderId: `${actor.userId}/${body.clientId ?? crypto.randomUUID()}`,
      at: now, takenAt: now, text: body.text, title: body.title, address: body.address ?? code?.address, point: point ?? code?.point ?? undefined,
      // A point that the clerk chose is nearer to it than the area of the sheet.
      ...(code && !point ? { areaPath: code.path, placeSource: 'code' as const } : {}),
      classCode: body.classCode, contact: body.contact, isSecret: body.isSecret, files: await existingFiles(context, body.files), by: mover,
    },
  ])
  const ground = await groundOf(context)
  // Whoever registers sees the receipt page once, even where the place lies outside their own area.
  return context.db.transact(systemScope, async (tx) => {
    const record = taken && (await findCase(tx, taken.caseId))
    if (!record) throw new Fault('not-found')
    return detailOf(tx, context, { record, ground, mover })
  })
}
