import { addWorkingDays, cardOf, localDate } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { reckon } from './deadline.ts'
import { groundOf } from './load-ground.ts'
import { lockChangedCards, lockOldCalendar, setCard, setDues } from './repo-overdue.ts'
import { lastMoveAt } from './repo-trace.ts'

const BATCH = 200

/**
 * Turns cards: green → yellow one working day before due, red after it. Deadlines are queried, not one job per case;
 * rows are skipped that another server is turning. Each turn is one event, so each reminder goes out once.
 */
export async function turnCards(context: Context): Promise<number> {
  const ground = await groundOf(context)
  let turned = 0
  for (;;) {
    const count = await context.db.transact(systemScope, async (tx) => {
      const now = context.clock.now()
      const { date } = addWorkingDays(ground.calendar, localDate(now), 1)
      const rows = await lockChangedCards(tx, { now: new Date(now), soon: new Date(`${date}T23:59:59.999+08:00`), limit: BATCH })
      const turns = rows
        .map((row) => ({ row, card: cardOf({ now, dueAt: row.due_at?.getTime() ?? null, calendar: ground.calendar }) }))
        .filter(({ row, card }) => card !== row.card)
      for (const { row, card } of turns) await setCard(tx, row.id, card)
      await emit(
        tx,
        turns.map(({ row, card }) => ({
          topic: 'case.card',
          scopePath: row.area_path,
          payload: { id: row.id, number: row.number, title: row.title, card, unitId: row.owner_unit, state: row.state, dueAt: row.due_at?.toISOString() ?? null },
        })),
      )
      return turns.length
    })
    turned += count
    if (count < BATCH) return turned
  }
}

/** After a calendar changed: recomputes the deadlines of open cases reckoned with another version, and says so in events. */
export async function recomputeDeadlines(context: Context): Promise<number> {
  const ground = await groundOf(context)
  let changed = 0
  for (;;) {
    const count = await context.db.transact(systemScope, async (tx) => {
      const rows = await lockOldCalendar(tx, { version: ground.calendar.version, limit: BATCH })
      for (const row of rows) {
        const core = row.core as unknown as CaseCore // written by this module alone
        const limits = core.classCode ? ground.limitsOf(core.classCode) : null
        const stageFrom = (await lastMoveAt(tx, row.id, core.state)) ?? core.startedAt
        const dues = reckon({ core, limits, calendar: ground.calendar, fixedDueAt: row.fixed_due_at, stageFrom, now: context.clock.now() })
        await setDues(tx, row.id, dues)
        if (dues.dueAt?.getTime() === row.due_at?.getTime()) continue
        await emit(tx, {
          topic: 'case.recomputed', scopePath: row.area_path,
          payload: { id: row.id, number: row.number, from: row.due_at?.toISOString() ?? null, to: dues.dueAt?.toISOString() ?? null },
        })
      }
      return rows.length
    })
    changed += count
    if (count < BATCH) return changed
  }
}
