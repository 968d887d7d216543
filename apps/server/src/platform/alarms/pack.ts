import type { Message, TriggerMemory } from '@yihu/domain'
import { z } from 'zod'
import type { Origin, Remembered } from './remembered.ts'

/** A reading as three numbers: time since the base, which of the points, value. */
type PackedMessage = readonly [since: number, point: number, value: number] | Message

type Half = Pick<TriggerMemory, 'base' | 'head' | 'told'>

/** How a memory lies in the database: messages, which both halves share, only once and short. */
export interface Packed {
  readonly lateness: number
  readonly begun: number
  readonly points: readonly string[]
  readonly pending: readonly PackedMessage[]
  readonly later: readonly Message[]
  readonly on: readonly [isOn: boolean, isGrave: boolean]
  readonly ring: Half
  readonly rise: Half | null
}

/** Makes a memory short. */
export function pack({ ring, rise, later, standing }: Remembered): Packed {
  const points: string[] = []
  const indexOf = (point: string): number => {
    const known = points.indexOf(point)
    return known >= 0 ? known : points.push(point) - 1
  }
  return {
    lateness: ring.latenessMs, begun: ring.begunAt, later, on: [standing.isOn, standing.isGrave],
    pending: ring.pending.map((message) => (message.kind === 'value' && message.id === '' ? [message.at - ring.base.at, indexOf(message.point), message.value] : message)),
    points, ring: halfOf(ring), rise: rise && halfOf(rise),
  }
}

/** What `pack` made, as it was. */
export function unpack({ lateness, begun, points, pending, later, on: [isOn, isGrave], ring, rise }: Packed, setting: string): Remembered {
  const messages = pending.map((one) => ('kind' in one ? one : { kind: 'value' as const, id: '', at: ring.base.at + one[0], point: points[one[1]] ?? '', value: one[2] }))
  const whole = (half: Half): TriggerMemory => ({ ...half, latenessMs: lateness, begunAt: begun, pending: messages })
  return { setting, ring: whole(ring), rise: rise && whole(rise), later, standing: { isOn, isGrave } }
}

function halfOf({ base, head, told }: TriggerMemory): Half {
  return { base, head, told }
}

/** What messages behind a memory are told against. */
export function originOf({ ring, points }: Pick<Packed, 'ring' | 'points'>): Origin {
  return { at: ring.base.at, points }
}

/** A batch of readings to stand behind a memory; null where one of them has no short form. */
export function packBatch(messages: readonly Message[], { at, points }: Origin): string | null {
  const numbers: number[] = []
  for (const message of messages) {
    const point = message.kind === 'value' && message.id === '' ? points.indexOf(message.point) : -1
    if (message.kind !== 'value' || point < 0) return null
    numbers.push(message.at - at, point, message.value)
  }
  return JSON.stringify(numbers)
}

/** The batches that stand behind a memory, in the order in which they were heard. */
export function unpackBatches(tail: string, { at, points }: Origin): Message[][] {
  const batches = Batches.parse(JSON.parse(`[${tail}]`))
  return batches.map((numbers) => Array.from({ length: numbers.length / 3 }, (_, n): Message => {
    const [since = 0, point = 0, value = 0] = numbers.slice(n * 3, n * 3 + 3)
    return { kind: 'value', id: '', at: at + since, point: points[point] ?? '', value }
  }))
}

const Batches = z.array(z.array(z.number()))
