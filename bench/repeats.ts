import { knownEstates, matterPrint, radiusOf } from '../packages/domain/src/index.ts'
import type { Matter } from '../packages/domain/src/index.ts'
import { buildStreet, buildTown, createRandom, openTroubles } from '../packages/town/src/index.ts'
import type { CaseScript, Saying } from '../packages/town/src/index.ts'

/** A generated report and which matter it truly is about. */
export interface Told extends Matter {
  readonly truth: string
  readonly text: string
}

/** The class of a text, given the one its matter truly has. */
type ClassOf = (text: string, truth: string) => string | null
type Random = ReturnType<typeof createRandom>

const METRES_A_DEGREE = 111_320
const DAY_MS = 86_400_000
const APART_METRES = 400
/** A telephone in the hand shows its place within this. */
const SLIP_METRES = 15
/** In a wider circle the building next door speaks of the same thing. */
const WIDEST_APART = 50
const BEGIN = Date.parse('2026-08-01T00:00:00+08:00')
const SWAPS: readonly (readonly [string, string])[] = [['垃圾', '脏东西'], ['没人', '一直没有人'], ['路灯', '灯'], ['太大', '很大'], ['希望', '请'], ['反映', '投诉'], ['居民', '住户'], ['楼下', '下面'], ['晚上', '夜里'], ['坏了', '不能用了']]
const OPENINGS = ['你好，', '我要投诉，', '再说一次，', '邻居们都说：', '']
const ENDINGS = ['麻烦管一管。', '已经打过电话了。', '什么时候有人来？', '']

/** The estates of the demo street, as its server knows them. */
export const ESTATES = knownEstates(buildStreet().areas.flatMap(({ level, name }) => (level === 'estate' ? [name] : [])))

/** The demo street's reports of a year. */
export function townCases(): CaseScript[] {
  return buildTown({ asOf: '2026-11-20T10:00:00+08:00' }).cases.filter(({ childOf }) => !childOf)
}

/**
 * Matters of the demo street, two of one class at least 400 m apart, each told again within ten days: with slips of the
 * pen, turned around, by others in their own words through other channels. Between them what is hard: the same words
 * about another place, about the building next door (classes with a circle up to 50 m), another matter at the very
 * place. Three in ten have no place on the map. Each report gets the class it is asked for.
 */
export function generateRepeats(classOf: ClassOf, { matters, seed }: { matters: number; seed: string }): Told[] {
  const random = createRandom(seed)
  const troubles = openTroubles(`${seed}/troubles`)
  const taken: Saying[] = []
  const told: Told[] = []
  const isAlone = (saying: Saying): boolean => taken.every((other) => other.classCode !== saying.classCode || metresBetween(other.point, saying.point) > APART_METRES)
  const say = (truth: string, saying: Saying, { at, text = `${saying.title}\n${saying.text}`, isPlaced }: { at: number; text?: string; isPlaced: boolean }): void => {
    const point = isPlaced ? moved(saying.point, random.range(0, SLIP_METRES), random.range(0, 6.28)) : null
    told.push({ id: `r${String(told.length).padStart(5, '0')}`, truth, text, classCode: classOf(text, saying.classCode), point, at, by: null, print: matterPrint(text, ESTATES) })
  }
  for (let count = 0; count < matters;) {
    const trouble = troubles.next()
    const first = trouble.tell()
    if (!isAlone(first)) continue
    taken.push(first)
    count += 1
    const [truth, at, said] = [`m${count}`, BEGIN + random.range(0, 60 * DAY_MS), `${first.title}\n${first.text}`]
    const later = () => ({ at: at + random.range(0, 10 * DAY_MS), isPlaced: random.chance(0.7) })
    say(truth, first, { at, isPlaced: true })
    if (random.chance(0.6)) say(truth, first, { ...later(), text: slipped(said, random) })
    const again = later()
    // Without a place on the map and without the clause that names it nobody could tell where it is.
    if (random.chance(0.6)) say(truth, first, { ...again, text: turned(said, random, { keep: again.isPlaced ? 0.85 : 1 }) })
    if (random.chance(0.7)) say(truth, trouble.tell(), later())
    const elsewhere = trouble.elsewhere()
    if (random.chance(0.5) && isAlone(elsewhere)) {
      taken.push(elsewhere)
      say(`${truth} elsewhere`, elsewhere, later())
    }
    const nextDoor = radiusOf(trouble.classCode) <= WIDEST_APART && random.chance(0.5) ? trouble.nextDoor() : null
    if (nextDoor) say(`${truth} next door`, nextDoor, later())
    const besides = trouble.besides()
    if (random.chance(0.5) && isAlone(besides)) {
      taken.push(besides)
      say(`${truth} besides`, besides, later())
    }
  }
  return told
}

function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  return Math.hypot((a.lat - b.lat) * METRES_A_DEGREE, (a.lon - b.lon) * METRES_A_DEGREE * Math.cos((a.lat * Math.PI) / 180))
}

function moved({ lon, lat }: { lon: number; lat: number }, metres: number, angle: number) {
  return { lon: lon + (metres * Math.cos(angle)) / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)), lat: lat + (metres * Math.sin(angle)) / METRES_A_DEGREE }
}

/** One character in twenty lost, doubled or exchanged with the next. */
function slipped(text: string, random: Random): string {
  let out = ''
  for (let at = 0; at < text.length; at += 1) {
    const [one, chance] = [text[at] ?? '', random.next()]
    if (chance < 0.017) continue
    if (chance < 0.034) out += one + one
    else if (chance < 0.05 && at + 1 < text.length) out += `${text[(at += 1)] ?? ''}${one}`
    else out += one
  }
  return out
}

/** Clauses in another order, other openings and words, one clause in seven left out where there is a place. */
function turned(text: string, random: Random, { keep }: { keep: number }): string {
  const clauses = random.shuffle(text.split(/[，。！？\n]/u).filter((clause) => clause !== '')).filter(() => random.chance(keep))
  return SWAPS.reduce((said, [from, to]) => (random.chance(0.5) ? said.replaceAll(from, to) : said), `${random.pick(OPENINGS)}${clauses.join('，')}。${random.pick(ENDINGS)}`)
}
