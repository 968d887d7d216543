import { REGISTERS } from './fields.ts'

/** What is judged: the registers and the parts (部件). */
export const JUDGED = { ...REGISTERS, part: '部件' } as const
export type Judged = keyof typeof JUDGED

const OF_PEOPLE: readonly Judged[] = ['person', 'household', 'vehicle']

/** What somebody needs to read a register or a figure of it: more where it tells of people. */
export function permissionToRead(judged: Judged): 'person.read' | 'pool.read' {
  return OF_PEOPLE.includes(judged) ? 'person.read' : 'pool.read'
}

/** What records of a register are looked at for. */
export interface QualityRule {
  /** After so many days nobody relies on a record that was not looked at since. */
  readonly freshDays: number
  /** What a record should say, by code. */
  readonly needed: Readonly<Record<string, string>>
  /** What cannot be right beside something else, by code. */
  readonly conflicts: Readonly<Record<string, string>>
}

const DOUBTFUL = { doubtful: '有一项标为存疑' } as const

/** One table for the score, the work list, its words and the queries. */
export const QUALITY_RULES = {
  person: {
    freshDays: 365,
    needed: { idNumber: '证件号码', birth: '出生日期', sex: '性别', ethnicity: '民族', residence: '人口类别', phone: '联系电话（满 18 岁）', home: '住处' },
    conflicts: { twice: '同时在两户或两处住处', twin: '同名、同年月出生，可能登记了两次', ...DOUBTFUL },
  },
  household: { freshDays: 365, needed: { house: '住在哪套房屋', head: '户主' }, conflicts: { heads: '不止一个户主', empty: '户里没有人', ...DOUBTFUL } },
  house: { freshDays: 730, needed: { use: '用途', address: '标准地址' }, conflicts: { lived: '登记为空置，却有人住', unlived: '登记为自住或出租，却没有住户', ...DOUBTFUL } },
  organisation: {
    freshDays: 365,
    needed: { creditCode: '统一社会信用代码（企业、商铺、物业）', address: '地址', phone: '联系电话（企业、商铺、物业）' },
    conflicts: { code: '统一社会信用代码与另一家相同', legal: '不止一个法定代表人', ...DOUBTFUL },
  },
  vehicle: { freshDays: 730, needed: { plateKind: '号牌种类', owner: '车主或使用人' }, conflicts: { plate: '号牌登记了两次', ...DOUBTFUL } },
  part: {
    freshDays: 730,
    needed: { unit: '养护单位', grid: '所在网格' },
    conflicts: { class: '标识码里的类别与登记的类别不同', district: '标识码里的区划与所在的地方不同', spot: '同一个位置还登记着同类的部件' },
  },
} as const satisfies Readonly<Record<Judged, QualityRule>>

/** The rule of a register, with its widest type. */
export function qualityRule(register: Judged): QualityRule {
  return QUALITY_RULES[register]
}

/** Of a hundred points so many are for each. */
export const QUALITY_WEIGHTS = { complete: 40, fresh: 30, agree: 30 } as const

/** How the weights are named and what each of them asks. */
export const QUALITY_WORDS = {
  complete: { name: '完整', asks: '该有的项目都有。缺的项目核实过确实没有的，也算完整。' },
  fresh: { name: '新鲜', asks: '在期限内登记、改过或核实过。' },
  agree: { name: '一致', asks: '与别的登记没有矛盾，没有存疑的项目。核实过属实的，不再算矛盾。' },
} as const satisfies Readonly<Record<keyof typeof QUALITY_WEIGHTS, { name: string; asks: string }>>

/** Why a record is on the work list. */
export const CHECK_REASONS = { missing: '缺项', stale: '久未核对', conflict: '有矛盾' } as const
export type CheckReason = keyof typeof CHECK_REASONS

/** How many records there are, and of how many something is to be checked. */
export interface QualityTally {
  readonly total: number
  readonly missing: number
  readonly stale: number
  readonly conflict: number
}

/** 0 … 100 to one decimal: each weight times the share of records that pass; null: there are no records. */
export function qualityScore({ total, missing, stale, conflict }: QualityTally): number | null {
  if (total === 0) return null
  const { complete, fresh, agree } = QUALITY_WEIGHTS
  const points = complete * (total - missing) + fresh * (total - stale) + agree * (total - conflict)
  return Math.round((10 * points) / total) / 10
}
