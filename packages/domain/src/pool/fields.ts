import type { CodeTableName } from './codes.ts'

/** The registers of the pool. Parts (部件) and care objects have registers of their own. */
export const REGISTERS = { person: '居民', household: '户', house: '房屋', organisation: '单位和组织', vehicle: '车辆' } as const
export type Register = keyof typeof REGISTERS

/** One field of a register: what it holds and whether it is a person's own, hence encrypted and masked. */
export interface PoolField {
  readonly label: string
  readonly kind: 'text' | 'code' | 'day' | 'number' | 'whole' | 'phone' | 'identity' | 'credit-code' | 'plate'
  readonly table?: CodeTableName
  readonly max?: number
  /** Of a number: the least and the most that can be true. */
  readonly range?: readonly [number, number]
  readonly isNeeded?: true
  readonly isPersonal?: true
}

const code = (label: string, table: CodeTableName): PoolField => ({ label, kind: 'code', table })
const words = (label: string, max: number): PoolField => ({ label, kind: 'text', max })
const personal = (field: PoolField): PoolField => ({ ...field, isPersonal: true })
const needed = (field: PoolField): PoolField => ({ ...field, isNeeded: true })

/** What each register keeps. One table for forms, imports, exports, masks and tests. Religion and health are not kept. */
export const POOL_FIELDS = {
  person: {
    name: needed(personal(words('姓名', 60))), idType: code('证件类型', 'idType'), idNumber: personal({ label: '证件号码', kind: 'identity', max: 30 }),
    birth: personal({ label: '出生日期', kind: 'day' }), sex: code('性别', 'sex'), ethnicity: code('民族', 'ethnicity'), marital: code('婚姻状况', 'marital'),
    education: code('学历', 'education'), political: code('政治面貌', 'political'), residence: code('人口类别', 'residence'), occupation: code('职业', 'occupation'),
    phone: personal({ label: '联系电话', kind: 'phone', max: 30 }), domicile: personal(words('户籍地址', 120)), workplace: personal(words('服务处所', 80)), note: personal(words('备注', 300)),
  },
  household: { number: words('户号', 40), kind: code('户类别', 'householdKind') },
  house: {
    code: words('地址码', 60), unit: words('单元', 20), room: needed(words('室号', 20)), floor: { label: '楼层', kind: 'whole', range: [-20, 200] }, use: code('用途', 'houseUse'),
    squareMetres: { label: '建筑面积', kind: 'number', range: [0, 1_000_000] }, address: words('标准地址', 200),
  },
  organisation: {
    kind: needed(code('类别', 'organisationKind')), name: needed(words('名称', 120)), shortName: words('简称', 40), creditCode: { label: '统一社会信用代码', kind: 'credit-code', max: 30 },
    partyLevel: code('党组织层级', 'partyLevel'), industry: words('行业', 60), address: words('地址', 200), staff: { label: '人数', kind: 'whole', range: [0, 1_000_000] }, foundedOn: { label: '成立日期', kind: 'day' },
    contact: personal(words('联系人', 60)), phone: personal({ label: '联系电话', kind: 'phone', max: 30 }),
  },
  vehicle: { plate: needed(personal({ label: '号牌', kind: 'plate', max: 12 })), plateKind: code('号牌种类', 'plateKind'), brand: words('品牌型号', 60), colour: words('颜色', 20) },
} as const satisfies Readonly<Record<Register, Readonly<Record<string, PoolField>>>>

/** The fields of a register by name. */
export function fieldsOf(register: Register): Readonly<Record<string, PoolField>> {
  return POOL_FIELDS[register]
}

/** Where a value comes from. */
export const FACT_SOURCES = { visit: '网格走访', self: '本人申报', import: '表格导入', police: '公安共享', civil: '民政共享', party: '党组织名册', survey: '专项普查', hand: '手工标注', demo: '演示数据' } as const
export type FactSource = keyof typeof FACT_SOURCES

/** What a source is called; one that is not ours by its own word. */
export function sourceName(source: string): string {
  return Object.hasOwn(FACT_SOURCES, source) ? FACT_SOURCES[source as FactSource] : source // checked on the left
}

/** How far a value can be relied upon. */
export const FACT_STATES = { declared: '已登记', verified: '已核实', doubtful: '存疑' } as const
export type FactState = keyof typeof FACT_STATES
