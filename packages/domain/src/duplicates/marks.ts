import { normaliseText } from '../text/similarity.ts'

/** Words that tell places apart, by what they name; from a text as `normaliseText` leaves it. Roads and estates stand with the character before what was read as their name. */
export interface Marks {
  readonly road: readonly string[]
  readonly estate: readonly string[]
  readonly building: readonly string[]
  readonly plot: readonly string[]
  readonly phase: readonly string[]
  readonly area: readonly string[]
  readonly line: readonly string[]
}
type MarkKind = keyof Marks
const KINDS: readonly MarkKind[] = ['road', 'estate', 'building', 'plot', 'phase', 'area', 'line']

const KIND_OF: Readonly<Record<string, MarkKind>> = {
  号楼: 'building', 栋: 'building', 幢: 'building', 座: 'building', 号院: 'plot', 号: 'plot', 期: 'phase', 区: 'area', 县: 'area', 号线: 'line', 国道: 'line', 省道: 'line',
}
/** A number with what it counts. 「8月3号」 and 「3号上午」 are days; 「12楼」 is a floor. */
const NUMBERED = /(?<![\d月a-z])([a-z]?[\d十百]+|[a-z])(号楼|号院|号线|国道|省道|号(?!码|上午|下午|晚|早|中午|开始|到|至|那天|左右|文|房)|栋|幢|座(?!位)|期(?!间|限|待)|区|县)/gu
/** A name is told by its last two characters before what it is: 晏婴路, 晏婴1巷. */
const ROAD = /(?:[\p{Script=Han}\d][\p{Script=Han}\d])(?:大道|路(?![口线灯面边上过人由程况牌段])|街(?!道(?!路)|边|坊)|巷(?!子|口))/gu
const NO_ROAD = /[马道走线铁水电出一条段修铺大小这该过在的沿高回思网门后前堵让占几辆挡拦抢]路$|[速省国乡的]公路$|断头路$|[大上沿逛这条过]街$|[小这条]巷$/u
const ESTATE = /(?:[\p{Script=Han}\d][\p{Script=Han}\d])(?:小区|花园|花苑|新城|新村|新居|生活区|家园|嘉园|御园|馨园|丽园|庄园|杰座|华庭|豪庭|名城|公寓|宿舍|广场|公园|名邸|华府|苑|村(?!民|里|委|镇|干|支|组|口))/gu
const NO_ESTATE = /(?:旧|边|何|近|多|某|本|个|们|该|的|在|我|住|进|出|整|老|这|区|各|回|到|去|来|和|与|及|同|向|户)(?:小区|村)$|[农乡全]村$|幼儿|居民/u
/** What no name holds: little words, and what is done to an estate rather than its name. */
const NO_NAME = /[的了是对把被让给而但也都就又还很不没已要该此这那某我你他们每个啊呢吗吧着找乱脏请因]|^(?:污染|影响|破坏|占用|建设|环境|城镇|物业|业主|改造|居住|居民|扰乱|规范|封闭|开放|管理|维护|保障|安置|职工|员工|学生|教师|集体)/u
/** Doors, floors and sides within a building say little about which matter it is. */
const WITHIN = /[\d十]+(?:单元|室|楼(?!梯|道|下|上|顶|板|盘)|号房|米)/gu

/** The places a text names, and what else it says. */
export interface Placed {
  readonly marks: Marks
  /** The text without its places. */
  readonly matter: string
}

/** Names of estates that the street knows, for `placesIn`. */
export type KnownEstates = RegExp

/** Prepares names of estates; null without any. */
export function knownEstates(names: Iterable<string>): KnownEstates | null {
  const known = [...new Set([...names].map(normaliseText))].filter((name) => name.length >= SHORTEST_NAME).toSorted((a, b) => b.length - a.length)
  return known.length === 0 ? null : new RegExp(known.map((name) => name.replaceAll(/[^\p{L}\p{N}]/gu, '')).join('|'), 'gu')
}
const SHORTEST_NAME = 3
/** People say at the beginning where it is; far down a long letter they speak of other places too. */
const NAMED_WITHIN = 120

/**
 * Reads the places out of a text: estates the street knows, else whatever is named like one, roads, and what is numbered.
 * What is numbered without a digit counts only for buildings (b栋).
 */
