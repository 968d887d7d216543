import type { MqttMessage } from './door.ts'

/** What a lane needs of its connection. */
interface LaneOptions {
  /** Whether the broker has let the connection in. */
  readonly isOpen: () => boolean
  /** Resolves when a message is kept. */
  readonly take: (message: MqttMessage) => Promise<void>
  /** Sends acknowledgements. */
  readonly write: (bytes: Buffer) => void
  /** Everything taken is acknowledged: there may be more to read. */
  readonly onEmpty: () => void
  /** A message must not be acknowledged: the connection ends. */
  readonly onRefused: (error: unknown) => void
}

/** Messages past the broker, for a connection that talks much. */
export interface Lane {
  /** Whether messages of what was sorted last are still under way. */
  isBusy(): boolean
  /** Takes messages out of whole or broken packets (heads come whole); answers what is left for the broker: whole packets. */
  sort(chunk: Buffer): Buffer | null
}

interface Taken {
  readonly id: number
  isKept: boolean
}

/** A message as it stands in a chunk. */
interface Publish {
  readonly topicFrom: number
  readonly topicTo: number
  readonly to: number
}

/**
 * Taking a message apart, routing and acknowledging it alone costs a broker more than storing it costs us. Of what arrives
 * in one piece the first message goes to the broker, which checks its topic and sees that the connection lives; those
 * behind it with the same topic and QoS 1 are taken here, and acknowledged together and in their order.
 */
export function createLane({ isOpen, ...ends }: LaneOptions): Lane {
  const counter = createCounter(ends)
  const joiner = createJoiner()
  let known: { readonly bytes: Buffer; readonly topic: string } | undefined
  /** The topic as the broker has seen it; one that is new is remembered, and goes the broker's way. */
  const knownTopic = (bytes: Buffer, { topicFrom, topicTo }: Publish): string | null => {
    if (known?.bytes.length === topicTo - topicFrom && known.bytes.compare(bytes, topicFrom, topicTo) === 0) return known.topic
    known = { bytes: Buffer.from(bytes.subarray(topicFrom, topicTo)), topic: bytes.toString('utf8', topicFrom, topicTo) }
    return null
  }
  return {
    isBusy: counter.isBusy,
    sort(chunk) {
      const rest: Buffer[] = []
      let isFirst = true
      joiner.each(chunk, (bytes, packet) => {
        const publish = isOpen() ? publishOf(bytes, packet) : null
        const topic = publish && knownTopic(bytes, publish)
        if (publish && topic !== null && !isFirst) counter.pass(bytes.readUInt16BE(publish.topicTo), { topic, payload: bytes.subarray(publish.topicTo + 2, publish.to) })
        else rest.push(bytes.subarray(packet.at, packet.to))
        isFirst &&= !publish
      })
      const [only] = rest
      return rest.length > 1 ? Buffer.concat(rest) : (only ?? null)
    },
  }
}

/** Messages under way, acknowledged in their order as soon as they are kept. */
function createCounter({ take, write, onEmpty, onRefused }: Omit<LaneOptions, 'isOpen'>) {
  let under: Taken[] = []
  let isFlushing = false
  let isOver = false
  const flush = (): void => {
    isFlushing = false
    if (isOver) return
    const open = under.findIndex(({ isKept }) => !isKept)
    const kept = open < 0 ? under : under.slice(0, open)
    under = open < 0 ? [] : under.slice(open)
    if (kept.length > 0) write(acknowledgements(kept))
    if (under.length === 0) onEmpty()
  }
  const refuse = (error: unknown): void => {
    isOver = true
    onRefused(error)
  }
  return {
    isBusy: () => under.length > 0,
    pass(id: number, message: MqttMessage): void {
      const one: Taken = { id, isKept: false }
      under.push(one)
      take(message).then(() => {
        one.isKept = true
        if (isFlushing) return
        isFlushing = true
        queueMicrotask(flush)
      }, refuse)
    },
  }
}

interface Packet {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Puts packets together that arrive in pieces; their heads come whole. */
function createJoiner() {
  let pieces: Buffer[] = []
  let missing = 0
  /** The chunk with what came before it; null while a packet is still not whole. */
  const joined = (chunk: Buffer): Buffer | null => {
    if (missing === 0) return chunk
    pieces.push(chunk)
    missing -= chunk.length
    if (missing > 0) return null
    const bytes = Buffer.concat(pieces)
    pieces = []
    missing = 0
    return bytes
  }
  return {
    each(chunk: Buffer, tell: (bytes: Buffer, packet: Packet) => void): void {
      const bytes = joined(chunk)
      for (let at = 0; bytes && at < bytes.length;) {
        const packet = packetAt(bytes, at)
        if (packet.to > bytes.length) {
          pieces = [Buffer.from(bytes.subarray(at))]
          missing = packet.to - bytes.length
          return
        }
        tell(bytes, packet)
        at = packet.to
      }
    },
  }
}

/** The packet that begins here, with where its body begins and ends (MQTT 3.1.1, 2.2.3). */
function packetAt(bytes: Buffer, at: number): Packet {
  let length = 0
  for (let index = 1; ; index += 1) {
    const digit = bytes[at + index] ?? 0
    length += (digit & 0x7f) * 128 ** (index - 1)
    if (digit < 0x80) return { at, from: at + index + 1, to: at + index + 1 + length }
  }
}

/** A PUBLISH of QoS 1, whatever its other flags; null: something else, or not well formed. */
function publishOf(bytes: Buffer, { at, from, to }: Packet): Publish | null {
  if (((bytes[at] ?? 0) & 0xf6) !== 0x32 || to - from < 2) return null
  const topicTo = from + 2 + bytes.readUInt16BE(from)
  return topicTo + 2 <= to ? { topicFrom: from + 2, topicTo, to } : null
}

/** PUBACK packets. */
function acknowledgements(kept: readonly Taken[]): Buffer {
  const bytes = Buffer.allocUnsafe(kept.length * 4)
  let at = 0
  for (const { id } of kept) at = bytes.writeUInt16BE(id, bytes.writeUInt16BE(0x4002, at))
  return bytes
}
