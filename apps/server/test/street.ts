import type { Role } from '@yihu/contracts'
import type { Context } from '../src/kernel/context.ts'
import { systemScope } from '../src/kernel/db/index.ts'
import { importTown } from '../src/platform/areas/index.ts'
import { issueForAreas } from '../src/platform/codes/index.ts'
import { importRules } from '../src/platform/duty/index.ts'
import { upsertUnits, upsertUser } from '../src/platform/identity/index.ts'

const STREET = 'd370305.s002'

/** A rectangle of the small street's map, in thousandths of a degree from its south-west corner. */
export function square(west: number, south: number, east: number, north: number) {
  const at = (x: number, y: number): [number, number] => [118.3 + x / 1000, 36.81 + y / 1000]
  return {
    polygon: { type: 'Polygon' as const, coordinates: [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]] },
    point: at((west + east) / 2, (south + north) / 2),
  }
}

/** Two communities, three grids, one estate with two buildings; 10 × 10 thousandths of a degree. */
export const SMALL_STREET: Parameters<typeof importTown>[1] = [
  { code: '370305', level: 'district', parentCode: null, name: '临淄区', path: 'd370305', ...square(-5, -5, 15, 15), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002', level: 'street', parentCode: '370305', name: '雪宫街道', path: STREET, ...square(0, 0, 10, 10), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002001', level: 'community', parentCode: '370305002', name: '桑家社区', path: `${STREET}.c01`, ...square(0, 0, 6, 10), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002002', level: 'community', parentCode: '370305002', name: '胜辛社区', path: `${STREET}.c02`, ...square(6, 0, 10, 10), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002001001', level: 'grid', parentCode: '370305002001', name: '桑家社区第1网格', path: `${STREET}.c01.g001`, ...square(0, 0, 6, 5), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002001002', level: 'grid', parentCode: '370305002001', name: '桑家社区第2网格', path: `${STREET}.c01.g002`, ...square(0, 5, 6, 10), validFrom: '2020-01-01', attrs: {} },
  { code: '370305002002001', level: 'grid', parentCode: '370305002002', name: '胜辛社区第1网格', path: `${STREET}.c02.g003`, ...square(6, 0, 10, 10), validFrom: '2020-01-01', attrs: {} },
  { code: '37030500200100101', level: 'estate', parentCode: '370305002001001', name: '桑家小区', path: `${STREET}.c01.g001.e01`, ...square(1, 1, 5, 4), validFrom: '2020-01-01', attrs: { propertyUnitId: 'property-01', address: '临淄区雪宫街道桓公路31号桑家小区' } },
  { code: '37030500200100101001', level: 'building', parentCode: '37030500200100101', name: '12号楼', path: `${STREET}.c01.g001.e01.b012`, ...square(1.5, 1.5, 2.5, 2), validFrom: '2020-01-01', attrs: { address: '临淄区雪宫街道桓公路31号桑家小区12号楼' } },
  { code: '37030500200100101002', level: 'building', parentCode: '37030500200100101', name: '13号楼', path: `${STREET}.c01.g001.e01.b013`, ...square(3, 1.5, 4, 2), validFrom: '2020-01-01', attrs: { address: '临淄区雪宫街道桓公路31号桑家小区13号楼' } },
]

/** A point inside building 12 of 桑家小区, WGS-84. */
export const AT_BUILDING_12 = { lon: 118.302, lat: 36.81175 }
/** A point in 胜辛社区. */
export const IN_SHENGXIN = { lon: 118.308, lat: 36.815 }

/** The tile of a zoom that holds a point. */
export function tileOf({ lon, lat }: { lon: number; lat: number }, z: number): string {
  const across = 2 ** z
  const [x, y] = [((lon + 180) / 360) * across, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across]
  return `${z}/${Math.floor(x)}/${Math.floor(y)}`
}

const UNITS = [
  { id: 'office-command', name: '综合指挥中心', kind: 'street-office', areaPath: STREET },
  { id: 'community-01', name: '桑家社区', kind: 'community', areaPath: `${STREET}.c01` },
  { id: 'community-02', name: '胜辛社区', kind: 'community', areaPath: `${STREET}.c02` },
  { id: 'dept-urban', name: '区综合行政执法局', kind: 'department', areaPath: STREET },
  { id: 'dept-sanitation', name: '区环卫中心', kind: 'department', areaPath: STREET },
  { id: 'property-01', name: '桑家物业', kind: 'property', areaPath: `${STREET}.c01` },
]

const PEOPLE: readonly (readonly [username: string, name: string, role: Role, area: string, unit: string])[] = [
  ['admin', '安管理', 'admin', STREET, 'office-command'],
  ['auditor', '申审计', 'auditor', STREET, 'office-command'],
  ['security', '保安全', 'security', STREET, 'office-command'],
  ['duty', '汤值班', 'duty-chief', STREET, 'office-command'],
  ['duty2', '于值班', 'duty-chief', STREET, 'office-command'],
  ['accept', '苏受理', 'acceptor', STREET, 'office-command'],
  ['dispatch', '裴派遣', 'dispatcher', STREET, 'office-command'],
  ['community01', '桑书记', 'community', `${STREET}.c01`, 'community-01'],
  ['community02', '辛书记', 'community', `${STREET}.c02`, 'community-02'],
  ['grid001', '高网格', 'grid-worker', `${STREET}.c01.g001`, 'community-01'],
  ['grid003', '李网格', 'grid-worker', `${STREET}.c02.g003`, 'community-02'],
  ['urban', '王执法', 'department', STREET, 'dept-urban'],
  ['sanitation', '郑环卫', 'department', STREET, 'dept-sanitation'],
  ['property01', '冯物业', 'property', `${STREET}.c01`, 'property-01'],
]

/** Loads the small street: areas, codes, units, people (password of the demo) and rules. */
export async function loadSmallStreet(context: Context): Promise<void> {
  await context.db.transact(systemScope, (tx) => importTown(tx, SMALL_STREET))
  await issueForAreas(context, context.clock.now())
  await context.db.transact(systemScope, async (tx) => {
    await upsertUnits(tx, UNITS)
    for (const [username, name, role, area, unit] of PEOPLE) {
      await upsertUser(tx, { at: context.clock.now(), username, name, roles: [role], areas: [area], units: [unit], password: { demo: true } })
    }
    await importRules(tx, [
      { id: 'default', classPrefix: '', areaPath: STREET, hours: 'always', target: { kind: 'communityOf' }, role: 'community', priority: 0, isAuto: false, note: '没有专门规则的事项先到社区' },
      { id: 'urban', classPrefix: 'S05', areaPath: STREET, hours: 'always', target: { kind: 'unit', unitId: 'dept-urban' }, role: 'department', priority: 10, isAuto: false, note: '街面秩序归综合行政执法' },
      { id: 'waste', classPrefix: 'S0102', areaPath: STREET, hours: 'always', target: { kind: 'unit', unitId: 'dept-sanitation' }, role: 'department', priority: 10, isAuto: true, note: '暴露垃圾归环卫' },
    ])
  })
}
