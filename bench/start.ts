import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { startServer } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'start'
const ROUNDS = 5
const REQUESTS = 1000
const PATHS = ['cases?desk=accept', 'cases?desk=handle&limit=20', 'cases?sort=newest', 'cases/counts', 'areas?level=community', 'classes', 'notices', 'session']

/**
 * Seconds until a server with the demo street is ready, and its memory: right after a warm start, after a thousand
 * requests, and of the very first start, which makes the database and loads the demo. The build check of `npm start`
 * is not in it.
 */
export async function benchStart(): Promise<Figure[]> {
  const first = await startServer({ home: HOME, isFresh: true })
  const afterFirst = first.rss()
  await first.stop()
  const starts: Record<'seconds' | 'idle' | 'used', number>[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer({ home: HOME })
    const idle = server.rss()
    await browse(server.url)
    starts.push({ seconds: server.seconds, idle, used: server.rss() })
    await server.stop()
  }
  const middle = (what: 'seconds' | 'idle' | 'used') => median(starts.map((start) => start[what]))
  return [
    { id: 'start.warm', what: `seconds to ready, ${ROUNDS} warm starts with the demo street`, value: middle('seconds'), unit: 's', bar: { atMost: 5 } },
    { id: 'start.first', what: 'seconds to ready of the first start: database made, demo street loaded', value: first.seconds, unit: 's' },
    { id: 'rss.warm', what: 'resident memory after a warm start', value: middle('idle'), unit: 'MB', bar: { atMost: 350 } },
    { id: 'rss.used', what: `resident memory after ${REQUESTS} requests`, value: middle('used'), unit: 'MB', bar: { atMost: 350 } },
    { id: 'rss.first', what: 'resident memory after the first start', value: afterFirst, unit: 'MB', bar: { atMost: 350 } },
  ]
}

/** A working morning in short: lists, counters, reference data; every list another page length, so that each is read. */
async function browse(url: string): Promise<void> {
  const headers = await signIn(url, 'duty')
  for (let n = 0; n < REQUESTS; n += 1) {
    const path = PATHS[n % PATHS.length] ?? ''
    const answer = await fetch(`${url}/api/v1/${path}${path.startsWith('cases?') && !path.includes('limit') ? `&limit=${1 + (n % 200)}` : ''}`, { headers })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  }
}
