import type { Node } from './node.ts'
import type { Trigger } from './vocabulary.ts'

interface State {
  /** Since when readings lie beyond the limit. */
  readonly since: number | null
  readonly isOn: boolean
  readonly value: number | null
}

/** `over` / `under` … `for` … `clear`: on when every reading since `since` lies beyond the limit and the time is up. */
export function threshold(trigger: Extract<Trigger, { kind: 'over' | 'under' }>): Node<State> {
  const { kind, point, limit, forMs = 0, clear = limit } = trigger
  const sign = kind === 'over' ? 1 : -1
  const isBeyond = (value: number, bound: number): boolean => (value - bound) * sign > 0
  const settle = (state: State, now: number): State =>
    state.since !== null && !state.isOn && now >= state.since + forMs ? { ...state, isOn: true } : state
  return {
    begin: () => ({ since: null, isOn: false, value: null }),
    take(state, message) {
      if (message.kind !== 'value' || message.point !== point || !Number.isFinite(message.value)) return state
      const { value, at } = message
      if (state.isOn ? !isBeyond(value, clear) : !isBeyond(value, limit)) return { since: null, isOn: false, value }
      return settle({ ...state, since: state.since ?? at, value }, at)
    },
    pass: settle,
    due: ({ since, isOn }) => (since === null || isOn ? null : since + forMs),
    isOn: ({ isOn }) => isOn,
    why: ({ since, value }) => [{ kind, point, since: since ?? 0, value }],
  }
}
