import type { Street } from './street.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import type { Building } from './people/houses.ts'
import { pickWeighted } from './people/weights.ts'
import type { Weighted } from './people/weights.ts'

/** An address as somebody might write it, with the door that is meant. */
export interface NoisyAddress {
  readonly text: string
  readonly buildingCode: string
  readonly unit: string
  readonly room: string
}

const NUMERALS = '零一二三四五六七八九'
const TRADITIONAL: Readonly<Record<string, string>> = { 号: '號', 楼: '樓', 单: '單', 栋: '棟', 区: '區', 园: '園', 东: '東', 层: '層', 临: '臨', 宫: '宮', 杨: '楊', 胜: '勝', 顺: '順', 孙: '孫', 桥: '橋', 银: '銀', 业: '業', 厂: '廠', 锦: '錦', 华: '華' }
const HOMOPHONES: Readonly<Record<string, string>> = { 桑: '桒', 家: '加', 胜: '盛', 辛: '新', 单: '丹', 高: '搞', 桓: '恒', 公: '宫', 顺: '舜', 雪: '薛', 晏: '宴', 婴: '英', 埃: '挨', 皋: '高', 园: '圆', 花: '华', 苑: '院', 林: '临', 杨: '扬', 孙: '孔', 商: '尚', 城: '成' }
const BEHIND: Weighted<string> = [['', 70], ['，王先生收', 6], ['（放门口）', 4], [' 灯不亮', 5], ['漏水', 5], ['门口有人堆东西', 4], ['，电话见备注', 3], ['住户反映', 3]]

/**
 * `count` addresses of doors of the street as people write them: with and without district, road and number, estates
 * shortened or with a wrong, missing or swapped character, traditional characters, full width, Chinese numerals, 栋/幢/#/-,
 * something said behind. Deterministic in the seed.
 */
export function* noisyAddresses({ areas }: Pick<Street, 'areas'>, { count, seed = 'noise' }: { count: number; seed?: string }): Generator<NoisyAddress> {
  const random = createRandom(seed)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const buildings = areas.filter((area): area is Building => area.level === 'building')
  for (let at = 0; at < count; at += 1) {
    const building = random.pick(buildings)
    const parent = byCode.get(building.parentCode ?? '')
    const community = areas.find(({ level, path }) => level === 'community' && building.path.startsWith(`${path}.`))?.name ?? ''
    const { attrs } = building
    const [unit, floor, door] = [random.int(1, attrs.units), random.int(1, attrs.floors), random.int(1, attrs.doorsPerFloor)]
    const room = `${floor}0${door}`
    const [, road = '', gate = '', number = ''] = /街道(.+?)(\d+)号(?:.*?(\d+)号楼|楼)$/u.exec(attrs.address) ?? []
    const estate = parent?.level === 'estate' ? parent.name : null
    const text = lead(random, community) + (estate === null ? road + gate : whereIn(random, { estate, road, gate })) + doorOf(random, { building: estate === null ? '' : number, unit: String(unit), room })
    yield { text: spoil(random, text) + pickWeighted(random, BEHIND), buildingCode: building.code, unit: String(unit), room }
  }
}

function lead(random: Random, community: string): string {
  return pickWeighted(random, [['', 36], ['临淄区雪宫街道', 20], ['雪宫街道', 10], ['淄博市临淄区', 6], ['山东省淄博市临淄区雪宫街道', 8], ['临淄', 4], [community, 8], [`雪宫街道${community}`, 8]])
}

function whereIn(random: Random, { estate, road, gate }: { estate: string; road: string; gate: string }): string {
  const said = pickWeighted(random, [[estate, 66], [shorten(estate), 14], [slip(random, estate), 20]])
  return random.chance(0.3) ? `${road}${gate}号${random.chance(0.85) ? said : ''}` : said
}

function shorten(estate: string): string {
  return estate.endsWith('生活区') ? estate.replace('生活区', '宿舍') : estate.replace('小区', '')
}

/** One character heard wrongly, left out or swapped with its neighbour. The number of a part (一区) is not touched. */
function slip(random: Random, estate: string): string {
  const core = estate.slice(0, 4)
  const heard = [...core].findIndex((char) => HOMOPHONES[char] !== undefined)
  if (heard >= 0 && random.chance(0.6)) return core.slice(0, heard) + (HOMOPHONES[core.charAt(heard)] ?? '') + estate.slice(heard + 1)
  if (random.chance(0.5)) return `${estate.slice(0, 1)}${estate.slice(2)}`
  return `${estate.charAt(1)}${estate.charAt(0)}${estate.slice(2)}`
}

