import { acknowledgeHandover, composeHandover, giveHandover, listHandovers, noteHandover, onDuty, saveRoster as saveRosterContract, showHandover, showRoster } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import { may } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { streetOf } from '../imports/index.ts'
import type { BriefSource } from './brief.ts'
import { composeNow, renew } from './compose.ts'
import { acknowledge, give, handoverOf, headOf, note } from './handover.ts'
import { shiftAt, shiftFrom } from './repo.ts'
import { handoversBefore, waitingHandover } from './repo-handover.ts'
import { rosterOf, saveRoster, shiftOnWire } from './roster.ts'

/** Contract → use case. */
export function routes(briefs: readonly BriefSource[]): (router: Router, context: Context) => void {
  return (router, context) => {
    router.on(showRoster, may('shift.read'), ({ params, actor }) => rosterOf(context, actor, params.month))
    router.on(saveRosterContract, may('shift.edit'), ({ params, body, actor, request }) => saveRoster(context, actor, { month: params.month, ...body, ip: request.ip }))
    router.on(onDuty, may('shift.read'), ({ actor }) => present(context, actor))
    router.on(listHandovers, may('shift.read'), ({ query, actor }) => list(context, actor, query))
    router.on(composeHandover, may('shift.handover', { max: 30, windowSeconds: 60 }), async ({ body, actor }) => {
      if (body.id !== undefined) await renew(context, briefs, { id: body.id, actor })
      return handoverOf(context, actor, body.id ?? (await composeNow(context, briefs, actor.userId)))
    })
    router.on(showHandover, may('shift.read'), ({ params, actor }) => handoverOf(context, actor, params.id))
    router.on(noteHandover, may('shift.handover'), async ({ params, body, actor }) => {
      await note(context, actor, { id: params.id, ...body })
      return handoverOf(context, actor, params.id)
    })
    router.on(giveHandover, may('shift.handover'), async ({ params, body, actor, request }) => {
      await give(context, actor, { id: params.id, ...body, ip: request.ip })
      return handoverOf(context, actor, params.id)
    })
    router.on(acknowledgeHandover, may('shift.handover'), async ({ params, body, actor, request }) => {
      await acknowledge(context, actor, { id: params.id, answer: body.answer ?? '', ip: request.ip })
      return handoverOf(context, actor, params.id)
    })
  }
}

async function present(context: Context, actor: Actor) {
  const path = await streetOf(context)
  const at = new Date(context.clock.now())
  // The roster belongs to the street; whoever works in a part of it may know who is on duty.
  return context.db.transact({ ...actor.scope, paths: [path] }, async (tx) => {
    const current = await shiftAt(tx, { path, at })
    const next = await shiftFrom(tx, { path, at: new Date(at.getTime() + 1) })
    const waiting = await waitingHandover(tx, path)
    return { asOf: at.toISOString(), current: current && shiftOnWire(current), next: next && shiftOnWire(next), waiting: waiting && headOf(waiting) }
  })
}

async function list(context: Context, actor: Actor, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const before = readCursor(cursor)
  const rows = await context.db.transact(actor.scope, (tx) => handoversBefore(tx, { before, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { handovers: page.map(headOf), next: rows.length > limit && last ? writeCursor({ at: last.startsAt, id: last.id }) : null }
}
