import type { LonLat, Poi } from '../area-types.ts'
import type { OrganisationKind, TownOrganisation } from '../people-types.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'
import { pad } from '../staff/units.ts'
import type { GridSite } from './sites.ts'

type Credit = (office: '91' | '92' | '52' | '12') => string

/** Factories, committees and the alliance: totals that are met exactly (mission 1.1). */
export const ORGANISED = { factories: 40, renewalCommittees: 35, ownersCommittees: 28, alliance: 95 } as const

const FACTORY_WORDS = ['华辰', '鲁源', '齐鑫', '恒通', '宏达', '金岭', '瑞泰', '天齐', '稷丰', '博远', '中塑', '新材', '东岳', '泰和', '昊天', '凯诺', '正大', '永固', '清源', '科润'] as const
const FACTORY_TRADES = [['塑业', '塑料制品'], ['化工', '精细化工'], ['机械', '机械加工'], ['包装', '纸塑包装'], ['阀门', '阀门制造'], ['食品', '食品加工'], ['建材', '建筑材料'], ['纺织', '纺织'], ['环保科技', '环保设备'], ['电气', '电气设备']] as const
const ALLIANCE = [
  ['银行{}支行', '金融'], ['{}小学', '教育'], ['{}幼儿园', '教育'], ['{}医院', '医疗'], ['{}律师事务所', '法律服务'], ['{}商会', '商会'], ['{}物业服务公司', '物业'],
  ['{}电力服务站', '公用事业'], ['{}燃气服务站', '公用事业'], ['{}派出所', '公安'], ['{}消防救援站', '消防'], ['{}志愿服务队', '志愿服务'], ['{}养老服务中心', '养老'], ['{}建筑公司', '建筑'],
  ['{}超市', '商业'], ['{}快递网点', '物流'], ['{}社会工作站', '社会工作'], ['{}保险营业部', '金融'], ['{}税务所', '机关'],
] as const

/** The organisations that belong to the whole street; branches, groups and shops come with their grids. */
export function foundOrganisations({ street, sites, credit, random }: { street: Street; sites: readonly GridSite[]; credit: Credit; random: Random }): TownOrganisation[] {
  const root = street.areas.find(({ level }) => level === 'street')
  if (!root) throw new RangeError('organisations need a street')
  const communities = street.areas.filter(({ level }) => level === 'community')
  const committee = body('party-committee', { key: 'committee', name: `${root.name}党工委`, areaPath: root.path })
  return [
    committee,
    ...communities.map(({ code, name, path }) => body('general-branch', { key: `general-${code}`, name: `${name}党总支`, areaPath: path, parentKey: committee.key, serves: [code] })),
    ...factories(street.map.pois, { credit, random }, sites),
    ...propertyFirms(street, credit),
    ...committees(sites, random),
    ...alliance(sites, { credit, random }),
    ...street.map.pois.filter(({ kind }) => kind === 'school').map(({ id, name, address, point, areaPath }) =>
      body('school', { key: `school-${id}`, name, areaPath, address, point, business: '教育', creditCode: credit('12') })),
  ]
}

function body(kind: OrganisationKind, given: Partial<TownOrganisation> & Pick<TownOrganisation, 'key' | 'name' | 'areaPath'>): TownOrganisation {
  return { kind, creditCode: null, parentKey: null, address: null, point: null, business: null, operatorKey: null, serves: [], ...given }
}

/** Half in the two industrial parks, the others along the edges of the street. */
function factories(pois: readonly Poi[], { credit, random }: { credit: Credit; random: Random }, sites: readonly GridSite[]): TownOrganisation[] {
  const parks = pois.filter(({ kind }) => kind === 'factory')
  return Array.from({ length: ORGANISED.factories }, (_, at) => {
    const [word = '', [trade, business]] = [FACTORY_WORDS[at % FACTORY_WORDS.length], FACTORY_TRADES[(at * 7 + Math.floor(at / 20)) % FACTORY_TRADES.length] ?? FACTORY_TRADES[0]]
    const park = parks[at % Math.max(1, parks.length)]
    const place = park && at % 2 === 0 ? { areaPath: park.areaPath, point: nearby(park.point, random), address: `${park.address}${at / 2 + 1}号厂房` } : random.pick(sites).front(random)
    return body('enterprise', { key: `factory-${pad(at + 1, 2)}`, name: `${word}${trade}有限公司（示例）`, ...place, business, creditCode: credit('91') })
  })
}

function nearby([lon, lat]: LonLat, random: Random): LonLat {
  const shift = (): number => random.range(-0.0008, 0.0008)
  return [Math.round((lon + shift()) * 1e7) / 1e7, Math.round((lat + shift()) * 1e7) / 1e7]
}

function propertyFirms({ areas, units }: Street, credit: Credit): TownOrganisation[] {
  const estates = areas.filter((area) => area.level === 'estate')
  return units.filter(({ kind }) => kind === 'property').map(({ id, name, areaPath }) =>
    body('property-firm', { key: id, name, areaPath, business: '物业服务', creditCode: credit('91'), serves: estates.filter(({ attrs }) => attrs.propertyUnitId === id).map(({ code }) => code) }))
}

/** Renewal committees (自改委) in old estates, owners' committees in the others as far as they go. */
function committees(sites: readonly GridSite[], random: Random): TownOrganisation[] {
  const estates = random.shuffle(sites.flatMap(({ estate }) => estate ?? [])).toSorted((a, b) => a.attrs.yearBuilt - b.attrs.yearBuilt)
  const renewal = estates.slice(0, ORGANISED.renewalCommittees).map(({ code, name, path }) => body('renewal-committee', { key: `renewal-${code}`, name: `${name}自改委`, areaPath: path, serves: [code] }))
  const owners = estates.slice(-ORGANISED.ownersCommittees).map(({ code, name, path }) => body('owners-committee', { key: `owners-${code}`, name: `${name}业主委员会`, areaPath: path, serves: [code] }))
  return [...renewal, ...owners]
}

function alliance(sites: readonly GridSite[], { credit, random }: { credit: Credit; random: Random }): TownOrganisation[] {
  return Array.from({ length: ORGANISED.alliance }, (_, at) => {
    const [pattern, business] = ALLIANCE[at % ALLIANCE.length] ?? ALLIANCE[0]
    const { areaPath, address, point } = random.pick(sites).front(random)
    const word = FACTORY_WORDS[(at + Math.floor(at / ALLIANCE.length) * 3) % FACTORY_WORDS.length] ?? ''
    return body('alliance-unit', { key: `alliance-${pad(at + 1, 2)}`, name: `${pattern.replace('{}', word)}（示例）`, areaPath, address, point, business, creditCode: credit('12') })
  })
}
