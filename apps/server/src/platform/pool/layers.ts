import { PART_STATES } from '@yihu/contracts'
import type { LayerTone, PartState } from '@yihu/contracts'
import { CODE_TABLES, localDate, tellPlaces } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Layer, LayerFeature, LayerSight } from '../../kernel/layer.ts'
import { areasOf } from '../areas/index.ts'
import { tallyPersons } from './repo-figures.ts'
import { organisationsInBox, partsInBox } from './repo-places.ts'

const PART_TONES: Readonly<Record<PartState, LayerTone>> = { good: 'green', broken: 'red', lost: 'red', abandoned: 'grey', removed: 'grey' }
const FRESH_MS = 60_000

const parts: Layer = {
  id: 'parts', name: '部件', what: '路灯、井盖、垃圾箱等城市部件（GB/T 30428.2）；红色是破损或丢失。', unit: '个', sign: '件', kind: 'point', permission: 'pool.read', zooms: [10, 16], togetherUntil: 15, isCommon: true,
  list: '/registers?of=part', card: '/registers?of=part&at={id}', isChangedBy: (topic) => topic === 'pool.changed', freshMs: FRESH_MS,
  find: async (context, { scope, box, limit }) => (await context.db.transact(scope, (tx) => partsInBox(tx, box, limit))).map(({ code, name, lon, lat, state, recordedOn }) => (
    pointFeature({ id: code, lon, lat, title: name, tone: PART_TONES[state], at: `${recordedOn}T00:00:00+08:00`, more: { word: PART_STATES[state] } })
  )),
}

const organisations: Layer = {
  id: 'organisations', name: '单位和组织', what: '党组织、企业、商铺、物业、学校等有位置的单位和组织。', unit: '家', sign: '单', kind: 'point', permission: 'pool.read', zooms: [10, 16], togetherUntil: 15,
  list: '/registers?of=organisation', card: '/registers?of=organisation&at={id}', isChangedBy: (topic) => topic === 'pool.changed', freshMs: FRESH_MS,
  find: async (context, { scope, box, limit }) => {
    const names: Readonly<Record<string, string>> = CODE_TABLES.organisationKind
    return (await context.db.transact(scope, (tx) => organisationsInBox(tx, box, limit))).map(({ id, name, lon, lat, kind }) => pointFeature({ id, lon, lat, title: name, tone: 'accent', more: { word: names[kind] ?? kind } }))
  },
}

const people: Layer = {
  id: 'people', name: '居民人数', what: '每个网格登记的居民数；不足十人的、能由别的数推出来的不显示。任何级别、任何人看到的都是同样的数。', unit: '个网格', sign: '人', kind: 'polygon', permission: 'person.read', zooms: [9, 16], isPeople: true,
  list: '/registers?of=person', isChangedBy: (topic) => topic === 'pool.changed', freshMs: FRESH_MS, find: peopleOfGrids,
}

/** People by grid, told by the same choice as on screens (`tellPlaces`), whoever asks: a grid has one number or none. */
async function peopleOfGrids(context: Context, { scope }: LayerSight): Promise<LayerFeature[]> {
  const tree = await areasOf(context)
  const tell = tellPlaces(await context.db.transact(systemScope, (tx) => tallyPersons(tx, localDate(context.clock.now()))), ['all'])
  return tree.areas.filter(({ level, validTo }) => level === 'grid' && validTo === null).flatMap(({ code, name, path, geometry }): LayerFeature[] => {
    if (!geometry || !covers(scope, path)) return []
    const count = tell(path)?.count
    return [{ id: code, geometry, title: count === undefined ? `${name}：人数太少，不显示` : `${name}：${count} 人`, tone: 'violet', more: count === undefined ? {} : { count } }]
  })
}

/** Parts, organisations, and people as numbers of grids. */
export const layers: readonly Layer[] = [parts, organisations, people]
