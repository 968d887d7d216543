import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { readyLine, startServer, stopChild } from './server.ts'
import { signIn } from './staff.ts'

const CONNECTIONS = 32
const SECONDS = 3
const ROUNDS = 5
const LIST = '/api/v1/cases?desk=handle&limit=20'

/**
 * Lists a second as a share of what a bare Fastify answers in the same run. Hello, list, hello: the list is held
 * against the mean of its two neighbours; a round whose neighbours differ by more than a fifth is measured again.
 */
export async function benchList(): Promise<Figure[]> {
  const server = await startServer({ home: 'list' })
  const hello = spawn(process.execPath, [fileURLToPath(new URL('hello.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const helloUrl = await readyLine(hello, /ready (http:\S+) in/u)
    const [community, duty] = [await signIn(server.url, 'community01'), await signIn(server.url, 'duty')]
    const viewers = new Map<string, Record<string, string>>([['list.community', community], ['list.duty', duty], ['list.browser', { ...duty, 'accept-encoding': 'gzip, deflate, br' }]])
    await rateOf(helloUrl, {})
    const figures: Figure[] = []
    for (const [id, headers] of viewers) {
      const list = { url: `${server.url}${LIST}`, headers }
      await rateOf(list.url, headers)
      figures.push(figureOf(id, await roundsOf(helloUrl, list)))
    }
    return figures
  } finally {
    await stopChild(hello)
    await server.stop()
  }
}

interface Round {
  readonly ratio: number
  readonly rate: number
}

async function roundsOf(helloUrl: string, { url, headers }: { url: string; headers: Readonly<Record<string, string>> }): Promise<Round[]> {
  const rounds: Round[] = []
  for (let tries = 0; rounds.length < ROUNDS && tries < 4 * ROUNDS; tries += 1) {
    const before = await rateOf(helloUrl, {})
    const rate = await rateOf(url, headers)
    const after = await rateOf(helloUrl, {})
    if (Math.abs(before - after) <= 0.2 * Math.max(before, after)) rounds.push({ ratio: (2 * rate) / (before + after), rate })
  }
  if (rounds.length === 0) throw new Error('the machine is too busy: no round in which both neighbours agreed')
  return rounds
}

function figureOf(id: string, rounds: readonly Round[]): Figure {
  const worst = Math.min(...rounds.map(({ ratio }) => ratio)).toFixed(2)
  const rate = Math.round(median(rounds.map((round) => round.rate)))
  return {
    id, what: `of a bare Fastify: GET /cases?desk=handle&limit=20 with Bearer, ${rounds.length} rounds, worst ${worst}, ${rate} lists/s`,
    value: median(rounds.map(({ ratio }) => ratio)), unit: '×', bar: { atLeast: 0.25 },
  }
}

async function rateOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, headers })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result['2xx'] / result.duration
}
