import type { Message, TriggerMemory } from '@yihu/domain'
import type { Remembered } from './remembered.ts'

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
