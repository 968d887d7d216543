import type { Answered } from '@yihu/domain'
import { newId } from '../apps/server/src/kernel/id.ts'
import type { Figure } from './figures.ts'
import { converge } from './patrol-converge.ts'
import type { Send } from './patrol-converge.ts'
import { benchQueue } from './patrol-queue.ts'
import { signIn } from './staff.ts'
import { startServer } from './server.ts'

const HOME = 'patrol'
const BATCH = 100
const BATCHES = 20
const SENDERS = 4

/** What phones without signal ask of the server: actions a second, and that bad luck of 50 phones ends in one truth. */
export async function benchPatrol(): Promise<Figure[]> {
  const server = await startServer({ home: HOME, isFresh: true })
  try {
    const head = { ...(await signIn(server.url, 'grid001')), 'content-type': 'application/json' }
    const send: Send = async (actions, sentAt) => {
      const answer = await fetch(`${server.url}/api/v1/patrol/actions`, { method: 'POST', headers: head, body: JSON.stringify({ device: DEVICE, actions, sentAt }) })
      if (!answer.ok) throw new Error(await answer.text())
      return ((await answer.json()) as { results: readonly Answered[] }).results // the contract of POST /patrol/actions
    }
    const queue = await benchQueue({ base: `${server.url}/api/v1`, head: { authorization: head.authorization }, device: DEVICE })
    return [await speed(send), ...queue, ...(await converge({ home: HOME, url: server.url, send }))]
  } finally {
    await server.stop()
  }
}

const DEVICE = newId()

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
