import { Agent, request } from 'node:http'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { fillCases } from './million.ts'
import type { Filling } from './million.ts'
import { startServer } from './server.ts'
import type { BenchServer } from './server.ts'
import { signIn } from './staff.ts'

/** Live cases of each street, in both databases: so the same list is as long here as there, and only the rest differs. */
const LIVE_A_STREET = 2300
const STREETS = 13
const SMALL = { count: 10_000, live: LIVE_A_STREET, streets: 1 }
/** The larger database: one in forty of its cases is still looked at. */
export const LARGE = { count: 1_000_000, live: LIVE_A_STREET * STREETS, streets: STREETS }
/** Each round asks everything with another page length, so that no answer comes out of the server's memory. */
const ROUNDS = 20
const SHORTEST = 40

/** Street officer, community, grid worker, department of the district, property firm. */
const VIEWERS = ['duty', 'community05', 'grid041', 'urban', 'property03']

const KINDS: Readonly<Record<string, readonly string[]>> = {
  desks: ['desk=accept', 'desk=dispatch', 'desk=handle', 'desk=check', 'desk=approve', 'desk=urge', 'desk=mine', 'desk=handle&due=overdue', 'desk=handle&sort=newest'],
  lists: ['sort=newest', 'state=archived&sort=newest', 'due=overdue', 'due=soon'],
  search: ['噪音', '摄像头', '大熊猫'],
}

/**
 * The inbox with a million cases beside the same inbox with ten thousand: two servers, every request first to one and then
 * to the other, one at a time. The small database is one street, the large one thirteen; there 97 of 100 cases are archived.
 */
export async function benchInbox(): Promise<Figure[]> {
  const small = await openInbox('small', SMALL)
  const large = await openInbox('large', LARGE)
  try {
    const figures: Figure[] = []
    for (const [kind, queries] of Object.entries(KINDS)) figures.push(...figuresOf(kind, await compare({ small, large }, kind === 'search' ? queries.map((q) => ({ q })) : queries)))
    return [...figures, ...(await countFigures({ small, large }))]
  } finally {
    await small.server.stop()
    await large.server.stop()
  }
}

interface Inbox {
  readonly server: BenchServer
  readonly headers: ReadonlyMap<string, { authorization: string }>
}

async function openInbox(home: string, size: Filling): Promise<Inbox> {
  const server = await startServer({ home })
  await fillCases(home, size)
  const headers = new Map<string, { authorization: string }>()
  for (const viewer of VIEWERS) headers.set(viewer, await signIn(server.url, viewer))
  return { server, headers }
}

interface Times {
  readonly small: number[]
  readonly large: number[]
}

/** Conditions of a list as they stand in its address, or a word to find. */
type Asked = string | { readonly q: string }

async function compare({ small, large }: { small: Inbox; large: Inbox }, lists: readonly Asked[]): Promise<Times> {
  const times: Times = { small: [], large: [] }
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [viewer, asked] of VIEWERS.flatMap((one) => lists.map((list) => [one, list] as const))) {
      const limit = SHORTEST + round
      const question = typeof asked === 'string' ? { path: `/api/v1/cases?${asked}&limit=${limit}` } : { path: '/api/v1/cases/find', body: { ...asked, sort: 'newest', limit } }
      const [ten, million] = [await timeOf(small, viewer, question), await timeOf(large, viewer, question)]
      if (round < 0) continue // warming
      times.small.push(ten)
      times.large.push(million)
    }
  }
  return times
}

function figuresOf(kind: string, { small, large }: Times): Figure[] {
  const [p95, before] = [percentile(large, 0.95), percentile(small, 0.95)]
  const isBar = kind === 'desks'
  return [
    { id: `inbox.${kind}`, what: `p95 at 1,000,000 cases (median ${median(large).toFixed(1)}; at 10,000: p95 ${before.toFixed(1)}, median ${median(small).toFixed(1)})`, value: p95, unit: 'ms', ...(isBar ? { bar: { atMost: 30 } } : {}) },
    { id: `inbox.${kind}.ratio`, what: 'p95 of the same lists at 1,000,000 to 10,000 cases', value: p95 / before, unit: '×', ...(isBar ? { bar: { atMost: 1.5 } } : {}) },
  ]
}

/** Counters are remembered for two seconds; each round waits until that is over. */
async function countFigures(inboxes: { small: Inbox; large: Inbox }): Promise<Figure[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 2100) })
    for (const viewer of VIEWERS) times.push(await timeOf(inboxes.large, viewer, { path: '/api/v1/cases/counts' }))
  }
  return [{ id: 'inbox.counts', what: `p95 of the desks' counters at 1,000,000 cases (median ${median(times).toFixed(1)})`, value: percentile(times, 0.95), unit: 'ms', bar: { atMost: 50 } }]
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** Milliseconds from asking to the last byte. */
function timeOf({ server, headers }: Inbox, viewer: string, { path, body }: { readonly path: string; readonly body?: object }): Promise<number> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const asking = request(`${server.url}${path}`, { agent, method: body ? 'POST' : 'GET', headers: { ...headers.get(viewer), ...(body ? { 'content-type': 'application/json' } : {}) } }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedAt)
        else reject(new Error(`${path} as ${viewer}: ${String(answer.statusCode)}`))
      })
    })
    asking.on('error', reject)
    asking.end(body ? JSON.stringify(body) : undefined)
  })
}
