import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type { Client, PublishPacket, Subscription } from 'aedes'
import type { Log } from '../log.ts'
import { createBucket } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { createDeliveries } from './deliveries.ts'
import { MessageRefused } from './door.ts'
import type { Door, Refusal } from './door.ts'
import { createGate } from './gate.ts'
import { createLane } from './lane.ts'
import type { Lane } from './lane.ts'
import { createListeners } from './listeners.ts'
import type { Listeners } from './listeners.ts'
import { QuietBroker } from './quiet-broker.ts'
import { readOn, readThrough } from './reading.ts'

/** A running broker of our own. */
export interface Broker {
  readonly port: number
  /** Ends the connections of these names; of all with null. */
  disconnect(names: ReadonlySet<string> | null): void
  /** Whether somebody of this name listens to a topic. */
  hears(name: string, topic: string): boolean
  /** Sends a message to those of a name who listen to its topic. @returns whether somebody has acknowledged it; false: all have gone before */
  send(name: string, message: { readonly topic: string; readonly payload: string }): Promise<boolean>
  /** How many are connected. */
  connections(): number
  close(): Promise<void>
}

interface BrokerOptions<S> {
  readonly port: number
  readonly host: string
  readonly log: Log
  readonly door: Door<S>
  /** Longest packet; longer messages arrive cut to it. */
  readonly mostBytes: number
  /** Connections at once, and new ones a second from one address. Defaults 20 000 and 200. */
  readonly mostConnections?: number
  readonly connectsPerSecond?: number
}

const RETURN_CODES: Readonly<Record<Refusal | 'unavailable', number>> = { identifier: 2, unavailable: 3, credentials: 4 }

class NotLetIn extends Error {
  readonly returnCode: number
  constructor(why: keyof typeof RETURN_CODES) {
    super(why)
    this.returnCode = RETURN_CODES[why]
  }
}

/** Who is behind a connection. */
type Sessions<S> = WeakMap<Client, {
  readonly session: S
  readonly name: string
  /** The connection has been told that it may come in. */
  isIn: boolean
}>

/**
 * An MQTT 3.1.1 broker within this process. A message of QoS 1 is acknowledged when the door has taken it; until then no
 * more is read from that connection than has arrived in one piece, which is how devices are held back.
 */
export async function startBroker<S>(options: BrokerOptions<S>): Promise<Broker> {
  const { door, log } = options
  const sessions: Sessions<S> = new WeakMap()
  const broker = brokerAt(options, sessions)
  broker.on('clientError', (_, error) => { log.debug({ err: error }, 'mqtt client') })
  broker.on('connectionError', (_, error) => { log.debug({ err: error }, 'mqtt connection') })
  await broker.listen()
  const clients = new Set<Client>()
  broker.on('client', (client) => { clients.add(client) })
  broker.on('connackSent', (_, client) => {
    const entry = sessions.get(client)
    if (entry) entry.isIn = true
  })
  const listeners = listenersAt(broker, { sessions, door })
  const deliveries = createDeliveries()
  broker.on('ack', (_, client) => { deliveries.acknowledged(client) })
  broker.on('clientDisconnect', (client) => {
    clients.delete(client)
    deliveries.forget(client)
  })
  const server = await listen(options, (socket) => {
    const client = broker.handle(socket)
    readThrough(socket, { gate: createGate(options), lane: laneOf(socket, { client, sessions, door, log }), room: door.room })
  }).catch((error: unknown) => {
    broker.close()
    throw error
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    disconnect: (names) => {
      for (const client of clients) if (names === null || names.has(sessions.get(client)?.name ?? '')) client.close()
    },
    hears: (name, topic) => listeners.of(name, topic).length > 0,
    send: async (name, message) => (await Promise.all(listeners.of(name, message.topic).map((client) => deliveries.send(client, message)))).some(Boolean),
    connections: () => clients.size,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      broker.close()
    }),
  }
}

