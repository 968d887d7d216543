import { setTimeout as sleep } from 'node:timers/promises'
import { gather } from './crowd.ts'
import { idsOf, prepareStreet, SECRET } from './devices.ts'
import { percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { freePort } from './mosquitto.ts'
import { startServer } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'screen'
const PER_SECOND = 2000
const GAUGES = 1000
const ALARMS = 120
const EVERY_MS = 300
const LATEST_MS = 10_000

/**
 * From the gas detector's message leaving until the duty officer's screen hears of the alarm (server-sent events): stored,
 * folded, alarm and case committed. Meanwhile two thousand other messages a second come in, each folded through a rule.
 */
export async function benchScreen(): Promise<Figure[]> {
  await prepareStreet(HOME)
  const port = await freePort()
  const server = await startServer({ home: HOME, env: { YIHU_DEMO: '0', YIHU_MQTT_PORT: String(port) } })
  try {
    const heard = new Map<string, number>()
    const screen = await watch(server.url, (device) => { if (!heard.has(device)) heard.set(device, performance.now()) })
    const gauges = await gather({ port, ids: idsOf('gauge', GAUGES), secret: SECRET, point: 'level', below: 1 })
    const detectors = await gather({ port, ids: idsOf('gas', ALARMS), secret: SECRET, point: 'lel', below: 1 })
    const talking = gauges.talk({ seconds: (ALARMS * EVERY_MS) / 1000 + 2, perSecond: PER_SECOND })
    await sleep(1000)
    const said = new Map<string, number>()
    for (const id of idsOf('gas', ALARMS)) {
      said.set(id, performance.now())
      detectors.say(id, 14)
      await sleep(EVERY_MS)
    }
    await talking
    for (const until = performance.now() + LATEST_MS; heard.size < ALARMS && performance.now() < until;) await sleep(20)
    for (const one of [gauges, detectors]) one.close()
    screen.abort()
    const waits = [...said].map(([id, at]) => (heard.get(id) ?? Number.POSITIVE_INFINITY) - at)
    return [
      { id: 'screen.alarm', what: `p99 of ${ALARMS} alarms from the device's message to the screen, case made, at ${PER_SECOND} messages/s; median ${Math.round(percentile(waits, 0.5))}, worst ${Math.round(Math.max(...waits))}`, value: percentile(waits, 0.99), unit: 'ms', bar: { atMost: 250 } },
      { id: 'screen.missing', what: 'alarms that no screen heard of', value: ALARMS - heard.size, unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    await server.stop()
  }
}

/** What the duty officer's screen hears of alarms. */
async function watch(url: string, raised: (device: string) => void): Promise<AbortController> {
  const abort = new AbortController()
  const answer = await fetch(`${url}/api/v1/events`, { headers: await signIn(url, 'duty'), signal: abort.signal })
  if (answer.status !== 200 || !answer.body) throw new Error(`no events: ${answer.status}`)
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let held = ''
    for await (const chunk of body) {
      held += Buffer.from(chunk).toString()
      const frames = held.split('\n\n')
      held = frames.pop() ?? ''
      for (const frame of frames.filter((one) => one.includes('event: alarm.raised'))) raised(/"deviceId":"([^"]+)"/u.exec(frame)?.[1] ?? '')
    }
  }
  read(answer.body).catch((error: unknown) => { if (!abort.signal.aborted) throw error })
  return abort
}
