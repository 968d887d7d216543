import { has } from '../node.ts'
import type { Node } from '../node.ts'
import type { Trigger } from '../vocabulary.ts'
import { EMPTY_WATCH, USUAL_THRESHOLD, watchReading } from './watch.ts'
import type { Watch } from './watch.ts'

interface State {
  readonly watch: Watch
  readonly since: number | null
  readonly until: number
  readonly value: number | null
}

/** `outside its usual band`: on from a warning until `holdMs` after the last surprising reading. */
export function unusual({ point, holdMs, threshold = USUAL_THRESHOLD }: Extract<Trigger, { kind: 'unusual' }>): Node<State> {
  return {
    begin: () => ({ watch: EMPTY_WATCH, since: null, until: 0, value: null }),
    take(state, message) {
      if (message.kind !== 'value' || message.point !== point || !Number.isFinite(message.value)) return state
      const { watch, surprise, isWarning } = watchReading(state.watch, message, threshold)
      const isOn = state.since !== null
      if (!isWarning && !(isOn && surprise >= threshold)) return { ...state, watch }
      return { watch, since: state.since ?? message.at, until: message.at + holdMs, value: isOn ? state.value : message.value }
    },
    pass: (state, now) => (state.since !== null && now > state.until ? { ...state, since: null, value: null } : state),
    due: ({ since, until }) => (since === null ? null : until + 1),
    keep: (begun, old) => (has(old, 'watch') ? (old as unknown as State) : begun), // the only part that has such a field
    isOn: ({ since }) => since !== null,
    why: ({ since, value }) => [{ kind: 'unusual', point, since: since ?? 0, value }],
  }
}
