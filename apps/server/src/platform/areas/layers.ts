import type { AreaLevel } from '@yihu/contracts'
import { bboxOf } from '@yihu/domain'
import type { AreaShape } from '@yihu/domain'
import type { WithDb } from '../../kernel/db/index.ts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Box, Layer } from '../../kernel/layer.ts'
import type { StoredArea } from './area.ts'
import { areasOf, loadedAreasOf } from './current.ts'

interface Drawn {
  readonly level: AreaLevel
  readonly name: string
  readonly sign: string
  readonly from: number
  readonly card: string
}

/** A building opens its rooms, for those who may read the pool. */
const DRAWN: readonly Drawn[] = [
  { level: 'community', name: '社区', sign: '社', from: 9, card: '/areas?code={id}' }, { level: 'grid', name: '网格', sign: '格', from: 11, card: '/areas?code={id}' }, { level: 'building', name: '楼栋', sign: '楼', from: 13, card: '/registers?of=house&area={path}' },
]
/** The deepest tiles; closer views draw these larger. */
const DEEPEST = 16
/** Areas and places change by an event; the memory of areas notices by itself besides. */
const FRESH_MS = 60_000

const common = { permission: 'area.read', isCommon: true, isChangedBy: (topic: string) => topic === 'area.changed', freshMs: FRESH_MS } as const

const areaLayers = DRAWN.map(({ level, name, sign, from, card }): Layer => ({
  ...common, id: `areas-${level}`, name, what: `现行的${name}边界。`, unit: '个', sign, kind: 'polygon', zooms: [from, DEEPEST], list: '/areas', card,
  find: async (context, { box }) => (await drawnAreas(context, { level, box })).map(({ code, name: title, path, geometry }) => ({ id: code, title, tone: 'accent', geometry, more: { path } })),
}))

const FACILITIES: Readonly<Record<string, string>> = { parking: '停车场', 'waste-house': '垃圾分类房', 'community-centre': '党群服务中心', school: '学校', market: '市场' }

/** Places of the base map that stand at a point: car parks, waste houses, centres. */
const facilities: Layer = {
  ...common, id: 'facilities', name: '公共设施', what: '停车场、垃圾分类房、党群服务中心等公共设施的位置。', unit: '处', sign: '施', kind: 'point', zooms: [10, DEEPEST], togetherUntil: 14, list: '/areas',
  find: async (context, { box: [west, south, east, north] }) => {
    const { base } = await loadedAreasOf(context)
    return base.flatMap(({ id, kind, name, geometry: { type, coordinates }, attrs }) => {
      if (kind !== 'place' || type !== 'Point' || !Array.isArray(coordinates)) return []
      const [lon, lat] = coordinates as readonly unknown[] // checked to be an array
      if (typeof lon !== 'number' || typeof lat !== 'number' || lon < west || lon >= east || lat < south || lat >= north) return []
      const { class: sort, spaces, isConnected } = attrs
      const word = typeof sort === 'string' ? FACILITIES[sort] : undefined
      const title = typeof spaces === 'number' ? `${name}：${spaces} 个车位，${isConnected === true ? '已联网' : '没有联网'}` : name
      return [pointFeature({ id, lon, lat, title, tone: 'accent', more: { ...(word ? { word } : {}), ...(typeof spaces === 'number' ? { spaces } : {}) } })]
    })
  },
}

/** Borders and facilities on the map: reference data, the same for everybody. */
export const layers: readonly Layer[] = [...areaLayers, facilities]

/** The present areas of a level whose border meets a box. */
export async function drawnAreas(context: WithDb, { level, box }: { readonly level: AreaLevel; readonly box: Box }): Promise<(Pick<StoredArea, 'code' | 'name' | 'path'> & { readonly geometry: AreaShape })[]> {
  const { areas } = await areasOf(context)
  return areas.flatMap(({ code, level: own, name, path, geometry, validTo }) => (own !== level || validTo !== null || !geometry || !meets(bboxOf(geometry), box) ? [] : [{ code, name, path, geometry }]))
}

function meets(own: Box | null, [west, south, east, north]: Box): boolean {
  return own !== null && own[0] <= east && own[2] >= west && own[1] <= north && own[3] >= south
}
