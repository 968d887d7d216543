import type { AnswerOf, listUnitLoad } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { readLoad } from './repo-past.ts'

const DAYS = 90

/** What every unit in sight has in hand and how it kept its deadlines of late; units without cases are left out. */
export async function unitLoad({ db, clock }: Context, { scope }: Actor): Promise<AnswerOf<typeof listUnitLoad>> {
  const now = clock.now()
  const rows = await db.transact(scope, (tx) => readLoad(tx, { now: new Date(now), from: new Date(now - DAYS * 86_400_000) }))
  return {
    units: rows.map(({ unit_id, on_time, ...rest }) => ({ unitId: unit_id, onTime: on_time, open: rest.open, overdue: rest.overdue, due: rest.due, returns: rest.returns })),
    asOf: new Date(now).toISOString(), days: DAYS,
  }
}