/** A broker that asks the door about everything. */
function brokerAt<S>({ door, log }: Pick<BrokerOptions<S>, 'door' | 'log'>, sessions: Sessions<S>): QuietBroker {
  return new QuietBroker({
    connectTimeout: 10_000, drainTimeout: 30_000, maxTopicLevels: 8, maxInflightInbound: 64, queueLimit: 200, maxClientsIdLength: 128,
    authenticate: (client, name, secret, answer) => {
      letIn(door, { client, name, secret }).then(
        (entry) => {
          if (entry) sessions.set(client, entry)
          answer(entry ? null : new NotLetIn('credentials'), entry !== null)
        },
        (error: unknown) => {
          if (!(error instanceof NotLetIn)) log.warn({ err: error }, 'a device could not be signed in')
          answer(error instanceof NotLetIn ? error : new NotLetIn('unavailable'), false)
        },
      )
    },
    authorizePublish: (client, packet, answer) => {
      const entry = client && sessions.get(client)
      if (!entry) return answer(new Error('nobody knows who sent this'))
      packet.retain = false
      taken(door, entry.session, packet).then(() => answer(null), (error: unknown) => { answer(refused(error, log)) })
    },
    authorizeSubscribe: (client, subscription, answer) => answer(null, granted(sessions.get(client)?.session, subscription, door)),
  })
}

/** MQTT 5 has properties in its messages, which the lane does not know. */
const LANE_VERSION = 4

/** The lane of a connection, open once the broker has answered that it may come in. */
function laneOf<S>(socket: Socket, { client, sessions, door, log }: { client: Client; sessions: Sessions<S>; door: Door<S>; log: Log }): Lane {
  return createLane({
    isOpen: () => client.version <= LANE_VERSION && sessions.get(client)?.isIn === true,
    take: (message) => {
      const entry = sessions.get(client)
      return entry ? door.take(entry.session, message) : Promise.reject(new MessageRefused('nobody knows who sent this'))
    },
    write: (bytes) => { if (socket.writable) socket.write(bytes) },
    onEmpty: () => { readOn(socket) },
    onRefused: (error) => { socket.destroy(refused(error, log)) },
  })
}

async function taken<S>(door: Door<S>, session: S, { topic, payload }: PublishPacket): Promise<void> {
  return door.take(session, { topic, payload: bytesOf(payload) })
}

function refused(error: unknown, log: Log): Error {
  if (!(error instanceof MessageRefused)) log.error({ err: error }, 'a message was not taken')
  return error instanceof Error ? error : new Error('refused')
}

/** Keeps who listens to what, and tells the door. */
function listenersAt<S>(broker: QuietBroker, { sessions, door }: { sessions: Sessions<S>; door: Door<S> }): Listeners {
  const listeners = createListeners()
  broker.on('subscribe', (subscriptions, client) => {
    const entry = sessions.get(client)
    if (!entry) return
    for (const { topic } of subscriptions.filter((one) => door.maySubscribe(entry.session, one.topic))) {
      listeners.add(entry.name, topic, client)
      door.subscribed(entry.session, topic)
    }
  })
  broker.on('unsubscribe', (topics, client) => {
    for (const topic of topics) listeners.remove(topic, client)
  })
  broker.on('clientDisconnect', (client) => { listeners.forget(client) })
  return listeners
}

async function letIn<S>(door: Door<S>, { client, name, secret }: { client: Client; name: string | undefined; secret: Buffer | undefined }) {
  if (!name || !secret) return null
  const socket = client.conn
  const answer = await door.signIn({ name, secret, clientId: client.id, address: 'remoteAddress' in socket ? (socket.remoteAddress ?? '') : '' })
  if ('refused' in answer) throw new NotLetIn(answer.refused)
  return { session: answer.session, name, isIn: false }
}

function granted<S>(session: S | undefined, subscription: Subscription, door: Door<S>): Subscription | null {
  return session !== undefined && door.maySubscribe(session, subscription.topic) ? subscription : null
}

function bytesOf(payload: string | Buffer): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload) : payload
}

/** What lies ready of a connection before it is read. */
const MOST_READ_AHEAD = 16_384

/** Listens; no connection is made faster than allowed. */
async function listen({ port, host, log, mostConnections = 20_000, connectsPerSecond = 200 }: Pick<BrokerOptions<never>, 'port' | 'host' | 'log' | 'mostConnections' | 'connectsPerSecond'>, take: (socket: Socket) => void): Promise<Server> {
  const callers = new Map<string, Bucket>()
  const server = createServer({ noDelay: true, keepAlive: true, highWaterMark: MOST_READ_AHEAD }, (socket) => {
    if (callers.size > 10_000) callers.clear()
    const address = socket.remoteAddress ?? ''
    const bucket = callers.get(address) ?? createBucket({ perSecond: connectsPerSecond, burst: connectsPerSecond * 5 })
    callers.set(address, bucket)
    if (bucket.owed(performance.now()) > 0) {
      socket.destroy()
      return
    }
    bucket.take(performance.now())
    take(socket)
  })
  server.maxConnections = mostConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => { log.error({ err: error }, 'mqtt server') })
  return server
}
