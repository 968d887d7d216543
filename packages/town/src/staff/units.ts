import type { Area } from '../area-types.ts'
import type { Unit } from '../staff-types.ts'
import type { Trade } from './duties.ts'

/** District departments and utilities by trade; `community`, `property` and `street` depend on the place. */
export const DEPARTMENTS: Readonly<Partial<Record<Trade, readonly [name: string, kind: 'department' | 'utility']>>> = {
  urban: ['区综合行政执法局', 'department'],
  housing: ['区住房和城乡建设局', 'department'],
  traffic: ['区公安局交警大队', 'department'],
  municipal: ['区市政工程服务中心', 'department'],
  sanitation: ['区环境卫生服务中心', 'department'],
  greening: ['区园林绿化服务中心', 'department'],
  ecology: ['生态环境分局', 'department'],
  market: ['区市场监督管理局', 'department'],
  fire: ['区消防救援大队', 'department'],
  'human-resources': ['区人力资源和社会保障局', 'department'],
  'civil-affairs': ['区民政局', 'department'],
  health: ['区卫生健康局', 'department'],
  education: ['区教育和体育局', 'department'],
  'natural-resources': ['自然资源分局', 'department'],
  transport: ['区交通运输局', 'department'],
  police: ['区公安分局', 'department'],
  water: ['供水公司', 'utility'],
  power: ['供电公司', 'utility'],
  heat: ['供热公司', 'utility'],
  gas: ['燃气公司', 'utility'],
  telecom: ['通信运营商联合服务站', 'utility'],
}

/** The street itself and its 一室两中心. */
export const DESKS: readonly (readonly [id: string, name: string])[] = [
  ['street', '雪宫街道办事处'],
  ['office-linkage', '多元联动办公室'],
  ['office-command', '综合指挥中心'],
  ['office-mediation', '综合治调中心'],
]

/** Twelve invented property firms; the number is the one in `property-01`. */
const PROPERTY_FIRMS: readonly string[] = [
  '安和物业', '邻里家物业', '惠民物业', '顺心物业', '桑梓物业', '同辉物业', '康居物业', '锦程物业', '华庭物业', '名仕物业', '嘉园物业', '新苑物业',
]

/** The unit that stands for a trade. @throws RangeError for trades that depend on the place. */
export function departmentOf(trade: Trade): string {
  if (!(trade in DEPARTMENTS)) throw new RangeError(`${trade} is not one department`)
  return `dept-${trade}`
}

/** All organisations of the demo street. */
export function buildUnits(areas: readonly Area[]): Unit[] {
  const street = areas.find((a) => a.level === 'street')
  const district = areas.find((a) => a.level === 'district')
  if (!street || !district) throw new RangeError('units need a street in a district')
  const communities = areas.filter((a) => a.level === 'community')
  return [
    ...DESKS.map(([id, name]): Unit => ({ id, name, kind: 'street-office', areaPath: street.path })),
    ...communities.map((c, i): Unit => ({ id: communityUnit(i + 1), name: c.name, kind: 'community', areaPath: c.path })),
    ...Object.entries(DEPARTMENTS).map(([trade, [name, kind]]): Unit => ({ id: `dept-${trade}`, name, kind, areaPath: district.path })),
    ...PROPERTY_FIRMS.map((name, i): Unit => ({ id: `property-${pad(i + 1, 2)}`, name, kind: 'property', areaPath: street.path })),
    { id: 'enterprise-01', name: '华辰塑业有限公司（示例）', kind: 'enterprise', areaPath: street.path },
  ]
}

/** Unit id of the n-th community. */
export function communityUnit(serial: number): string {
  return `community-${pad(serial, 2)}`
}

/** Number with leading zeros. */
export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
