import { setTimeout as pause } from 'node:timers/promises'
import { buildSensing, buildStreet, planLife } from '@yihu/town'
import type { Act } from '@yihu/town'
import { DEMO_PASSWORD } from '../platform/identity/index.ts'
import { openSpeakers } from './live-devices.ts'
import type { Speakers } from './live-devices.ts'

interface LiveOptions {
  readonly seed: string
  /** Minutes of the street's life, and how many of them pass in one. */
  readonly minutes: number
  readonly speed: number
  readonly speakers: number
  /** The last minute, epoch milliseconds; default: now. What is said depends on it and the seed alone. */
  readonly until?: number
  /** `http://host:port` and `mqtt://host:port` of a running server. */
  readonly url: string
  readonly mqttUrl: string
  readonly log: (line: string) => void
}

/** What was sent and what the server said to it. */
export interface LiveReport {
  readonly devices: { readonly connected: number; readonly refused: number }
  readonly messages: { sent: number; acknowledged: number }
  readonly reports: { sent: number; taken: number }
  readonly sightings: { sent: number; taken: number }
  readonly seconds: number
}

const MINUTE_MS = 60_000
const AT_ONCE = 200
const TELL_EVERY_MS = 10_000

/**
 * Lets the demo street live through the real doors of a running server: devices by MQTT with secrets of their own,
 * residents and cameras by HTTP. Its last minute is now, so that nothing is dated ahead; it stops by itself.
 */
export async function liveDemo({ seed, minutes, speed, speakers: count, until, url, mqttUrl, log }: LiveOptions): Promise<LiveReport> {
  const began = Date.now()
  const from = (until ?? began) - minutes * MINUTE_MS
  const acts = planLife(buildSensing(buildStreet({ seed }), { seed }), { seed, minutes, speakers: count, from })
  const key = await cameraKey(url, seed)
  const speakers = openSpeakers({ url: mqttUrl, seed })
  const done = { messages: { sent: 0, acknowledged: 0 }, reports: { sent: 0, taken: 0 }, sightings: { sent: 0, taken: 0 } }
  log(`${acts.length} acts of ${minutes} minutes at speed ${speed}: about ${Math.ceil((minutes * 60) / speed)} s`)
  const under = new Set<Promise<void>>()
  let toldAt = began
  try {
    for (const act of acts) {
      await pause(Math.max(0, began + (act.minute * MINUTE_MS) / speed - Date.now()))
      if (under.size >= AT_ONCE) await Promise.race(under)
      const work = perform(act, { at: from + act.minute * MINUTE_MS, url, key, speakers, done }).finally(() => under.delete(work))
      under.add(work)
      if (Date.now() - toldAt < TELL_EVERY_MS) continue
      toldAt = Date.now()
      log(JSON.stringify(done))
    }
    await Promise.all(under)
  } finally {
    await speakers.close()
  }
  return { devices: speakers.counts(), ...done, seconds: Math.round((Date.now() - began) / 100) / 10 }
}

interface Scene {
  readonly at: number
  readonly url: string
  readonly key: string
  readonly speakers: Speakers
  readonly done: Pick<LiveReport, 'messages' | 'reports' | 'sightings'>
}

async function perform(act: Act, { at, url, key, speakers, done }: Scene): Promise<void> {
  switch (act.kind) {
    case 'say': {
      const { sent, acknowledged } = await speakers.say(act, at)
      done.messages.sent += sent
      done.messages.acknowledged += acknowledged
      return
    }
    case 'report': {
      const [lon, lat] = act.point
      done.reports.sent += 1
      if (await post(`${url}/api/v1/appeals`, { text: act.text, lon, lat, clientId: `${act.id}-${at}`, device: `live-${act.id}-${at}`.slice(0, 64) })) done.reports.taken += 1
      return
    }
    case 'see': {
      done.sightings.sent += 1
      const seen = { label: act.label, zone: act.zone, score: 0.9, dwellMs: 10 * MINUTE_MS, isActive: true }
      if (await post(`${url}/api/v1/intake/generic`, { device: act.deviceId, id: `${act.id}-${at}`, at: new Date(at).toISOString(), seen }, { 'x-api-key': key })) done.sightings.taken += 1
    }
  }
}

async function post(address: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }).catch(() => null)
  await answer?.arrayBuffer()
  return answer?.ok === true
}

/** A key for the cameras, made as an administrator makes one, for a day. @throws Error when this is no demo street */
async function cameraKey(url: string, seed: string): Promise<string> {
  const ask = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const token = textOf(await ask('session', { username: 'admin', password: DEMO_PASSWORD }), 'token')
  const street = buildStreet({ seed }).areas.find(({ level }) => level === 'street')
  const made = await ask('api-keys', { name: '演示街道的摄像机', permissions: ['reading.send'], areas: [street?.path ?? ''], days: 1 }, { authorization: `Bearer ${token}` })
  return textOf(made, 'key')
}

function textOf(value: unknown, name: string): string {
  const found: unknown = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  if (typeof found !== 'string') throw new Error(`the server's answer has no ${name}`)
  return found
}
