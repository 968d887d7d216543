import {
  caseFile, countCases, Fault, findDuplicates, listCases, listHandlers, moveCase as moveCaseContract, nearbyCases, revealReporter, showCase,
} from '@yihu/contracts'
import { haversineMetres } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { purposeText, record as recordAudit } from '../audit/index.ts'
import { sendAttachment } from './attachments.ts'
import { coordinationRoutes } from './coordination-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { duplicateIndexOf } from './duplicate-index.ts'
import { duplicatesOf } from './duplicates.ts'
import { splitForm } from './form.ts'
import { groundOf } from './load-ground.ts'
import { countsOf, handlersOf, readPage, rowOf, sightOf, viewerOf, withPerson } from './list.ts'
import { forgetListsOnEvents, sharedAnswer } from './list-cache.ts'
import { moveOnce } from './move.ts'
import { auditRoutes } from './routes-audit.ts'
import { reporterOf } from './repo-reporter.ts'
import { casesNear } from './repo-list.ts'
import { findCase, recordOf } from './repo.ts'
import { detailOf, moverOf } from './show.ts'
import { maskText } from './text.ts'

/** Routes of the desks; the resident's own door is in the signals module. */
export function routes(router: Router, context: Context): void {
  forgetListsOnEvents(context)
  readingRoutes(router, context)
  actingRoutes(router, context)
  deskRoutes(router, context)
  coordinationRoutes(router, context)
}

function readingRoutes(router: Router, context: Context): void {
  const { db } = context

  router.on(listCases, may('case.read'), async ({ query: asked, actor }) => {
    const query = withPerson(asked, actor)
    return sharedAnswer(context, ['list', ...sightOf(actor), query], async () => readPage(context, { query, actor, ground: await groundOf(context) }))
  })

  router.on(countCases, may('case.read'), async ({ query, actor }) => {
    return sharedAnswer(context, ['counts', ...sightOf(actor), query], async () => {
      const viewer = viewerOf(context, await groundOf(context), actor)
      return db.transact(actor.scope, (tx) => countsOf(tx, { viewer, actor, area: query.area }))
    })
  })

  router.on(listHandlers, may('case.read'), async ({ actor }) => handlersOf(context, actor, await groundOf(context)))

  router.on(nearbyCases, may('case.read'), async ({ query, actor }) => {
    const ground = await groundOf(context)
    const rows = await db.transact(actor.scope, (tx) => casesNear(tx, { ...query, limit: 50 }))
    const cases = rows
      .map((row) => {
        const point = { lon: row.lon ?? 0, lat: row.lat ?? 0 }
        const near = rowOf(recordOf(row), { ground, now: context.clock.now() })
        // Read to whoever calls: what is near is somebody else's.
        return { ...near, title: maskText(near.title), point, metres: Math.round(haversineMetres([query.lon, query.lat], [point.lon, point.lat])) }
      })
      .filter((row) => row.metres <= query.metres)
      .toSorted((a, b) => a.metres - b.metres)
    return { cases }
  })

  router.on(showCase, may('case.read'), async ({ params, actor }) => {
    const ground = await groundOf(context)
    return db.transact(actor.scope, async (tx) => {
      const record = await findCase(tx, params.id)
      if (!record) throw new Fault('not-found')
      return detailOf(tx, context, { record, ground, mover: moverOf(actor) })
    })
  })

  router.on(findDuplicates, may('case.read'), async ({ params, actor }) => {
    const ground = await groundOf(context)
    const { index, readSoFar } = await duplicateIndexOf(context, ground)
    return db.transact(actor.scope, async (tx) => {
      const record = await findCase(tx, params.id)
      if (!record) throw new Fault('not-found')
      return { duplicates: await duplicatesOf(tx, record, { ground, now: context.clock.now(), index }), readSoFar }
    })
  })
}

/** Moves, files and what only some may look at. */
function actingRoutes(router: Router, context: Context): void {
  const { db } = context

  router.on(moveCaseContract, may('case.read'), async ({ params, body, actor }) => {
    const ground = await groundOf(context)
    const { version, ...form } = body
    const mover = moverOf(actor)
    return moveOnce(context, { scope: actor.scope, ground, request: { caseId: params.id, version, by: mover, ...splitForm(form) } }, async (tx) => {
      const record = await findCase(tx, params.id)
      if (!record) throw new Fault('not-found')
      return detailOf(tx, context, { record, ground, mover })
    })
  })

  router.on(caseFile, may('case.read'), async ({ params, query, actor, reply }) => {
    await sendAttachment(context, { scope: actor.scope, caseIds: [params.id], id: params.fileId, size: query.size, reply })
  })

  router.on(revealReporter, may('case.reveal'), async ({ params, body, actor, request }) =>
    db.transact(actor.scope, async (tx) => {
      const record = await findCase(tx, params.id)
      if (!record) throw new Fault('not-found')
      const reporter = await reporterOf(tx, context, params.id)
      await recordAudit(tx, {
        at: context.clock.now(), by: actor, action: 'case.reveal', object: record.number,
        purpose: purposeText(body.purpose, body.note), result: 'done', ip: request.ip,
      })
      return { name: reporter?.name ?? null, phone: reporter?.phone ?? null }
    }),
  )

  auditRoutes(router, context)
}
