import { PERSON_FIGURES } from '@yihu/contracts'
import type { CountSubject, RegisterQuery, Screen } from '@yihu/contracts'
import { localDate, permissionToRead, sumUp } from '@yihu/domain'
import type { Indicator, Measured, PeopleIndicator, PeopleRegister } from '../../kernel/indicator.ts'
import { sumsOf } from '../areas/index.ts'
import { countContacted, tallyBy, tallyPersons } from './repo-figures.ts'
import { registerByPlace, registerLength } from './sheet.ts'

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
  readonly subject?: CountSubject
}

const FIGURES: readonly RegisterFigure[] = [
  { id: 'pool.party-organisations', name: '党组织', definition: '数据池里在册的党组织，各级都算。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party' } },
  { id: 'pool.general-branches', name: '社区党总支', definition: '层级为社区党总支的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '2' } },
  { id: 'pool.branches', name: '网格党支部', definition: '层级为网格党支部的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '3' }, subject: 'party-branches' },
  { id: 'pool.groups', name: '楼栋党小组', definition: '层级为楼栋党小组的党组织。', unit: '个', screens: ['dang'], list: { of: 'organisation', kind: 'party', partyLevel: '4' } },
  { id: 'pool.alliance', name: '党建联盟单位', definition: '类别为联盟单位的在册单位。', unit: '家', screens: ['dang', 'shijian'], list: { of: 'organisation', kind: 'alliance' } },
  { id: 'pool.uncontacted', name: '没有人联系的户', definition: '六级挂包联系里还没有联系人的户。', unit: '户', screens: ['dang'], list: { of: 'household', uncontacted: 'true' }, target: { most: 0 } },
  { id: 'pool.shops', name: '商铺', definition: '类别为商铺的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'shop' }, subject: 'shops' },
  { id: 'pool.enterprises', name: '企业', definition: '类别为企业的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'enterprise' }, subject: 'enterprises' },
  { id: 'pool.nine-small', name: '九小场所', definition: '带“九小场所”标签的在册单位：小餐饮、小旅馆、小诊所、小学校、小娱乐场所等。', unit: '家', screens: ['jingji'], list: { of: 'organisation', tag: 'nine-small' } },
  { id: 'pool.food', name: '餐饮单位', definition: '带“餐饮”标签的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', tag: 'food' } },
  { id: 'pool.property-firms', name: '物业公司', definition: '类别为物业公司的在册单位。', unit: '家', screens: ['jingji'], list: { of: 'organisation', kind: 'property' } },
  { id: 'pool.households', name: '户', definition: '在册的户，家庭户和集体户都算。', unit: '户', screens: ['wangge'], list: { of: 'household' } },
]

/** More than any district has. */
const MOST = 5_000_000

const persons: PeopleRegister = { id: 'person', tally: (tx, now) => tallyPersons(tx, localDate(now)) }

/** What is counted of the people of the register; every figure of them is a count or a share of a wider one. */
interface PersonCount {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly screens: readonly Screen[]
  readonly what: PeopleIndicator['people']['what']
  readonly isShare?: true
  readonly list: Omit<Asked, 'of'>
  readonly target?: Indicator['target']
}

const HELD_BACK = '不足 10 人，或能推算出不足 10 人的，不显示；以前的数取整。'

const PERSONS: readonly PersonCount[] = [
  { id: 'pool.residents', name: '居民', definition: '在册居民，不分户籍。', screens: ['wangge'], what: ['all'], list: {} },
  { id: 'pool.floating', name: '流动人口', definition: '人口类别为流动人口的在册居民。', screens: ['wangge'], what: ['floating', 'all'], list: { residence: 'floating' } },
  { id: 'pool.members', name: '党员', definition: '政治面貌为中共党员的在册居民。', screens: ['dang'], what: ['members', 'all'], list: { political: '01' } },
  { id: 'pool.floating-share', name: '流动人口占比', definition: `${PERSON_FIGURES.residence.definition}流动人口 ÷ 在册居民。`, screens: ['fuwu'], what: ['floating', 'all'], isShare: true, list: {} },
  { id: 'pool.elder-share', name: '六十岁以上占比', definition: `${PERSON_FIGURES.age.definition}满六十岁的 ÷ 在册居民。`, screens: ['fuwu'], what: ['elder', 'all'], isShare: true, list: {} },
  { id: 'pool.special-share', name: '特殊人群占比', definition: `${PERSON_FIGURES.special.definition}特殊人群 ÷ 在册居民。`, screens: ['fuwu'], what: ['special', 'all'], isShare: true, list: {} },
  { id: 'pool.party-covered', name: '党员网络覆盖率', definition: '政治面貌为中共党员的在册居民中，在党组织名册里的：在名册里的 ÷ 党员。', screens: ['dang'], what: ['covered', 'members', 'all'], isShare: true, list: { political: '01' }, target: { least: 95 } },
]

const people: readonly Indicator[] = PERSONS.map(({ id, name, definition, screens, what, isShare = false, list, target }) => ({
  id, name, definition: `${definition}${HELD_BACK}`, unit: isShare ? '%' : '人', ofUnit: '人', source: id === 'pool.party-covered' ? 'person、relation' : 'person', screens, permission: 'person.read', ...(target ? { target } : {}),
  people: { register: persons, what, isShare, list: (area) => addressOf({ of: 'person', ...list, area }) },
}))

/** Households, which are doors and not persons: what is missing is told to the last one. */
const contacted: Indicator = {
  id: 'pool.contacted', name: '挂包联系覆盖率', definition: `${PERSON_FIGURES.contact.definition}有人联系的户 ÷ 在册的户。`, unit: '%', ofUnit: '户', source: 'household、relation', screens: ['dang'], permission: 'person.read', target: { least: 95 },
  measure: async (context, { actor, area }) => {
    const { all, contacted: part } = await context.db.transact(actor.scope, (tx) => countContacted(tx, area))
    return { ...shareOf(part, all), list: addressOf({ of: 'household', area }) }
  },
  everywhere: async ({ db }, { actor, now }) => {
    const rows = await db.transact(actor.scope, (tx) => tallyBy(tx, 'contact', localDate(now)))
    const [yes, no] = ['1', '0'].map((key) => sumUp(rows.map(({ path, counts }) => ({ path, count: counts[key] ?? 0 }))))
    return (area) => shareOf(yes?.(area) ?? 0, (yes?.(area) ?? 0) + (no?.(area) ?? 0))
  },
}

function shareOf(part: number, all: number): Pick<Measured, 'value' | 'of'> {
  return { value: all === 0 ? null : Math.round((1000 * part) / all) / 10, of: all }
}

function addressOf(asked: Asked & { readonly area: string }): string {
  return `/registers?${new URLSearchParams(Object.entries(asked)).toString()}`
}

const lengths: readonly Indicator[] = FIGURES.map(({ list, target, ...figure }) => ({
  ...figure, ...(target ? { target } : {}), source: list.of, permission: permissionToRead(list.of),
  measure: async (context, { actor, area }) => ({
    value: await context.db.transact(actor.scope, (tx) => registerLength(tx, { ...list, area }, MOST)),
    list: addressOf({ ...list, area }),
  }),
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, (tx) => registerByPlace(tx, list))),
}))

/** The figures of the data pool: each is the length of a register, or a share of one. */
export const indicators: readonly Indicator[] = [...people, contacted, ...lengths]
