import { setTimeout as sleep } from 'node:timers/promises'
import { modules } from '../apps/server/src/app.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { keepFigures } from '../apps/server/src/services/visualization/index.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { fillNeighbours } from './neighbours.ts'
import { homeOf, startServer } from './server.ts'

const STREETS = 12
const ROUNDS = 2
/** What was counted within a minute would come out of the memory. */
const PAUSE_MS = 61_000
const MB = 1024 * 1024

/**
 * All figures of all places of twelve streets with all their people. The streets are put in by the first run and stay (a
 * minute each); `YIHU_BENCH_STREETS` says how many.
 */
export async function benchGrids(): Promise<Figure[]> {
  const streets = Number(process.env['YIHU_BENCH_STREETS'] ?? STREETS)
  const home = 'grids'
  await (await startServer({ home, env: { YIHU_DEMO: '1' } })).stop()
  await fillNeighbours(home, streets)
  return [await gridsAnew({ home, id: 'grids.district', rounds: ROUNDS, atMost: 30 })]
}

interface Counting {
  readonly home: string
  readonly id: string
  readonly rounds: number
  readonly atMost: number
}

/** All figures of every place of a home, as the hourly job measures and keeps them; the first time after the start apart. */
export async function gridsAnew({ home, id, rounds, atMost }: Counting): Promise<Figure> {
  const house = await openHouse({ config: readConfig({ ...process.env, YIHU_HOME: homeOf(home) }), clock: systemClock, log: silentLog })
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss) }, 20)
  try {
    const indicators = modules.flatMap((module) => module.indicators ?? [])
    const times: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      if (round > 0) await sleep(PAUSE_MS)
      const began = performance.now()
      await keepFigures(house.context, indicators)
      times.push((performance.now() - began) / 1000)
    }
    const levels = await house.context.db.owner.selectFrom('area').select(['level', (eb) => eb.fn.countAll<number>().as('count')]).where('level', 'in', ['street', 'community', 'grid']).groupBy('level').execute()
    const count = (level: string) => Number(levels.find((one) => one.level === level)?.count ?? 0)
    const [first = Number.NaN, ...later] = times
    return { id, what: `s until ${indicators.length} figures of ${count('grid')} grids, ${count('community')} communities and ${count('street')} street(s) are measured and kept anew; the first time after a start ${first.toFixed(2)}; at most ${Math.round((most - before) / MB)} MB more memory than before`, value: median(later), unit: 's', bar: { atMost } }
  } finally {
    clearInterval(watch)
    await house.close()
  }
}
