import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { DISTRICT_CHIEF, fillNeighbours } from './neighbours.ts'
import { startServer } from './server.ts'
import { signIn } from './staff.ts'

const ROUNDS = 8
/** Words, pinyin, initials, slips, codes, addresses, telephones; the last ones find nothing. */
const WORDS = [
  '路灯', '漏水', '占道', 'wxm', 'lgy', 'zhangwei', '建国', '东高小区', 'shengxin', 'sxsq', '胜新社区', '东高小区3号楼2单元301', '餐饮', 'yaofang', '物业', '党支部', '井盖', '水表', '水位', '2026', '10050001234', '370305', '没有这样的东西', 'qqqq',
] as const
const VIEWERS = ['duty', 'community01', 'grid001'] as const

/** A place of the whole district: its streets beside the demo street, and who else asks. */
const DISTRICT = { streets: 12, viewers: [...VIEWERS, DISTRICT_CHIEF] } as const

/** One box over the whole street: every word asked by the street, a community and a grid, one after the other. */
export function benchSearch(): Promise<Figure[]> {
  return measure({ home: 'search', id: 'search', viewers: VIEWERS, atMost: 100, where: '' })
}

/**
 * The same among twelve streets with all their people, also by somebody who sees all of them. The streets are put in by the
 * first run and stay (a minute each); `YIHU_BENCH_STREETS` says how many.
 */
export async function benchSearchDistrict(): Promise<Figure[]> {
  const streets = Number(process.env['YIHU_BENCH_STREETS'] ?? DISTRICT.streets)
  const home = 'search-district'
  await (await startServer({ home, env: { YIHU_DEMO: '1' } })).stop()
  await fillNeighbours(home, streets)
  return measure({ home, id: 'search.district', viewers: DISTRICT.viewers, atMost: 150, where: ` among ${streets} streets` })
}

interface Asking {
  readonly home: string
  readonly id: string
  readonly viewers: readonly string[]
  readonly atMost: number
  readonly where: string
}

async function measure({ home, id, viewers, atMost, where }: Asking): Promise<Figure[]> {
  const server = await startServer({ home, env: { YIHU_DEMO: '1' } })
  try {
    const figures: Figure[] = []
    for (const viewer of viewers) {
      const headers = await signIn(server.url, viewer)
      const all: { word: string; ms: number }[] = []
      for (const word of Array.from({ length: ROUNDS + 1 }, () => WORDS).flat()) all.push({ word, ms: await ask(server.url, word, headers) })
      // The first round warms.
      const times = all.slice(WORDS.length).map(({ ms }) => ms)
      figures.push({ id: `${id}.${viewer}`, what: `p95 of POST /search/find${where}, ${WORDS.length} kinds of words, median ${percentile(times, 0.5).toFixed(1)} ms, slowest words ${slowest(all.slice(WORDS.length))}`, value: percentile(times, 0.95), unit: 'ms', bar: { atMost } })
    }
    return figures
  } finally {
    await server.stop()
  }
}

/** The three words that take longest, with their medians. */
function slowest(all: readonly { word: string; ms: number }[]): string {
  const medians = WORDS.map((word) => ({ word, ms: median(all.filter((one) => one.word === word).map(({ ms }) => ms)) }))
  return medians.toSorted((a, b) => b.ms - a.ms).slice(0, 3).map(({ word, ms }) => `${word} ${ms.toFixed(0)}`).join(', ')
}

async function ask(url: string, word: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}/api/v1/search/find`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ q: word }) })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${word}: ${answer.status}`)
  return performance.now() - began
}
