import type { AnswerOf, CoverageRow, QueryOf, trackCoverage } from '@yihu/contracts'
import { localDate, mondayOf } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { reachedIn } from './repo.ts'

const DAY_MS = 86_400_000
const later = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/**
 * Which places somebody on duty came near. A grid mostly has one worker, so its buildings of one day would be that worker's
 * round: grids are told by the day, buildings by the week, and neither before it is over. Sorted by place, never by share.
 */
export async function coverageOf(context: Context, actor: Actor, { area, day: asked }: QueryOf<typeof trackCoverage>): Promise<AnswerOf<typeof trackCoverage>> {
  const [areas, now] = [await areasOf(context), context.clock.now()]
  const today = localDate(now)
  const place = placeInSight(areas, actor, area)
  const day = asked ?? later(today, -1)
  const monday = mondayOf(day)
  const [isDayOver, isWeekOver] = [day < today, later(monday, 6) < today]
  const [grids, buildings] = await context.db.transact(actor.scope, async (tx) => [
    isDayOver ? await reachedIn(tx, { area: place.path, level: 'grid', since: day }) : null, isWeekOver ? await reachedIn(tx, { area: place.path, level: 'building', since: monday }) : null,
  ])
  const isGrid = areas.byPath(place.path)?.level === 'grid'
  const under = areas.areas.filter(({ level, path }) => level === (isGrid ? 'building' : 'grid') && isIn(path, place.path))
  const rows = under.map(({ path, name, level }): CoverageRow => {
    if (level === 'building') return { path, name, level, isReached: buildings && buildings.has(path), buildings: 1, reachedBuildings: buildings && Number(buildings.has(path)) }
    const own = buildingsIn(areas, path)
    return { path, name, level: 'grid', isReached: grids && grids.has(path), buildings: own.length, reachedBuildings: buildings && own.filter((one) => buildings.has(one)).length }
  })
  return { area: { path: place.path, name: place.name }, day, week: { from: monday, to: later(monday, 6), isOver: isWeekOver }, places: rows.toSorted((a, b) => (a.path < b.path ? -1 : 1)), asOf: new Date(now).toISOString() }
}

const isIn = (path: string, top: string): boolean => path === top || path.startsWith(`${top}.`)

function buildingsIn({ areas }: AreaIndex, grid: string): string[] {
  return areas.filter(({ level, path }) => level === 'building' && isIn(path, grid)).map(({ path }) => path)
}
