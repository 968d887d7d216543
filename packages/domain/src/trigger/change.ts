import type { Node } from './node.ts'
import type { Trigger } from './vocabulary.ts'

/** Lowest and highest reading of one slice of the window. */
interface Slice {
  readonly at: number
  readonly low: number
  readonly high: number
}

interface State {
  readonly slices: readonly Slice[]
  readonly last: number
  readonly since: number | null
  readonly value: number | null
}

/** The window is remembered in so many slices, whatever the rate of readings. */
const SLICES = 32

/** `changes faster than`: on while the newest reading lies so far from the lowest (up) or highest (down) of the window. */
export function change({ point, by, withinMs, direction }: Extract<Trigger, { kind: 'changes' }>): Node<State> {
  const sliceMs = Math.max(1, Math.ceil(withinMs / SLICES))
  /** The slices are in the order of time: mostly none has grown old. */
  const fresh = (slices: readonly Slice[], now: number): readonly Slice[] => ((slices[0]?.at ?? now) + withinMs >= now ? slices : slices.filter(({ at }) => at + withinMs >= now))
  const isFast = (slices: readonly Slice[], value: number): boolean => {
    let [lowest, highest] = [value, value]
    for (const { low, high } of slices) {
      if (low < lowest) lowest = low
      if (high > highest) highest = high
    }
    const rise = value - lowest
    const fall = highest - value
    return (direction !== 'down' && rise >= by) || (direction !== 'up' && fall >= by)
  }
  return {
    begin: () => ({ slices: [], last: -1, since: null, value: null }),
    take(state, message) {
      if (message.kind !== 'value' || message.point !== point || !Number.isFinite(message.value)) return state
      const { at, value } = message
      const slices = widen(fresh(state.slices, at), { at: Math.floor(at / sliceMs) * sliceMs, low: value, high: value })
      return { slices, last: at, since: isFast(slices, value) ? (state.since ?? at) : null, value }
    },
    pass: (state, now) => (state.last >= 0 && now > state.last + withinMs ? { ...state, slices: [], last: -1, since: null } : state),
    due: ({ last }) => (last < 0 ? null : last + withinMs + 1),
    isOn: ({ since }) => since !== null,
    why: ({ since, value }) => [{ kind: 'changes', point, since: since ?? 0, value }],
  }
}

function widen(slices: readonly Slice[], slice: Slice): readonly Slice[] {
  const newest = slices.at(-1)
  if (!newest || newest.at !== slice.at) return [...slices, slice]
  if (slice.low >= newest.low && slice.high <= newest.high) return slices
  return [...slices.slice(0, -1), { at: slice.at, low: Math.min(newest.low, slice.low), high: Math.max(newest.high, slice.high) }]
}
