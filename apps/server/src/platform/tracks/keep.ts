import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { insertProof } from '../pool/index.ts'
import { destroyBefore, ensureMonths, forgetCoverage } from './repo.ts'
import { KEPT_DAYS } from './walk.ts'

const DAY_MS = 86_400_000
/** Which places were reached is no person's; it is kept for a comparison with last year. */
const COVERAGE_DAYS = 400

/** Keeps the monthly partitions ready: those late phones still send to, and the coming two. */
export async function keepTrackMonths({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db.transact(systemScope, (tx) => ensureMonths(tx, [-31, 0, 31, 62].map((days) => localDate(now + days * DAY_MS))))
}

/** Destroys tracks after 30 days, with a proof for each street. */
export async function forgetTracks(context: Context): Promise<void> {
  await keepTrackMonths(context)
  const now = context.clock.now()
  const before = new Date(now - KEPT_DAYS * DAY_MS)
  await context.db.transact(systemScope, async (tx) => {
    const { sessions, points } = await destroyBefore(tx, before, localDate(before.getTime()))
    for (const [areaPath, gone] of Map.groupBy(sessions, ({ street }) => street)) {
      await insertProof(tx, { areaPath, at: now, rule: 'track', ids: gone.map(({ id }) => id), by: '系统', reason: `足迹满 ${KEPT_DAYS} 天销毁（这次共 ${points} 个点）` })
    }
    await forgetCoverage(tx, localDate(now - COVERAGE_DAYS * DAY_MS))
  })
}
