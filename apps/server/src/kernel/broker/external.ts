import { setTimeout as pause } from 'node:timers/promises'
import { connect, ErrorWithReasonCode } from 'mqtt'
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
  /** Told that a link is up (again). */
  readonly onUp: () => void
  /** A link hands over one message after the other, so several make a batch. */
  readonly links: number
}

/** Devices wait 2 seconds or more (docs/devices.md): a server that knocks sooner is there before them. */
const FIRST_PAUSE_MS = 300
const LONGEST_PAUSE_MS = 1500
/** Who was refused will be refused again, until somebody has mended the password. */
const LONGEST_REFUSED_MS = 60_000
const CONNECT_MS = 10_000
const END_MS = 2000
/** A broker that takes the connection and says nothing does not hold the start up for longer. */
const START_MS = 2000
/** The same trouble of all links is one line in this while. */
const SAME_LINE_MS = 60_000

/**
 * Subscribes at an external broker as one of a group, over several links. Sessions are kept by the broker: what arrives
 * while this server is away waits for it or goes to another of the group.
 */
export async function linkBroker({ url, name, group, topics, log, take, links, onUp }: LinkOptions): Promise<Links> {
  const shared = topics.map((topic) => `$share/${group}/${topic}`)
  const tell = createTeller(log)
  const clients = await Promise.all(Array.from({ length: links }, (_, index) => open({ url, clientId: `${name}-${index}`, shared, tell, take, onUp })))
  return {
    connected: () => clients.filter((client) => client.connected).length,
    publish: async (topic, payload) => {
      const client = clients.find(({ connected }) => connected)
      if (!client) throw new Error('no link to the external broker is up')
      await client.publishAsync(topic, payload, { qos: 1 })
    },
    close: async () => {
      await Promise.all(clients.map(end))
    },
  }
}

/** Says goodbye where somebody listens; neither a broker that is away nor one that does not answer holds the server up. */
async function end(client: MqttClient): Promise<void> {
  await Promise.race([client.endAsync(!client.connected || Object.keys(client.outgoing).length > 0), pause(END_MS, undefined, { ref: false })])
  client.stream.destroy()
}

/** Tells what is wrong with the broker, once for all links and again only when it lasts or changes. */
function createTeller(log: Log): (error: Error | null) => void {
  let told = ''
  let at = Number.NEGATIVE_INFINITY
  return (error) => {
    const now = performance.now()
    const text = error === null ? '' : error.message
    if (text === told && (error === null || now - at < SAME_LINE_MS)) return
    if (error === null) log.info('external MQTT broker: connected')
    else if (isRefusal(error)) log.error({ err: error }, 'external MQTT broker: it refuses this server; look at the user name and password of YIHU_MQTT_URL')
    else log.warn({ err: error }, 'external MQTT broker: not reachable, trying again')
    told = text
    at = now
  }
}

/** Whether the broker has answered that it does not want us (MQTT 3.1.1, 3.2.2.3). */
function isRefusal(error: Error): boolean {
  return error instanceof ErrorWithReasonCode
}

/**
 * A link that is subscribed, or goes on trying to be, with growing pauses. It subscribes at every connection: a broker that was restarted may have kept the session and
 * forgotten what is shared in it, and to subscribe twice is once. It takes from the first packet on: a session that goes
 * on brings what has waited together with the answer to the connection. An acknowledgement goes back on the connection its
 * message came on, or not at all: after a reconnection the same number may stand for another message, and the broker sends
 * again what was not acknowledged.
 */
async function open({ url, clientId, shared, tell, take, onUp }: Pick<LinkOptions, 'url' | 'take' | 'onUp'> & { clientId: string; shared: string[]; tell: ReturnType<typeof createTeller> }): Promise<MqttClient> {
  const client = connect(url, { clientId, clean: false, protocolVersion: 4, reconnectPeriod: FIRST_PAUSE_MS, connectTimeout: CONNECT_MS, reconnectOnConnackError: true, resubscribe: false })
  let connections = 0
  let isAnswered = false
  client.on('close', () => { connections += 1 })
  client.handleMessage = (packet, done) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const connection = connections
    const answer = (error?: Error): void => { if (connection === connections) done(error) }
    take({ topic: packet.topic, payload }).then(() => { answer() }, (error: unknown) => { answer(error instanceof Error ? error : new Error('not taken')) })
  }
  const backOff = (error: Error): void => {
    isAnswered = true
    tell(error)
    client.options.reconnectPeriod = Math.min((client.options.reconnectPeriod ?? FIRST_PAUSE_MS) * 2, isRefusal(error) ? LONGEST_REFUSED_MS : LONGEST_PAUSE_MS)
  }
  client.on('error', backOff)
  client.on('close', () => {
    // A proxy whose broker is away takes the connection and closes it again.
    if (!isAnswered && !client.disconnecting) backOff(new Error('the connection was closed without an answer'))
    isAnswered = false
  })
  const isUp = new Promise<void>((resolve) => {
    // A broker that is not there yet is no reason to do without it for ever.
    client.once('error', () => { resolve() })
    client.once('close', () => { resolve() })
    client.on('connect', ({ sessionPresent }) => {
      isAnswered = true
      client.options.reconnectPeriod = FIRST_PAUSE_MS
      tell(null)
      client.subscribe(shared, { qos: 1 }, () => {
        resolve()
        onUp()
      })
      // The answer comes behind all that has waited in the session.
      if (sessionPresent) resolve()
    })
  })
  await Promise.race([isUp, pause(START_MS, undefined, { ref: false })])
  return client
}
