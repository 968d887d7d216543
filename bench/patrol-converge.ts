import { simulatePhones } from '@yihu/domain'
import type { Answered, OutboxItem } from '@yihu/domain'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { newId } from '../apps/server/src/kernel/id.ts'
import type { Figure } from './figures.ts'
import { openDatabase } from './server.ts'
import { signIn } from './staff.ts'

/** One exchange; `sentAt`: the clock of the phone. */
export type Send = (actions: readonly object[], sentAt?: string) => Promise<readonly Answered[]>

const PHONES = 50
const SEEDS = Number(process.env['YIHU_SEEDS'] ?? 1000)
/** Streets of phones that run beside each other, each by its own seed. */
const SIDE_BY_SIDE = 16
/** No further seed is begun after it. */
const WITHIN_MS = Number(process.env['YIHU_SEEDS_SECONDS'] ?? 150) * 1000
/** Cases on which phones of all seeds work apart. */
const SHARED = 16
const DAY_MS = 86_400_000

interface Street {
  readonly home: string
  readonly url: string
  readonly send: Send
}

interface Shared {
  readonly id: string
  readonly version: number
}

/** What all seeds came to. */
interface Tally {
  seeds: number
  exchanges: number
  reports: number
  moves: number
  /** Of acts that a person let be because somebody else was first. */
  dropped: number
  readonly caseIds: Set<unknown>
}

/**
 * Days of 50 phones by seed against the real server: partitions, killed apps, doubled, cut and turned batches, clocks a day
 * off, two phones on one case. What phones believe is held against what stands in the database.
 */
export async function converge({ home, url, send }: Street): Promise<Figure[]> {
  const database = await openDatabase(home)
  const client = openClient(database.url, { size: 1, name: 'yihu-bench' })
  const stand = async () => (await client.unsafe<{ cases: number; moves: number }[]>(`select (select count(*)::int from case_file where source = 'grid') as cases, (select count(*)::int from case_event where kind in ('claim', 'return')) as moves`))[0] ?? { cases: 0, moves: 0 }
  try {
    const shared = await sharedCases(url)
    const before = await stand()
    const tally: Tally = { seeds: 0, exchanges: 0, reports: 0, moves: 0, dropped: 0, caseIds: new Set() }
    const ends = Date.now() + WITHIN_MS
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => { while (tally.seeds < SEEDS && Date.now() < ends) await playDay((tally.seeds += 1), { send, shared, tally }) }))
    const after = await stand()
    return [
      { id: 'patrol.seeds', what: `seeds of ${PHONES} phones, ${tally.exchanges} exchanges, ${tally.dropped} acts let be because somebody else was first; ${SIDE_BY_SIDE} seeds beside each other, none begun after ${WITHIN_MS / 1000} s`, value: tally.seeds, unit: '' },
      { id: 'patrol.differences', what: `of ${tally.reports} reports that phones were told of: cases too many or too few in the database, or told twice`, value: Math.abs(after.cases - before.cases - tally.reports) + tally.reports - tally.caseIds.size, unit: '', bar: { atMost: 0 } },
      { id: 'patrol.steps', what: `of ${tally.moves} steps that phones were told of: too many or too few in the traces`, value: Math.abs(after.moves - before.moves - tally.moves), unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    await client.end()
    await database.stop()
  }
}

async function playDay(seed: number, { send, shared, tally }: Pick<Street, 'send'> & { readonly shared: readonly Shared[]; readonly tally: Tally }): Promise<void> {
  const random = randomOf(seed)
  const off = Array.from({ length: PHONES }, () => (random() < 0.2 ? (random() < 0.5 ? -DAY_MS : DAY_MS) : 0))
  const clock = (phone: number) => new Date(Date.now() + (off[phone] ?? 0)).toISOString()
  const ended = await simulatePhones({
    phones: PHONES, deeds: 1, random, newId,
    deed: (phone) => {
      const one = random() < 0.1 ? shared[Math.floor(random() * shared.length)] : undefined
      return one
        ? { kind: 'case.move', key: one.id, body: { caseId: one.id, version: one.version, ...(random() < 0.5 ? { move: 'claim' } : { move: 'return', reason: 'needs-others', note: '再看' }) } }
        : { kind: 'case.report', key: null, body: { text: `模拟 ${seed} 号手机 ${phone} 报的事` } }
    },
    send: (phone, actions: readonly OutboxItem[]) => send(actions.map(({ id, kind, body }) => ({ id, kind, at: clock(phone), body })), clock(phone)),
    decide: ({ body, current, state }) => (state === 'clash' && current && random() < 0.7 ? { ...body, version: current['version'] } : null),
  })
  tally.exchanges += ended.exchanges
  tally.dropped += ended.dropped.length
  for (const { kind, answer } of ended.outboxes.flat()) {
    if (kind === 'case.move') tally.moves += 1
    else {
      tally.reports += 1
      tally.caseIds.add(answer?.['caseId'])
    }
  }
}

/** Cases in the hands of the unit of the worker who sends. */
async function sharedCases(url: string): Promise<Shared[]> {
  const [worker, duty] = [await signIn(url, 'grid001'), await signIn(url, 'duty')]
  const ask = async <T>(path: string, head: object, body?: object): Promise<T> => (await fetch(`${url}/api/v1/${path}`, { headers: { ...head, 'content-type': 'application/json' }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) })).json() as Promise<T> // the contract of each path
  const [unit] = (await ask<{ units: { id: string }[] }>('session', worker)).units
  const made: Shared[] = []
  for (let n = 0; n < SHARED; n += 1) {
    const { id } = await ask<{ id: string }>('cases', duty, { text: `几部手机都在办的第 ${n} 件` })
    await ask(`cases/${id}/moves`, duty, { move: 'accept' })
    await ask(`cases/${id}/moves`, duty, { move: 'file', classCode: 'S0504' })
    await ask(`cases/${id}/moves`, duty, { move: 'dispatch', unitId: unit?.id })
    made.push(await ask<Shared>(`cases/${id}`, worker))
  }
  return made
}

/** Numbers from a seed. */
function randomOf(seed: number): () => number {
  let state = seed * 7919
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
