import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { rateOf, roundsOf } from './rounds.ts'
import type { Round } from './rounds.ts'
import { readyLine, startServer, stopChild } from './server.ts'
import { signIn } from './staff.ts'

const LIST = '/api/v1/cases?desk=handle&limit=20'

/**
 * Lists a second as a share of what a bare Fastify answers in the same run (`rounds.ts`).
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

function figureOf(id: string, rounds: readonly Round[]): Figure {
  const worst = Math.min(...rounds.map(({ ratio }) => ratio)).toFixed(2)
  const rate = Math.round(median(rounds.map((round) => round.rate)))
  return {
    id, what: `of a bare Fastify: GET /cases?desk=handle&limit=20 with Bearer, ${rounds.length} rounds, worst ${worst}, ${rate} lists/s`,
    value: median(rounds.map(({ ratio }) => ratio)), unit: '×', bar: { atLeast: 0.25 },
  }
}
