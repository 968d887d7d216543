import type { RegisterQuery, Screen } from '@yihu/contracts'
import type { Indicator } from '../../kernel/indicator.ts'
import { registerLength } from './sheet.ts'

type Asked = { readonly [K in keyof Omit<RegisterQuery, 'area'>]: NonNullable<RegisterQuery[K]> }

/** A figure is the length of a register as it is narrowed. */
interface RegisterFigure {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly unit: string
  readonly screens: readonly Screen[]
  readonly list: Asked
  readonly target?: Indicator['target']
}

const FIGURES: readonly RegisterFigure[] = [
  { id: 'pool.party-organisations', name: '党组织', definition: '数据池里在册的党组织，各级都算。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party' } },
  { id: 'pool.general-branches', name: '社区党总支', definition: '层级为社区党总支的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '2' } },
  { id: 'pool.branches', name: '网格党支部', definition: '层级为网格党支部的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '3' } },
  { id: 'pool.groups', name: '楼栋党小组', definition: '层级为楼栋党小组的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '4' } },
  { id: 'pool.members', name: '党员', definition: '政治面貌为中共党员的在册居民。不足 10 人不显示人数。', unit: '人', screens: ['dang'], list: { of: 'person', political: '01' } },
  { id: 'pool.alliance', name: '党建联盟单位', definition: '类别为联盟单位的在册单位。', unit: '家', screens: ['dang', 'shijian'], list: { of: 'organisation', kind: 'alliance' } },
  { id: 'pool.uncontacted', name: '没有人联系的户', definition: '六级挂包联系里还没有联系人的户。', unit: '户', screens: ['dang', 'fuwu'], list: { of: 'household', uncontacted: 'true' }, target: { most: 0 } },
  { id: 'pool.shops', name: '商铺', definition: '类别为商铺的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'shop' } },
  { id: 'pool.enterprises', name: '企业', definition: '类别为企业的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'enterprise' } },
  { id: 'pool.property-firms', name: '物业公司', definition: '类别为物业公司的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'property' } },
  { id: 'pool.residents', name: '居民', definition: '在册居民，不分户籍。不足 10 人不显示人数。', unit: '人', screens: ['wangge'], list: { of: 'person' } },
  { id: 'pool.floating', name: '流动人口', definition: '人口类别为流动人口的在册居民。不足 10 人不显示人数。', unit: '人', screens: ['wangge'], list: { of: 'person', residence: 'floating' } },
  { id: 'pool.households', name: '户', definition: '在册的户，家庭户和集体户都算。', unit: '户', screens: ['wangge'], list: { of: 'household' } },
]

/** More than any district has. */
const MOST = 5_000_000

/** The figures of the data pool: each is the length of a register. */
export const indicators: readonly Indicator[] = FIGURES.map(({ list, target, ...figure }) => ({
  ...figure, ...(target ? { target } : {}), source: list.of, permission: list.of === 'person' || list.of === 'household' ? 'person.read' : 'pool.read', ...(list.of === 'person' ? { isPeople: true } : {}),
  measure: async (context, { actor, area }) => ({
    value: await context.db.transact(actor.scope, (tx) => registerLength(tx, { ...list, area }, MOST)),
    list: `/registers?${new URLSearchParams(Object.entries({ ...list, area })).toString()}`,
  }),
}))
