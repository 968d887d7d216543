import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import type { Act } from '@yihu/town'
import { demoSecret } from './secret.ts'

type Saying = Extract<Act, { kind: 'say' }>

/** Devices that talk to a broker, each over a connection and with a secret of its own. */
export interface Speakers {
  /** Says it; resolves to how many messages were acknowledged, of how many sent. */
  say(act: Saying, at: number): Promise<{ readonly sent: number; readonly acknowledged: number }>
  /** How many are or were connected, and how many were not let in. */
  counts(): { readonly connected: number; readonly refused: number }
  close(): Promise<void>
}

const YEARS_AHEAD_MS = 5 * 365 * 86_400_000
const PATIENCE_MS = 20_000

/** Speakers of a demo street of this seed. */
export function openSpeakers({ url, seed }: { url: string; seed: string }): Speakers {
  const clients = new Map<string, Promise<MqttClient | null>>()
  let refused = 0
  const open = async (id: string): Promise<MqttClient | null> => {
    try {
      const client = await connectAsync(url, { username: id, password: demoSecret(seed, id), clientId: `${id}:live`, reconnectPeriod: 2000, connectTimeout: PATIENCE_MS, keepalive: 300 })
      client.on('error', () => undefined)
      return client
    } catch {
      refused += 1
      return null
    }
  }
  const clientOf = (id: string): Promise<MqttClient | null> => {
    const known = clients.get(id) ?? open(id)
    clients.set(id, known)
    return known
  }
  return {
    async say(act, at) {
      const client = await clientOf(act.deviceId)
      const payload = payloadOf(act, at)
      const times = act.how === 'repeat' ? 3 : 1
      if (!client) return { sent: times, acknowledged: 0 }
      const outcomes = await Promise.all(Array.from({ length: times }, () => acknowledged(client, { topic: `d/${act.deviceId}/telemetry`, payload })))
      return { sent: times, acknowledged: outcomes.filter(Boolean).length }
    },
    counts: () => ({ connected: clients.size - refused, refused }),
    async close() {
      for (const client of await Promise.all(clients.values())) await client?.endAsync(true)
    },
  }
}

function payloadOf({ how, values }: Saying, at: number): string {
  if (how === 'broken') return JSON.stringify({ values }).slice(0, -1)
  return JSON.stringify({ ts: how === 'clock-off' ? at + YEARS_AHEAD_MS : at, values })
}

async function acknowledged(client: MqttClient, { topic, payload }: { topic: string; payload: string }): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => { late.resolve(false) }, PATIENCE_MS)
  try {
    return await Promise.race([client.publishAsync(topic, payload, { qos: 1 }).then(() => true, () => false), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
