import type { AnswerOf, gridBalance, QueryOf } from '@yihu/contracts'
import { daysAfter, DEPTHS, LOAD_WEIGHTS, loadOf, localDate, weightOf } from '@yihu/domain'
import type { GridLoad, GridWeight } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { countOpenByArea } from '../../platform/cases/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { countByArea } from '../../platform/pool/index.ts'
import { askedOf, runningOf } from './running.ts'
import { countSubjects } from './repo-due.ts'
import { countVisitsByArea } from './repo-visit.ts'
import { lookedAt } from './sight.ts'

const DAYS = 30

const DEFINITION = `负荷 = 户 × ${LOAD_WEIGHTS.households} + 要反复走访的户 × ${LOAD_WEIGHTS.visited} + 在办案件 × ${LOAD_WEIGHTS.openCases}。比中间的网格多一半的标偏重，不到一半的标偏轻。`

/** What the grids of a place have to carry, the heaviest first. @throws Fault not-found */
export async function balanceOf(context: Context, actor: Actor, query: QueryOf<typeof gridBalance>): Promise<AnswerOf<typeof gridBalance>> {
  const [tree, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  const { area, areas } = lookedAt(tree, actor, query.area)
  return context.db.transact(actor.scope, async (tx) => {
    const cut = { area: area.path, labels: DEPTHS.grid }
    const { median, weighed } = await weighGrids(tx, context, { tree, street, area: area.path, areas })
    const organisations = await countByArea(tx, 'organisation', cut)
    const visits = await countVisitsByArea(tx, { ...cut, since: daysAfter(localDate(now), -DAYS) })
    const grids = weighed.map((grid) => ({ ...grid, name: tree.nameOf(grid.path), organisations: organisations.get(grid.path) ?? 0, ...(visits.get(grid.path) ?? { visits: 0, evenings: 0, flights: 0 }) }))
    return { area, asOf: new Date(now).toISOString(), definition: DEFINITION, median, grids: grids.toSorted((a, b) => b.load - a.load || (a.path < b.path ? -1 : 1)) }
  })
}

interface Carried {
  readonly tree: AreaIndex
  readonly street: string
  readonly area: string
  /** What of it is counted; left out: all of it. */
  readonly areas?: readonly string[]
  /** Down to grids where it is left out. */
  readonly labels?: number
}

/** The load of what lies in an area, by path, as one number each. */
export async function loadsAt(tx: Tx, context: Context, carried: Carried): Promise<Map<string, number>> {
  return new Map([...await carriedIn(tx, context, carried)].map(([path, load]) => [path, loadOf(load)]))
}

/** A grid with what it has to carry, as one number too, and how that stands beside the grid in the middle. */
export interface WeighedGrid extends GridLoad {
  readonly path: string
  readonly load: number
  readonly weight: GridWeight
}

/** The grids of an area weighed against each other. */
export async function weighGrids(tx: Tx, context: Context, carried: Carried): Promise<{ readonly median: number; readonly weighed: WeighedGrid[] }> {
  const loads = await loadsOf(tx, context, carried)
  const median = medianOf([...loads.values()].map(loadOf))
  return { median, weighed: [...loads].map(([path, own]) => ({ path, ...own, load: loadOf(own), weight: weightOf(loadOf(own), median) })) }
}

/** What every grid of an area has to carry, by its path. */
async function loadsOf(tx: Tx, context: Context, carried: Carried): Promise<Map<string, GridLoad>> {
  const loads = await carriedIn(tx, context, carried)
  const grids = carried.tree.areas.filter(({ level, path }) => level === 'grid' && (carried.areas ?? [carried.area]).some((area) => isWithin(path, area)))
  return new Map(grids.map(({ path }) => [path, loads.get(path) ?? NOTHING]))
}

const NOTHING: GridLoad = { households: 0, visited: 0, openCases: 0 }

async function carriedIn(tx: Tx, context: Context, { tree, street, area, areas = [area], labels = DEPTHS.grid }: Carried): Promise<Map<string, GridLoad>> {
  const cut = { area, labels }
  const [households, cases] = [await countByArea(tx, 'household', cut), await countOpenByArea(tx, cut)]
  const visited = new Map<string, number>()
  for (const running of await runningOf(tx, context, { street })) {
    if (running.routine.form.act !== 'visit' || running.routine.form.rhythm === 'once') continue
    const asked = askedOf(running, { areas, tree })
    for (const { path, total } of await countSubjects(tx, { ...asked, labels })) visited.set(path, (visited.get(path) ?? 0) + total)
  }
  const paths = [...new Set([...households.keys(), ...cases.keys(), ...visited.keys()])].toSorted()
  return new Map(paths.map((path) => [path, { households: households.get(path) ?? 0, visited: visited.get(path) ?? 0, openCases: cases.get(path) ?? 0 }]))
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
