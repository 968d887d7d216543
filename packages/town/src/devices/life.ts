import type { LonLat } from '../area-types.ts'
import type { Sensing, TownDevice } from '../device-types.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { usualReading } from './usual.ts'

/** Something that happens in the living street, so many minutes after it begins. */
export type Act = { readonly minute: number } & (
  | {
    readonly kind: 'say'
    readonly deviceId: string
    readonly values: Readonly<Record<string, number>>
    /** `trouble`: something is wrong there; `repeat`: sent three times; `clock-off`: dated years ahead; `broken`: cannot be read. */
    readonly how: 'plain' | 'trouble' | 'repeat' | 'clock-off' | 'broken'
  }
  | { readonly kind: 'report'; readonly id: string; readonly text: string; readonly point: LonLat }
  | { readonly kind: 'see'; readonly id: string; readonly deviceId: string; readonly label: string; readonly zone: string }
)

interface LifeOptions {
  readonly seed: string
  readonly minutes: number
  /** How many devices speak; those of every product are among them. */
  readonly speakers: number
  /** When the street begins to live, epoch milliseconds. */
  readonly from: number
}

const EVERY_MINUTES = 60
/** What says so more often, because its silence alone tells of something. */
const OFTEN: Readonly<Record<string, number>> = { 'car-park': 5 }

/** Trouble: which product, its values, how often it is said, minutes between. */
const TROUBLES: readonly (readonly [productId: string, values: Readonly<Record<string, number>>, times: number, every: number])[] = [
  ['flood', { depth: 38 }, 5, 5], ['smoke', { smoke: 1 }, 3, 1], ['bin', { fill: 97 }, 6, 8], ['call', { sos: 1 }, 1, 1], ['hydrant', { pressure: 0.01 }, 4, 8], ['gas', { lel: 22 }, 3, 1],
  ['bracelet', { fall: 1 }, 2, 2], ['charger', { temperature: 92, current: 8 }, 3, 2], ['fire-panel', { detectors: 1, manual: 1 }, 3, 2], ['lift', { bell: 1 }, 3, 1],
]
const SIGHTS: readonly (readonly [label: string, zone: string])[] = [['vehicle', 'fire-lane'], ['overflowing-bin', 'bin-site'], ['goods-outside', 'shop-front'], ['stall', 'sidewalk']]
const WORDS = ['楼下垃圾桶满了，味道很大', '路灯坏了两天了，晚上看不清路', '消防通道被车堵住了', '井盖松了，车一过就响', '烧烤摊占了人行道', '电梯一直有异响', '雨后路口积水过不去']

/**
 * What happens in a street, in order of time; the same seed gives the same. Besides ordinary readings there are meters
 * that fall silent halfway, trouble, clocks that are off, repeats, messages nobody can read, reports and sightings.
 */
export function planLife({ devices, products }: Pick<Sensing, 'devices' | 'products'>, { seed, minutes, speakers, from }: LifeOptions): Act[] {
  const random = createRandom(`${seed}/life`)
  const chosen = speakersOf(devices, speakers)
  const points = new Map(products.map((product) => [product.id, product.points.filter(({ period }) => period !== null).map(({ name }) => name)]))
  const acts = chosen.flatMap((device): Act[] => {
    const own = random.fork(device.id)
    const lasts = device.productId === 'water' && own.chance(0.1) ? minutes / 2 : minutes
    const every = OFTEN[device.productId] ?? EVERY_MINUTES
    const first = own.range(0, every)
    const count = Math.max(0, Math.ceil((lasts - first) / every))
    return Array.from({ length: count }, (_, n): Act => {
      const minute = first + n * every
      const values = Object.fromEntries((points.get(device.productId) ?? []).map((name) => [name, usualReading(device.productId, name, { at: from + minute * 60_000, random: own })]))
      return { minute, kind: 'say', deviceId: device.id, values, how: howOf(own) }
    })
  })
  return [...acts, ...rareActs(chosen, { random: random.fork('rare'), minutes, seed })].filter(({ minute }) => minute < minutes).toSorted((a, b) => a.minute - b.minute)
}

/** Devices of all products by turns, so that a few are of every kind. */
function speakersOf(devices: readonly TownDevice[], count: number): TownDevice[] {
  const groups = [...Map.groupBy(devices, ({ productId }) => productId).values()]
  const most = Math.max(0, ...groups.map((group) => group.length))
  return Array.from({ length: most }, (_, nth) => groups.flatMap((group) => group[nth] ?? [])).flat().slice(0, count)
}

function howOf(random: Random): Exclude<Extract<Act, { kind: 'say' }>['how'], 'trouble'> {
  const draw = random.next()
  if (draw < 0.01) return 'broken'
  if (draw < 0.02) return 'clock-off'
  return draw < 0.04 ? 'repeat' : 'plain'
}

function rareActs(chosen: readonly TownDevice[], { random, minutes, seed }: { random: Random; minutes: number; seed: string }): Act[] {
  const cameras = chosen.filter(({ productId }) => productId === 'camera')
  const rounds = Math.max(1, Math.round(minutes / 60))
  const troubles = Array.from({ length: rounds }, () => TROUBLES).flat().flatMap(([productId, values, times, every]): Act[] => {
    const some = chosen.filter((device) => device.productId === productId)
    if (some.length === 0) return []
    const { id: deviceId } = random.pick(some)
    const begin = random.range(0, Math.max(1, minutes * 0.6))
    return Array.from({ length: times }, (_, n): Act => ({ minute: begin + n * every, kind: 'say', deviceId, values, how: 'trouble' }))
  })
  const reports = Array.from({ length: rounds * 6 }, (_, n): Act => ({ minute: random.range(0, minutes), kind: 'report', id: `live-${seed}-${n}`, text: random.pick(WORDS), point: random.pick(chosen).point }))
  const sights = cameras.length === 0 ? [] : Array.from({ length: rounds * 8 }, (_, n): Act => {
    const [label, zone] = random.pick(SIGHTS)
    return { minute: random.range(0, minutes), kind: 'see', id: `live-${seed}-${n}`, deviceId: random.pick(cameras).id, label, zone }
  })
  return [...troubles, ...reports, ...sights]
}
