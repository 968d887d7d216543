import type { AnswerOf, listDeliberations, QueryOf } from '@yihu/contracts'
import { DELIBERATION_STATES } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { readCursor, writeCursor } from '../../../kernel/cursor.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { rowOf } from './detail.ts'
import { countByState, listRecords } from './repo.ts'

/** The step of a stored state. */
export function stepOf(state: string): number | undefined {
  return Object.hasOwn(DELIBERATION_STATES, state) ? DELIBERATION_STATES[state as keyof typeof DELIBERATION_STATES].step : undefined // checked on the left
}

/** A page of the proposals somebody sees, with how many stand in each step. */
export async function listDesk(context: Context, { scope }: Actor, { step, isOpen, area, q, cursor, limit }: QueryOf<typeof listDeliberations>): Promise<AnswerOf<typeof listDeliberations>> {
  const filter = { step, isOpen: isOpen === undefined ? undefined : isOpen === 'true', area, q: q?.trim() || undefined, after: readCursor(cursor), limit }
  return context.db.transact(scope, async (tx) => {
    const records = await listRecords(tx, filter)
    const counted = await countByState(tx, filter)
    const page = records.slice(0, limit)
    const last = page.at(-1)
    const ofStep = (wanted: number) => counted.filter(({ state }) => stepOf(state) === wanted)
    return {
      deliberations: page.map(rowOf), next: records.length > limit && last ? writeCursor({ at: last.raised_at, id: last.id }) : null,
      counts: Object.fromEntries([1, 2, 3, 4, 5].map((one) => [String(one), ofStep(one).reduce((sum, { count }) => sum + count, 0)])),
      total: counted.reduce((sum, { count }) => sum + count, 0), asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}
