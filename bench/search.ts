import { percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { startServer } from './server.ts'
import { signIn } from './staff.ts'

const ROUNDS = 8
/** Words, pinyin, initials, slips, codes, addresses, telephones; the last ones find nothing. */
const WORDS = [
  '路灯', '漏水', '占道', 'wxm', 'lgy', 'zhangwei', '建国', '东高小区', 'shengxin', 'sxsq', '胜新社区', '东高小区3号楼2单元301', '餐饮', 'yaofang', '物业', '党支部', '井盖', '水表', '水位', '2026', '10050001234', '370305', '没有这样的东西', 'qqqq',
] as const
const VIEWERS = ['duty', 'community01', 'grid001'] as const

/** One box over the whole street: every word asked by the street, a community and a grid, one after the other. */
export async function benchSearch(): Promise<Figure[]> {
  const server = await startServer({ home: 'search', env: { YIHU_DEMO: '1' } })
  try {
    const figures: Figure[] = []
    for (const viewer of VIEWERS) {
      const headers = await signIn(server.url, viewer)
      const all: number[] = []
      for (const word of Array.from({ length: ROUNDS + 1 }, () => WORDS).flat()) all.push(await ask(server.url, word, headers))
      // The first round warms.
      const times = all.slice(WORDS.length)
      figures.push({ id: `search.${viewer}`, what: `p95 of POST /search/find, ${WORDS.length} kinds of words, median ${percentile(times, 0.5).toFixed(1)} ms`, value: percentile(times, 0.95), unit: 'ms', bar: { atMost: 100 } })
    }
    return figures
  } finally {
    await server.stop()
  }
}

async function ask(url: string, word: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}/api/v1/search/find`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ q: word }) })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${word}: ${answer.status}`)
  return performance.now() - began
}
