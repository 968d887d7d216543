import { connect } from 'mqtt'
import type { MqttClient } from 'mqtt'
import type { Log } from '../log.ts'
import type { MqttMessage } from './door.ts'

/** Links to somebody else's broker. */
export interface Links {
  /** How many links are up. */
  connected(): number
  publish(topic: string, payload: string): Promise<void>
  close(): Promise<void>
}

interface LinkOptions {
  /** `mqtt://user:password@host:port` */
  readonly url: string
  /** Names this server towards the broker; the same after a restart, so that its sessions go on. */
  readonly name: string
  /** Servers of one group share the messages; each goes to one of them. */
  readonly group: string
  readonly topics: readonly string[]
  readonly log: Log
  /** Takes a message; it is acknowledged when the promise resolves. */
  readonly take: (message: MqttMessage) => Promise<void>
  /** A link hands over one message after the other, so several make a batch. */
  readonly links: number
}

/**
 * Subscribes at an external broker as one of a group, over several links. Sessions are kept by the broker: what arrives
 * while this server is away waits for it or goes to another of the group.
 */
export async function linkBroker({ url, name, group, topics, log, take, links }: LinkOptions): Promise<Links> {
  const shared = topics.map((topic) => `$share/${group}/${topic}`)
  const clients = await Promise.all(Array.from({ length: links }, (_, index) => open({ url, clientId: `${name}-${index}`, shared, log, take })))
  return {
    connected: () => clients.filter((client) => client.connected).length,
    publish: async (topic, payload) => {
      await clients.at(0)?.publishAsync(topic, payload, { qos: 1 })
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync()))
    },
  }
}

/**
 * A link that is subscribed, or goes on trying to be. It subscribes at every connection: a broker that was restarted may have kept the session and
 * forgotten what is shared in it, and to subscribe twice is once. It takes from the first packet on: a session that goes
 * on brings what has waited together with the answer to the connection. An acknowledgement goes back on the connection its
 * message came on, or not at all: after a reconnection the same number may stand for another message, and the broker sends
 * again what was not acknowledged.
 */
async function open({ url, clientId, shared, log, take }: Pick<LinkOptions, 'url' | 'log' | 'take'> & { clientId: string; shared: string[] }): Promise<MqttClient> {
  const client = connect(url, { clientId, clean: false, protocolVersion: 4, reconnectPeriod: 300, reconnectOnConnackError: true, resubscribe: false })
  let connections = 0
  client.on('close', () => { connections += 1 })
  client.handleMessage = (packet, done) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const connection = connections
    const answer = (error?: Error): void => { if (connection === connections) done(error) }
    take({ topic: packet.topic, payload }).then(() => { answer() }, (error: unknown) => { answer(error instanceof Error ? error : new Error('not taken')) })
  }
  client.on('error', (error) => { log.warn({ err: error }, 'external broker') })
  return new Promise((resolve) => {
    // A broker that is not there yet is no reason to do without it for ever.
    client.once('error', () => { resolve(client) })
    client.on('connect', ({ sessionPresent }) => {
      client.subscribe(shared, { qos: 1 }, () => { resolve(client) })
      // The answer comes behind all that has waited in the session.
      if (sessionPresent) resolve(client)
    })
  })
}
