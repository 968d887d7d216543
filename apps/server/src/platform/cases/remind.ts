import { isWorkingDay, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { groundOf } from './load-ground.ts'
import { overdueByUnit } from './repo-overdue.ts'

/**
 * Each working morning: one notice a unit about all its overdue cases, and one for the duty chief about the whole
 * street. One sum instead of a notice a case: a desk with a hundred overdue cases needs the list, not a hundred bells.
 */
export async function remindOverdue(context: Context): Promise<void> {
  const now = context.clock.now()
  const today = localDate(now)
  const ground = await groundOf(context)
  if (!isWorkingDay(ground.calendar, today)) return
  const phrases = await phrasesOf(context)
  await context.db.transact(systemScope, async (tx) => {
    const units = await overdueByUnit(tx, new Date(now))
    for (const { unit, count } of units) {
      if (unit === null) continue
      await notify(tx, context, {
        userIds: await usersOf(tx, { unitId: unit }), kind: 'case.overdue', ...phrases.say('overdue.unit', { 件数: String(count) }),
        card: 'red', dedupeKey: `overdue:${today}:${unit}`,
      })
    }
    const total = units.reduce((sum, { count }) => sum + count, 0)
    if (total === 0) return
    const worst = units.toSorted((a, b) => b.count - a.count).slice(0, 3)
    await notify(tx, context, {
      userIds: await usersOf(tx, { role: 'duty-chief' }), kind: 'case.overdue',
      ...phrases.say('overdue.street', { 件数: String(total), 各单位: worst.map(({ unit, count }) => `${unit === null ? '尚未派遣' : ground.unitName(unit)} ${count} 件`).join('、') }), card: 'red', dedupeKey: `overdue:${today}:all`,
    })
  })
}
