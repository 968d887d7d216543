import { setTimeout as sleep } from 'node:timers/promises'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { gather } from './crowd.ts'
import { idsOf, SECRET } from './devices.ts'
import type { Figure } from './figures.ts'
import { openDoor } from './ingest.ts'
import { rssOf } from './server.ts'

const HOME = 'flood'
/** `YIHU_BENCH_FLOOD_SECONDS=1800` for half an hour. */
const SECONDS = Number(process.env['YIHU_BENCH_FLOOD_SECONDS'] ?? 45)
/** Long enough that triggers hold what they hold for good, also on a machine that is shared. */
const STEADY_SECONDS = Math.max(15, SECONDS / 30)
const TIMES = 10
const DEVICES = 500
const ALARMS = 60

/**
 * Ten times as many messages are always on their way as the server can commit in a second. What it takes of them is
 * bounded: the others wait with the devices. Alarms of other devices ring all the same.
 */
export async function benchFlood(): Promise<Figure[]> {
  const server = await openDoor(HOME)
  try {
    const gauges = await gather({ port: server.port, ids: idsOf('gauge', DEVICES), secret: SECRET, point: 'level', below: 1 })
    const detectors = await gather({ port: server.port, ids: idsOf('gas', ALARMS), secret: SECRET, point: 'lel', below: 1 })
    const steady = watchMemory(server.pid)
    const { count, seconds } = await gauges.flood({ seconds: STEADY_SECONDS, window: 20 })
    const steadyRss = steady.stop().most
    const capacity = count / seconds
    const memory = watchMemory(server.pid)
    const ringing = ring(detectors)
    const flood = await gauges.flood({ seconds: SECONDS, window: Math.ceil((capacity * TIMES) / DEVICES) })
    await ringing
    const { most, lastThird } = memory.stop()
    const [rung, lost] = await compare(server.url, gauges.acknowledged() + detectors.acknowledged())
    for (const one of [gauges, detectors]) one.close()
    return [
      { id: 'flood.capacity', what: `messages/s committed by ${DEVICES} devices that wait for their acknowledgements; in the flood of ${SECONDS} s ${Math.round(flood.count / flood.seconds)}`, value: capacity, unit: '/s' },
      { id: 'flood.rss', what: `largest resident memory in the flood (${most} MB) by that at capacity (${steadyRss} MB)`, value: most / steadyRss, unit: '', bar: { atMost: 1.3 } },
      { id: 'flood.last-third', what: `the same of the last third of the flood alone (${lastThird} MB): whether it still grows`, value: lastThird / steadyRss, unit: '', bar: { atMost: 1.3 } },
      { id: 'flood.alarms', what: `of ${ALARMS} alarms of other devices rang in the flood`, value: rung / ALARMS, unit: '', bar: { atLeast: 1 } },
      { id: 'flood.lost', what: 'acknowledged messages that are not in the database', value: lost, unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    await server.stop()
  }

  async function ring(detectors: { say(id: string, value: number): void }): Promise<void> {
    for (const id of idsOf('gas', ALARMS)) {
      detectors.say(id, 14)
      await sleep((SECONDS * 1000 * 0.8) / ALARMS)
    }
  }
}

function watchMemory(pid: number): { stop(): { most: number; lastThird: number } } {
  const seen: number[] = []
  const timer = setInterval(() => seen.push(rssOf(pid)), 200)
  return {
    stop: () => {
      clearInterval(timer)
      seen.push(rssOf(pid))
      const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0)
      return { most: largest(seen), lastThird: largest(seen.slice(Math.floor(seen.length * 2 / 3))) }
    },
  }
}

async function compare(url: string, acknowledged: number): Promise<[rung: number, lost: number]> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    const [row] = await client.unsafe<{ stored: string; rung: string }[]>(`select (select count(*) from reading) as stored, (select count(*) from alarm where scenario = 'gas-leak') as rung`)
    return [Number(row?.rung), Math.max(0, acknowledged - Number(row?.stored))]
  } finally {
    await client.end()
  }
}
