import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { catalogueOf } from '../apps/server/src/platform/catalogue/index.ts'
import type { Catalogue } from '../apps/server/src/platform/catalogue/index.ts'
import { homeOf, removeHome } from './server.ts'

/** How the shipped lexicon reads a text, out of a database that is begun and removed for it. */
export async function readLexicon(home: string): Promise<Catalogue['suggestByWords']> {
  await removeHome(home)
  const house = await openHouse({ config: readConfig({ YIHU_HOME: homeOf(home) }), clock: systemClock, log: silentLog })
  const { suggestByWords } = await catalogueOf(house.context)
  await house.close()
  await removeHome(home)
  return suggestByWords
}
