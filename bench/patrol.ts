import { simulatePhones } from '@yihu/domain'
import type { Answered, OutboxItem } from '@yihu/domain'
import { newId } from '../apps/server/src/kernel/id.ts'
import type { Figure } from './figures.ts'
import { benchQueue } from './patrol-queue.ts'
import { signIn } from './staff.ts'
import { startServer } from './server.ts'

const PHONES = 50
const SEEDS = Number(process.env['YIHU_SEEDS'] ?? 4)
const BATCH = 100
const BATCHES = 20
const SENDERS = 4

/** What phones without signal ask of the server: actions a second, and that bad luck of 50 phones ends in one truth. */
export async function benchPatrol(): Promise<Figure[]> {
  const server = await startServer({ home: 'patrol', isFresh: true })
  try {
    const head = { ...(await signIn(server.url, 'grid001')), 'content-type': 'application/json' }
    const send = async (actions: readonly object[]): Promise<readonly Answered[]> => {
      const answer = await fetch(`${server.url}/api/v1/patrol/actions`, { method: 'POST', headers: head, body: JSON.stringify({ device: DEVICE, actions }) })
      if (!answer.ok) throw new Error(await answer.text())
      return ((await answer.json()) as { results: readonly Answered[] }).results // the contract of POST /patrol/actions
    }
    const queue = await benchQueue({ base: `${server.url}/api/v1`, head: { authorization: head.authorization }, device: DEVICE })
    return [await speed(send), ...queue, ...(await convergence(send))]
  } finally {
    await server.stop()
  }
}

const DEVICE = newId()

type Send = (actions: readonly object[]) => Promise<readonly Answered[]>

const report = (text: string) => ({ id: newId(), kind: 'case.report', at: new Date().toISOString(), body: { text } })

async function speed(send: Send): Promise<Figure> {
  const started = performance.now()
  const batches = Array.from({ length: BATCHES }, (_, batch) => Array.from({ length: BATCH }, (_one, index) => report(`第 ${batch}-${index} 处井盖破损`)))
  await Promise.all(Array.from({ length: SENDERS }, async (_, sender) => {
    for (const batch of batches.filter((_one, index) => index % SENDERS === sender)) await send(batch)
  }))
  const perSecond = (BATCH * BATCHES * 1000) / (performance.now() - started)
  return { id: 'patrol.actions', what: `reports made without signal, ${SENDERS} phones at once, batches of ${BATCH}`, value: perSecond, unit: '/s', bar: { atLeast: 500 } }
}

async function convergence(send: Send): Promise<Figure[]> {
  let [exchanges, reports] = [0, 0]
  const caseIds = new Set<unknown>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const ended = await simulatePhones({
      phones: PHONES, deeds: 2, random: randomOf(seed), newId,
      deed: (phone) => ({ kind: 'case.report', key: null, body: { text: `模拟 ${seed} 号手机 ${phone} 报的事` } }),
      send: (_phone, actions: readonly OutboxItem[]) => send(actions.map(({ id, kind, at, body }) => ({ id, kind, at, body }))),
      decide: () => null,
    })
    exchanges += ended.exchanges
    for (const { answer } of ended.outboxes.flat()) {
      reports += 1
      caseIds.add(answer?.['caseId'])
    }
  }
  return [
    { id: 'patrol.converged', what: `cases for each report of ${PHONES} phones × ${SEEDS} seeds of lost, cut, doubled and turned batches (${exchanges} exchanges)`, value: caseIds.size / reports, unit: '', bar: { atLeast: 1 } },
    { id: 'patrol.reports', what: 'of them made and told exactly once', value: reports, unit: '', bar: { atLeast: PHONES * 2 * SEEDS } },
  ]
}

/** Numbers from a seed. */
function randomOf(seed: number): () => number {
  let state = seed * 7919
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
