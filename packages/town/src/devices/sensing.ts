import type { Sensing, TownDevice, TownElder } from '../device-types.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'
import { PRODUCTS } from './products.ts'
import { sitesOf } from './sites.ts'
import type { Site, Sites } from './sites.ts'

/** How many of each product, 10 000 in all besides 200 cameras, and where they stand. */
const COUNTS: readonly (readonly [productId: string, count: number, where: Exclude<keyof Sites, 'home'> | 'homes'])[] = [
  ['smoke', 4197, 'homes'], ['gas', 1300, 'homes'], ['water', 1100, 'homes'], ['door', 420, 'homes'], ['call', 360, 'homes'], ['bracelet', 160, 'homes'],
  ['electrical', 520, 'buildings'], ['lift', 220, 'lifts'], ['charger', 420, 'estates'], ['bin', 284, 'bins'], ['manhole', 560, 'covers'], ['hydrant', 160, 'hydrants'], ['flood', 30, 'gratings'],
  ['river', 6, 'river'], ['outfall', 8, 'river'], ['dust', 12, 'places'], ['car-park', 24, 'places'], ['fire-panel', 40, 'places'], ['gas-works', 40, 'places'], ['tank', 40, 'places'],
  ['visitors', 4, 'places'], ['counter', 92, 'places'], ['weather', 3, 'places'], ['camera', 200, 'estates'],
]

const ELDERS = 48
const SURNAMES = '王李张刘陈杨赵孙周吴徐马'
const GIVEN = ['桂兰', '秀英', '玉芬', '淑珍', '建国', '德明', '长林', '春梅', '凤英', '志远', '秀兰', '永福']

/** The devices of a street and the old people some of them look after; the same seed gives the same. */
export function buildSensing(street: Pick<Street, 'areas' | 'parts' | 'map'>, { seed = 'xuegong' }: { seed?: string } = {}): Sensing {
  const random = createRandom(`${seed}/sensing`)
  const sites = sitesOf(street)
  const elderHomes = Array.from({ length: ELDERS }, (_, index) => sites.home(random.fork(`elder-${index}`)))
  const devices = COUNTS.flatMap(([productId, count, where]) => put({ productId, count, random: random.fork(productId), site: siteBy({ productId, where, sites, elderHomes }) }))
  return { products: PRODUCTS, devices, elders: elderHomes.map((home, index) => elderOf(home, index, random.fork(`elder-${index}/who`))) }
}

/** What looks after old people stands in their homes first. */
const OF_ELDERS = ['call', 'water', 'door', 'bracelet']

function siteBy({ productId, where, sites, elderHomes }: { productId: string; where: (typeof COUNTS)[number][2]; sites: Sites; elderHomes: readonly Site[] }): (index: number, random: Random) => Site {
  if (where !== 'homes') return (_, random) => random.pick(sites[where])
  return (index, random) => (OF_ELDERS.includes(productId) ? elderHomes[index] : undefined) ?? sites.home(random)
}

function put({ productId, count, site, random }: { productId: string; count: number; site: (index: number, random: Random) => Site; random: Random }): TownDevice[] {
  const title = PRODUCTS.find(({ id }) => id === productId)?.name ?? productId
  return Array.from({ length: count }, (_, index): TownDevice => {
    const { areaPath, point, name, address, unitId } = site(index, random)
    return { id: deviceId(productId, index), productId, name: `${name}${title}`.slice(0, 60), areaPath, point, address, unitId }
  })
}

function deviceId(productId: string, index: number): string {
  return `${productId}-${String(index + 1).padStart(4, '0')}`
}

function elderOf({ areaPath, address }: Site, index: number, random: Random): TownElder {
  const surname = SURNAMES[random.int(0, SURNAMES.length - 1)] ?? '王'
  const phone = (place: number) => `1005${String(2_000_000 + index * 10 + place)}`
  return {
    key: `elder-${index + 1}`, name: `${random.pick([...SURNAMES])}${random.pick(GIVEN)}`, phone: phone(0), areaPath, room: (address ?? '').replace(/^.*号楼|^.*号(?=\d+单元)/u, ''),
    contacts: [
      { kind: 'family', name: `${surname}${random.pick(GIVEN)}`, phone: phone(1), relation: random.pick(['儿子', '女儿', '孙女']) },
      { kind: 'building-chief', name: `${random.pick([...SURNAMES])}楼长`, phone: phone(2), relation: null },
      { kind: 'neighbour', name: `${random.pick([...SURNAMES])}${random.pick(GIVEN)}`, phone: phone(3), relation: '对门' },
    ],
    devices: [
      { deviceId: deviceId('call', index), scope: 'call' }, { deviceId: deviceId('water', index), scope: 'water' }, { deviceId: deviceId('door', index), scope: 'door' },
      ...(index % 3 === 0 ? [{ deviceId: deviceId('bracelet', index), scope: 'bracelet' as const }] : []),
    ],
  }
}