export function placesIn(normal: string, estates: KnownEstates | null = null): Placed {
  const marks: Record<MarkKind, string[]> = { road: [], estate: [], building: [], plot: [], phase: [], area: [], line: [] }
  const take = (kind: MarkKind, mark: string, at: number): string => {
    const isSame = isName(kind) ? isSameName : isEqual
    if (at < NAMED_WITHIN && !marks[kind].some((other) => isSame(mark, other))) marks[kind].push(mark)
    return ' '
  }
  const matter = (estates ? normal.replace(estates, (name, at: number) => take('estate', ` ${name}`, at)) : normal)
    .replace(NUMBERED, (whole, number: string, unit: string, at: number) => {
      const kind = KIND_OF[unit]
      return kind === undefined || (!/[\d十百]/u.test(number) && kind !== 'building') ? whole : take(kind, digitsOf(number), at)
    })
    .replace(ROAD, (name, at: number, text: string) => (NO_ROAD.test(name) || NO_NAME.test(name) ? name : take('road', spelt(name, at, text), at)))
    .replace(ESTATE, (name, at: number, text: string) => (NO_ESTATE.test(name) || NO_NAME.test(name) ? name : take('estate', spelt(name, at, text), at)))
    .replace(WITHIN, ' ')
  return { marks, matter }
}

/** A name with the character before it; a blank where there is none. */
function spelt(name: string, at: number, text: string): string {
  return `${text[at - 1] ?? ' '}${name}`
}

/** 十2 is 12, 2十 is 20, 2十3 is 23. */
function digitsOf(number: string): string {
  return number.replaceAll(/(\d?)十(\d?)/gu, (_, tens: string, ones: string) => `${tens || '1'}${ones || '0'}`)
}

/** Of a crossing two roads are named; more are a story, not a place. */
const MOST_OF_CROSSING = 2

/** A normalised text with its places. */
interface Said {
  readonly text: string
  readonly marks: Marks
}

/** How the places of two texts agree: kinds with one in common, kinds where both name some and none is common. */
export function compareMarks(a: Said, b: Said): { readonly agreed: readonly MarkKind[]; readonly apart: readonly MarkKind[] } {
  const agreed: MarkKind[] = []
  const apart: MarkKind[] = []
  for (const kind of KINDS) {
    const [some, others] = [a.marks[kind], b.marks[kind]]
    if (some.length === 0 || others.length === 0) continue
    const isCorner = kind === 'road' && some.length <= MOST_OF_CROSSING && others.length <= MOST_OF_CROSSING
    const isSame = isName(kind) ? isSameName : isEqual
    const isShared = isCorner ? isWithin(some, others) || isWithin(others, some) : some.some((one) => others.some((other) => isSame(one, other)))
    if (isShared || (kind === 'estate' && (isSaid(some, b.text) || isSaid(others, a.text)))) agreed.push(kind)
    else apart.push(kind)
  }
  return { agreed, apart }
}

/** Whether both name the same two roads. */
export function isSameCrossing(a: readonly string[], b: readonly string[]): boolean {
  return a.length === MOST_OF_CROSSING && b.length === MOST_OF_CROSSING && isWithin(a, b)
}

/** Roads and estates have names, all else has numbers. */
function isName(kind: MarkKind): boolean {
  return kind === 'road' || kind === 'estate'
}

function isWithin(some: readonly string[], others: readonly string[]): boolean {
  return some.every((one) => others.some((other) => isSameName(one, other)))
}

/** Two names are one where both end alike behind their first character, or where one is the other with a character left out (泉水湖村, 泉水村). */
function isSameName(one: string, other: string): boolean {
  if (one === other) return true
  if (one.charCodeAt(one.length - 1) !== other.charCodeAt(other.length - 1)) return false
  return (one.length === other.length && one.endsWith(other.slice(1))) || isLeftOut(one, other) || isLeftOut(other, one)
}

/** Whether a text says the name of an estate without calling it one: 「海外滩2期」 of 海外滩小区. */
function isSaid(names: readonly string[], text: string): boolean {
  return names.some((name) => name.endsWith('小区') && text.includes(name.slice(0, -2).trimStart()))
}

/** Whether the characters of a name behind its first stand in the same order in the other; both end alike. */
function isLeftOut(name: string, longer: string): boolean {
  let at = 1
  for (let along = 0; along < longer.length && at < name.length; along += 1) if (longer.charCodeAt(along) === name.charCodeAt(at)) at += 1
  return at === name.length
}

function isEqual(one: string, other: string): boolean {
  return one === other
}

/** Words under which a report is found by its place: the houses it names, and its class on a road or in an estate. */
export function placeKeys({ road, estate, building, plot }: Marks, classCode: string | null): string[] {
  const names = [...road, ...estate].map((name) => name.slice(1))
  const houses = [...building, ...plot].slice(0, MOST_OF_CROSSING)
  return names.slice(0, MOST_OF_CROSSING).flatMap((name) => [...houses.map((house) => `${name}${house}`), ...(classCode === null ? [] : [`${name} ${classCode}`])])
}
