import { PERSON_FIGURES } from '@yihu/contracts'
import type { PersonFigure, RegisterQuery, Screen } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Indicator } from '../../kernel/indicator.ts'
import { countPersons } from './repo-figures.ts'
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

/** A share of people or households, with the same definition as the table by area. */
interface Share {
  readonly id: string
  readonly name: string
  readonly by: PersonFigure
  /** Which values count. */
  readonly counts: readonly string[]
  readonly says: string
  readonly screens: readonly Screen[]
  readonly list: Asked
  readonly target?: Indicator['target']
}

const SHARES: readonly Share[] = [
  { id: 'pool.floating-share', name: '流动人口占比', by: 'residence', counts: ['floating'], says: '流动人口 ÷ 在册居民。', screens: ['wangge'], list: { of: 'person' } },
  { id: 'pool.elder-share', name: '六十岁以上占比', by: 'age', counts: ['6', '7', '8', '9'], says: '满六十岁的 ÷ 在册居民。', screens: ['wangge', 'fuwu'], list: { of: 'person' } },
  { id: 'pool.special-share', name: '特殊人群占比', by: 'special', counts: ['1'], says: '特殊人群 ÷ 在册居民。', screens: ['fuwu'], list: { of: 'person' } },
  { id: 'pool.party-covered', name: '党员网络覆盖率', by: 'party', counts: ['1'], says: '在网络里的 ÷ 党员和预备党员。', screens: ['dang'], list: { of: 'person', political: '01' }, target: { least: 95 } },
  { id: 'pool.contacted', name: '挂包联系覆盖率', by: 'contact', counts: ['1'], says: '有人联系的户 ÷ 在册的户。', screens: ['dang', 'fuwu'], list: { of: 'household' }, target: { least: 95 } },
]

const shares: readonly Indicator[] = SHARES.map(({ id, name, by, counts, says, screens, list, target }) => ({
  id, name, definition: `${PERSON_FIGURES[by].definition}${says}人数不足 10 人，或者只差不足 10 人就是全部的，不显示。`, unit: '%', ofUnit: list.of === 'household' ? '户' : '人',
  source: by === 'party' ? 'person、relation' : by === 'contact' ? 'household、relation' : 'person', screens, permission: 'person.read', ...(target ? { target } : {}), isPeople: true,
  measure: async (context, { actor, area, now }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countPersons(tx, { area, by, today: localDate(now) }))
    const sum = (rows: typeof counted): number => rows.reduce((total, { count }) => total + count, 0)
    const [part, of] = [sum(counted.filter(({ value }) => counts.includes(value))), sum(counted)]
    return { value: of === 0 ? null : Math.round((1000 * part) / of) / 10, of, part, list: addressOf({ ...list, area }) }
  },
}))

function addressOf(asked: Asked & { readonly area: string }): string {
  return `/registers?${new URLSearchParams(Object.entries(asked)).toString()}`
}

const lengths: readonly Indicator[] = FIGURES.map(({ list, target, ...figure }) => ({
  ...figure, ...(target ? { target } : {}), source: list.of, permission: list.of === 'person' || list.of === 'household' ? 'person.read' : 'pool.read', ...(list.of === 'person' ? { isPeople: true } : {}),
  measure: async (context, { actor, area }) => ({
    value: await context.db.transact(actor.scope, (tx) => registerLength(tx, { ...list, area }, MOST)),
    list: addressOf({ ...list, area }),
  }),
}))

/** The figures of the data pool: each is the length of a register, or a share of one. */
export const indicators: readonly Indicator[] = [...shares, ...lengths]
