import { printOf } from '../packages/domain/src/index.ts'
import type { Matter } from '../packages/domain/src/index.ts'
import { buildTown } from '../packages/town/src/index.ts'
import type { CaseScript } from '../packages/town/src/index.ts'

/** A generated report and which matter it truly is about. */
export interface Told extends Matter {
  readonly truth: string
  readonly text: string
}

/** The class of a text, given the one its matter truly has. */
type ClassOf = (text: string, truth: string) => string | null

const METRES_A_DEGREE = 111_320
const DAY_MS = 86_400_000
const APART_METRES = 400
const SWAPS: readonly (readonly [string, string])[] = [['垃圾', '脏东西'], ['没人', '一直没有人'], ['路灯', '灯'], ['太大', '很大'], ['希望', '请'], ['反映', '投诉'], ['居民', '住户'], ['楼下', '下面'], ['晚上', '夜里'], ['坏了', '不能用了']]
const OPENINGS = ['你好，', '我要投诉，', '再说一次，', '邻居们都说：', '']
const ENDINGS = ['麻烦管一管。', '已经打过电话了。', '什么时候有人来？', '']

/** Numbers below 1 from a seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The demo street's reports of a year. */
export function townCases(): CaseScript[] {
  return buildTown({ asOf: '2026-11-20T10:00:00+08:00' }).cases.filter(({ childOf }) => !childOf)
}

/**
 * Matters of the town, those of one class at least 400 m apart, each told again by others at the place (within 20 m,
 * within ten days): with slips of the pen, turned around, in other words; some without a place. Between them what is
 * hard: the same words at another place, another matter at the same place. Each report gets the class it is asked for.
 */
export function generateRepeats(classOf: ClassOf, { matters, seed }: { matters: number; seed: number }): Told[] {
  const next = numbersFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T // the lists are not empty
  const all = townCases()
  const bases = spaced(all, matters)
  const told: Told[] = []
  const tell = (truth: string, text: string, { point, at, classCode }: { point: Matter['point']; at: number; classCode: string }): void => {
    told.push({ id: `r${String(told.length).padStart(5, '0')}`, truth, text, classCode: classOf(text, classCode), point, at, print: printOf(text) })
  }
  for (const base of bases) {
    const [at, said] = [Date.parse(base.at), `${base.title}\n${base.text}`]
    const beside = () => ({ classCode: base.classCode, point: moved(base.point, next() * 20, next() * 6.28), at: at + next() * 10 * DAY_MS })
    const isElsewhere = next() < 0.5
    // Without a place and with the words of two places nobody could tell which it is.
    const unplaced = () => (!isElsewhere && next() < 0.3 ? { ...beside(), point: null } : beside())
    tell(base.key, said, { classCode: base.classCode, point: base.point, at })
    if (next() < 0.7) tell(base.key, slipped(said, next), unplaced())
    if (next() < 0.7) tell(base.key, turned(said, next, pick), unplaced())
    const other = pick(all.filter(({ classCode, key }) => classCode === base.classCode && key !== base.key))
    if (next() < 0.4 && other !== undefined) tell(base.key, `${base.address}${other.text}`, beside())
    if (isElsewhere) tell(`${base.key} elsewhere`, turned(said, next, pick), { ...beside(), point: moved(base.point, 300 + next() * 300, next() * 6.28) })
    const besides = pick(all.filter(({ classCode }) => classCode !== base.classCode))
    if (next() < 0.5) tell(`${base.key} besides`, `${base.address}${besides.text}`, { ...beside(), classCode: besides.classCode })
  }
  return told
}

function spaced(all: readonly CaseScript[], count: number): CaseScript[] {
  const taken: CaseScript[] = []
  for (const one of all) {
    if (taken.length === count) break
    if (taken.every((other) => other.classCode !== one.classCode || metresBetween(one.point, other.point) > APART_METRES)) taken.push(one)
  }
  return taken
}

function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  return Math.hypot((a.lat - b.lat) * METRES_A_DEGREE, (a.lon - b.lon) * METRES_A_DEGREE * Math.cos((a.lat * Math.PI) / 180))
}

function moved({ lon, lat }: { lon: number; lat: number }, metres: number, angle: number) {
  return { lon: lon + (metres * Math.cos(angle)) / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)), lat: lat + (metres * Math.sin(angle)) / METRES_A_DEGREE }
}

/** One character in twenty lost, doubled or exchanged with the next. */
function slipped(text: string, next: () => number): string {
  let out = ''
  for (let at = 0; at < text.length; at += 1) {
    const [one, chance] = [text[at] ?? '', next()]
    if (chance < 0.017) continue
    if (chance < 0.034) out += one + one
    else if (chance < 0.05 && at + 1 < text.length) out += `${text[(at += 1)] ?? ''}${one}`
    else out += one
  }
  return out
}

/** Clauses in another order, other openings and words. */
function turned(text: string, next: () => number, pick: <T>(list: readonly T[]) => T): string {
  const clauses = text.split(/[，。！？\n]/u).filter((clause) => clause !== '').toSorted(() => next() - 0.5).filter(() => next() > 0.15)
  return SWAPS.reduce((said, [from, to]) => (next() < 0.5 ? said.replaceAll(from, to) : said), `${pick(OPENINGS)}${clauses.join('，')}。${pick(ENDINGS)}`)
}
