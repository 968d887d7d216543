import { isCounted, isSaying, isSighting } from './match.ts'
import { has } from './node.ts'
import type { Node } from './node.ts'
import type { Trigger } from './vocabulary.ts'

interface Counted {
  /** The last n times, oldest first. */
  readonly times: readonly number[]
}

/** `count n within t`: on while the last n counted messages lie no further apart than t, and the first of them is no older. */
export function count({ of, n, withinMs }: Extract<Trigger, { kind: 'count' }>): Node<Counted> {
  const fresh = (times: readonly number[], now: number): readonly number[] =>
    (times[0] ?? now) + withinMs < now ? times.filter((time) => time + withinMs >= now) : times
  return {
    begin: () => ({ times: [] }),
    take: (state, message) => (isCounted(message, of) ? { times: [...fresh(state.times, message.at), message.at].slice(-n) } : state),
    pass: (state, now) => {
      const times = fresh(state.times, now)
      return times === state.times ? state : { times }
    },
    due: ({ times: [first] }) => (first === undefined ? null : first + withinMs + 1),
    isOn: ({ times }) => times.length >= n,
    why: ({ times }) => [{ kind: 'count', point: of.kind === 'value' ? of.point : null, since: times[0] ?? 0, value: times.length }],
  }
}

interface Heard {
  /** Null: nothing yet, and so there is nothing to miss. */
  readonly last: number | null
  readonly isOn: boolean
}

/**
 * `silent for t`: on when the point (null: all of the device) has not been heard of for so long; from the beginning, or
 * (`onceHeard`) only after it was heard at all.
 */
export function silent({ point, forMs, onceHeard = false }: Extract<Trigger, { kind: 'silent' }>): Node<Heard> {
  return {
    begin: (at) => ({ last: onceHeard ? null : at, isOn: false }),
    take: (state, message) => {
      const isHeard = point === null ? message.kind !== 'away' : message.kind === 'value' && message.point === point
      return isHeard ? { last: message.at, isOn: false } : state
    },
    pass: (state, now) => (state.last !== null && !state.isOn && now >= state.last + forMs ? { ...state, isOn: true } : state),
    due: ({ last, isOn }) => (last === null || isOn ? null : last + forMs),
    keep: (begun, old) => (has(old, 'last') && typeof old.last === 'number' ? { ...begun, last: Math.min(begun.last ?? old.last, old.last) } : begun),
    isOn: ({ isOn }) => isOn,
    why: ({ last }) => [{ kind: 'silent', point, since: last ?? 0, value: null }],
  }
}

/** From the first to the last message of a run in which no two lie further apart than `holdMs`. */
interface Run {
  readonly first: number
  readonly last: number
  readonly isOn: boolean
}

const NO_RUN: Run = { first: 0, last: -1, isOn: false }

function held(holdMs: number): Pick<Node<Run>, 'pass' | 'due' | 'isOn'> {
  return {
    pass: (run, now) => (run.last >= 0 && now > run.last + holdMs ? NO_RUN : run),
    due: ({ last }) => (last < 0 ? null : last + holdMs + 1),
    isOn: ({ isOn }) => isOn,
  }
}

/** `seen(label, zone, dwell, score)`: on once it has stayed so long, by its own account or by ours, until `holdMs` after the last sight. */
export function seen(trigger: Extract<Trigger, { kind: 'seen' }>): Node<Run> {
  const { dwellMs = 0, holdMs } = trigger
  return {
    ...held(holdMs),
    begin: () => NO_RUN,
    take(run, message) {
      if (message.kind !== 'seen' || !isSighting(message, trigger)) return run
      const told = message.at - message.dwellMs
      const first = run.last < 0 ? told : Math.min(run.first, told)
      return { first, last: message.at, isOn: message.at - first >= dwellMs }
    },
    why: ({ first }) => [{ kind: 'seen', point: trigger.zone ?? null, since: first, value: null }],
  }
}

/** `said(class, words)`: on until `holdMs` after the last such message. */
export function said(trigger: Extract<Trigger, { kind: 'said' }>): Node<Run> {
  return {
    ...held(trigger.holdMs),
    begin: () => NO_RUN,
    take(run, message) {
      if (message.kind !== 'said' || !isSaying(message, trigger)) return run
      return { first: run.last < 0 ? message.at : run.first, last: message.at, isOn: true }
    },
    why: ({ first }) => [{ kind: 'said', point: null, since: first, value: null }],
  }
}
