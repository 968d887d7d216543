import { localDate, mondayOf } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Layer, LayerFeature, LayerSight } from '../../kernel/layer.ts'
import { drawnAreas } from '../areas/index.ts'
import { reachedIn } from './repo.ts'

const DAY_MS = 86_400_000
/** A day or a week that ends shows by the clock alone. */
const FRESH_MS = 60_000

interface Span {
  readonly level: 'grid' | 'building'
  /** The last one that is over. */
  readonly sinceOf: (now: number) => string
  readonly wordsOf: (since: string) => string
}

/** Grids by the day, buildings by the week, never before it is over: as in `coverageOf`. */
const DAY: Span = { level: 'grid', sinceOf: (now) => localDate(now - DAY_MS), wordsOf: (since) => since }
const WEEK: Span = { level: 'building', sinceOf: (now) => mondayOf(localDate(now - 7 * DAY_MS)), wordsOf: (since) => `${since} 起一周` }

async function placesReached(context: Context, { scope, box }: LayerSight, { level, sinceOf, wordsOf }: Span): Promise<LayerFeature[]> {
  const since = sinceOf(context.clock.now())
  const [areas, reached] = [await drawnAreas(context, { level, box }), await context.db.transact(scope, (tx) => reachedIn(tx, { level, since }))]
  return areas.filter(({ path }) => covers(scope, path)).map(({ code, name, path, geometry }) => {
    const word = reached.has(path) ? '走到了' : '没有走到'
    return { id: code, geometry, title: `${name}：${wordsOf(since)}${word}`, tone: reached.has(path) ? 'green' : 'amber', more: { path, word } }
  })
}

const common = { sign: '到', kind: 'polygon', permission: 'track.coverage', isForStaff: true, list: '/tracks', freshMs: FRESH_MS, isChangedBy: () => false } as const

/** Places that somebody on duty came near; no person, no time, no way. */
export const layers: readonly Layer[] = [
  { ...common, id: 'coverage-grid', name: '力量覆盖（网格）', what: '昨天有没有人走到；不说是谁、几点、走哪条路。', unit: '个网格', zooms: [9, 16], card: '/tracks?area={path}', find: (context, sight) => placesReached(context, sight, DAY) },
  { ...common, id: 'coverage-building', name: '力量覆盖（楼栋）', what: '上一周有没有人走到；不说是谁、几点、走哪条路。', unit: '栋', zooms: [13, 16], find: (context, sight) => placesReached(context, sight, WEEK) },
]
