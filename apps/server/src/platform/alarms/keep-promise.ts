import { SCENARIOS } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import { inSlices } from '../../kernel/db/index.ts'
import { deleteReadings } from '../devices/index.ts'

const DAY_MS = 86_400_000

/** For how many days readings of a kind of device are kept: the shortest promise of the scenarios that hear it. */
const KEPT_DAYS: ReadonlyMap<string, number> = SCENARIOS.reduce((kept, { keepDays, startedBy: { points = {} } }) => {
  for (const { device } of Object.values(points)) {
    if (keepDays !== undefined) kept.set(device, Math.min(keepDays, kept.get(device) ?? Infinity))
  }
  return kept
}, new Map<string, number>())

/** The shortest of all promises. */
export const SHORTEST_PROMISE_DAYS = Math.min(...KEPT_DAYS.values())

/** Deletes readings that people were promised would be kept no longer, whether or not the scenario is switched on. */
export async function keepPromises({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  for (const [kind, days] of KEPT_DAYS) await inSlices(db, (tx, most) => deleteReadings(tx, { kind, before: new Date(now - days * DAY_MS), most }))
}
