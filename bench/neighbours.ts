import { readConfig } from '../apps/server/src/config.ts'
import { loadPeople } from '../apps/server/src/demo/people.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { systemScope } from '../apps/server/src/kernel/db/index.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { areasOf, importTown } from '../apps/server/src/platform/areas/index.ts'
import { upsertUser } from '../apps/server/src/platform/identity/index.ts'
import { countAnew } from '../apps/server/src/platform/pool/index.ts'
import { buildNeighbour } from '../packages/town/src/index.ts'
import { homeOf } from './server.ts'

/** The account that sees the whole district. */
export const DISTRICT_CHIEF = 'bench-district'

/**
 * Puts further streets with all their people beside the demo street of a home, each loaded as the demo street is, until
 * there are so many; those that are there stay. Makes an account that sees all of them.
 */
export async function fillNeighbours(home: string, streets: number): Promise<void> {
  const house = await openHouse({ config: readConfig({ YIHU_HOME: homeOf(home) }), clock: systemClock, log: silentLog })
  try {
    const { context } = house
    const known = await areasOf(context)
    for (let serial = 1; serial < streets; serial += 1) {
      const { areas, population } = buildNeighbour(serial)
      const began = performance.now()
      if (known.byPath(areas.find(({ level }) => level === 'street')?.path ?? '')) continue
      await context.db.transact(systemScope, async (tx) => {
        await importTown(tx, areas)
        await loadPeople(tx, context, { areas, population, seed: `neighbour-${serial}`, at: context.clock.now() })
      })
      console.error(`street ${serial + 1} of ${streets}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
    await context.db.transact(systemScope, (tx) => upsertUser(tx, { at: context.clock.now(), username: DISTRICT_CHIEF, name: '区值班', roles: ['duty-chief'], areas: ['d370305'], units: [], password: { demo: true } }))
    await countAnew(context)
  } finally {
    await house.close()
  }
}
