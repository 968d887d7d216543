import type { CaseCore } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { reckon } from './deadline.ts'
import { SYSTEM } from './fold.ts'
import type { Ground } from './ground.ts'
import { forgetListsAfter } from './list-cache.ts'
import { groundOf } from './load-ground.ts'
import { lockOldCalendar, setDues } from './repo-overdue.ts'
import { appendTrace, lastMoveAt } from './repo-trace.ts'
import type { TraceOf } from './repo-trace.ts'

const BATCH = 200

/**
 * After a calendar changed: recomputes the deadlines of open cases reckoned with another version. A case whose due time
 * moves says so in its trace and in a live event; the duty chiefs get one notice of the whole.
 * @returns how many due times moved
 */
export async function recomputeDeadlines(context: Context): Promise<number> {
  const ground = await groundOf(context)
  let moved = 0
  for (let isMore = true; isMore; ) {
    const batch = await context.db.transact(systemScope, (tx) => {
      forgetListsAfter(context.db, tx)
      return recomputeBatch(tx, { ground, now: context.clock.now() })
    })
    moved += batch.moved
    isMore = batch.read === BATCH
  }
  if (moved > 0) await tellChiefs(context, { moved, version: ground.calendar.version })
  return moved
}

async function recomputeBatch(tx: Tx, { ground, now }: { ground: Ground; now: number }): Promise<{ read: number; moved: number }> {
  const rows = await lockOldCalendar(tx, { version: ground.calendar.version, limit: BATCH })
  const traces: TraceOf[] = []
  for (const row of rows) {
    const core = row.core as unknown as CaseCore // written by this module alone
    const limits = core.classCode ? ground.limitsOf(core.classCode, core.startedAt) : null
    const stageFrom = (await lastMoveAt(tx, row.id, core.state)) ?? core.startedAt
    const dues = reckon({ core, limits, calendar: ground.calendar, fixedDueAt: row.fixed_due_at, stageFrom, now })
    await setDues(tx, row.id, dues)
    if (dues.dueAt?.getTime() === row.due_at?.getTime()) continue
    const change = { from: row.due_at?.toISOString() ?? null, to: dues.dueAt?.toISOString() ?? null, calendarVersion: dues.calendarVersion }
    await emit(tx, { topic: 'case.recomputed', scopePath: row.area_path, payload: { id: row.id, number: row.number, unitId: row.owner_unit, ...change } })
    const line = { at: new Date(now), kind: 'recomputed', actorId: null, actorName: SYSTEM.name, unitId: null, from: core.state, to: core.state, payload: change, evidence: [] }
    traces.push({ caseId: row.id, street: row.street, lines: [line] })
  }
  if (traces.length > 0) await appendTrace(tx, traces)
  return { read: rows.length, moved: traces.length }
}

async function tellChiefs(context: Context, { moved, version }: { moved: number; version: string }): Promise<void> {
  const words = (await phrasesOf(context)).say('calendar.recomputed', { 件数: String(moved) })
  await context.db.transact(systemScope, async (tx) =>
    notify(tx, context, {
      userIds: await usersOf(tx, { role: 'duty-chief' }), kind: 'case.recomputed', ...words,
      dedupeKey: `recomputed:${version}`,
    }),
  )
}
