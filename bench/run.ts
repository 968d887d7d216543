// `npm run -s bench -- address|cases|connections|inbox|desk|door|list|start|ingest|flood|grids|kills|map|map3d|together|node-red|patrol|phone|screen|pool|search|search-district|spam|text|tiles|triage|wall …`: measures and prints a table; ends with 1 when a bar is missed.
import { benchAddress } from './address.ts'
import { benchCases } from './cases.ts'
import { benchConnections } from './connections.ts'
import { isReached, lineOf } from './figures.ts'
import type { Figure } from './figures.ts'
import { benchDoor } from './door.ts'
import { benchDesk } from './desk.ts'
import { benchKills, benchTogether } from './faults.ts'
import { benchFlood } from './flood.ts'
import { benchGrids } from './grids.ts'
import { benchInbox } from './inbox.ts'
import { benchIngest } from './ingest.ts'
import { benchList } from './list.ts'
import { benchMap3d } from './map3d.ts'
import { benchNodeRed } from './node-red.ts'
import { benchPatrol } from './patrol.ts'
import { benchPhone } from './phone.ts'
import { benchMap } from './phone-map.ts'
import { benchPool } from './pool.ts'
import { benchScreen } from './screen.ts'
import { benchSearch, benchSearchDistrict } from './search.ts'
import { benchSpam } from './spam.ts'
import { benchStart } from './start.ts'
import { benchTiles } from './tiles.ts'
import { benchTriageText } from './triage-text.ts'
import { benchTriage } from './triage.ts'
import { benchWall } from './wall.ts'

const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = { address: benchAddress, cases: benchCases, connections: benchConnections, inbox: benchInbox, desk: benchDesk, door: benchDoor, list: benchList, ingest: benchIngest, flood: benchFlood, grids: benchGrids, kills: benchKills, map: benchMap, map3d: benchMap3d, together: benchTogether, 'node-red': benchNodeRed, patrol: benchPatrol, phone: benchPhone, screen: benchScreen, pool: benchPool, search: benchSearch, 'search-district': benchSearchDistrict, spam: benchSpam, start: benchStart, text: benchTriageText, tiles: benchTiles, triage: benchTriage, wall: benchWall }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0 || asked.length === 0) {
  console.error(`usage: npm run -s bench -- ${Object.keys(BENCHES).join('|')} …`)
  process.exit(2)
}
let isGood = true
for (const name of asked) {
  for (const figure of (await BENCHES[name]?.()) ?? []) {
    console.log(lineOf(figure))
    isGood &&= isReached(figure)
  }
}
process.exitCode = isGood ? 0 : 1