/** Building, entrance and room; without a building the text before already names it. */
function doorOf(random: Random, { building, unit, room }: { building: string; unit: string; room: string }): string {
  const n = (number: string): string => (random.chance(0.18) ? chinese(number) : number)
  const which = pickWeighted(random, [['said', 62], ['strokes', 22], ['mixed', 16]] as const)
  if (which === 'strokes') return building === '' ? `号楼${unit}-${room}` : `${building}${random.pick(['-', '－', '/', '号楼-', '#-', ' '])}${unit}-${room}`
  const house = building === '' ? random.pick(['号楼', '号']) : `${n(building)}${pickWeighted(random, [['号楼', 56], ['栋', 14], ['幢', 8], ['#', 8], ['#楼', 6], ['号', 8]])}`
  if (which === 'mixed') return `${house}${unit}-${room}${random.pick(['', '室', '户'])}`
  const said = random.chance(0.1) ? [...room].map((digit) => NUMERALS[Number(digit)]).join('') : room
  return `${house}${random.pick(['', '', ' '])}${n(unit)}${pickWeighted(random, [['单元', 86], ['单', 8], ['门', 6]])}${random.pick(['', '', ' '])}${random.chance(0.1) ? `${Number(room) >= 1000 ? room.slice(0, 2) : room.slice(0, 1)}楼` : ''}${said}${pickWeighted(random, [['室', 60], ['', 30], ['户', 5], ['号', 5]])}`
}

function chinese(number: string): string {
  const value = Number(number)
  if (value < 10) return NUMERALS.charAt(value)
  if (value > 99) return number
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens === 1 ? '' : NUMERALS.charAt(tens)}十${ones === 0 ? '' : NUMERALS.charAt(ones)}`
}

function spoil(random: Random, text: string): string {
  const drawn = random.next()
  if (drawn < 0.06) return [...text].map((char) => TRADITIONAL[char] ?? char).join('')
  if (drawn < 0.1) return [...text].map((char) => (/[0-9]/u.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)).join('')
  return text
}

const TOWNS = ['临淄区稷下街道', '临淄区辛店街道', '张店区科苑街道', '淄博市张店区', '济南市历下区', '杭州市余杭区仓前街道', '青州市', '桓台县索镇', '北京市朝阳区', '上海市浦东新区', '博山区城东街道', '潍坊市奎文区'] as const
const OTHER_ESTATES = ['翡翠城', '阳光100', '丽景嘉园', '凤凰城小区', '黄金国际', '万达华府', '名尚国际', '恒大绿洲', '金石丽城', '盛世豪庭', '梧桐苑', '颐景园', '海棠湾', '紫荆名城', '春江花月', '碧桂园天玺'] as const
const OTHER_ROADS = ['柳泉路', '人民西路', '中润大道', '文一西路', '解放东路', '和平街', '联通路', '华光路', '潘南路', '共青团西路'] as const

/** Addresses that are not in the street: other towns (also with an estate called like one of ours), other roads and estates. */
export function* foreignAddresses({ areas }: Pick<Street, 'areas'>, { count, seed = 'foreign' }: { count: number; seed?: string }): Generator<string> {
  const random = createRandom(seed)
  const own = areas.filter(({ level }) => level === 'estate').map(({ name }) => name)
  for (let at = 0; at < count; at += 1) {
    const which = random.next()
    const place = which < 0.35 ? random.pick(TOWNS) + random.pick(own)
      : which < 0.6 ? `${random.pick(TOWNS)}${random.pick(OTHER_ROADS)}${random.int(1, 400)}号${random.pick(OTHER_ESTATES)}`
        : which < 0.8 ? `${random.pick(OTHER_ROADS)}${random.int(1, 400)}号${random.chance(0.5) ? random.pick(OTHER_ESTATES) : ''}` : random.pick(OTHER_ESTATES)
    yield place + doorOf(random, { building: String(random.int(1, 40)), unit: String(random.int(1, 5)), room: `${random.int(1, 18)}0${random.int(1, 3)}` })
  }
}
