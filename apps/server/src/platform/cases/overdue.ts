import { addWorkingDays, cardOf, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { forgetListsAfter } from './list-cache.ts'
import { groundOf } from './load-ground.ts'
import { lockChangedCards, setCard } from './repo-overdue.ts'

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
      forgetListsAfter(context.db, tx)
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
