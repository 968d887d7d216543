import type { Message, Reason } from './vocabulary.ts'

/**
 * A trigger made ready to run. Its state is JSON and a function of the messages taken and of the time alone: `pass` to t1
 * and then to t2 is `pass` to t2, as long as every `due` between them is visited. A state is never changed in place.
 */
export interface Node<State> {
  /** The state at a moment before the first message. */
  begin(at: number): State
  take(state: State, message: Message): State
  pass(state: State, now: number): State
  /** The next moment at which the state changes without a message; null: never. */
  due(state: State): number | null
  isOn(state: State): boolean
  /**
   * A state just begun, with what an earlier one of the same place has learnt, perhaps under other settings: habits, who is
   * away, when it was last heard. Absent: nothing is learnt. What has no such form is left as it was begun.
   */
  keep?(begun: State, old: unknown): State
  /** Reasons for being on; asked only then. */
  why(state: State): readonly Reason[]
}

/** A node whose kind of state its user does not know: methods are checked loosely, so any node is one. */
export type AnyNode = Node<unknown>

/** The earlier of two moments. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}

/** Whether a state of unknown kind has a field. */
export function has<Name extends string>(state: unknown, name: Name): state is Readonly<Record<Name, unknown>> {
  return typeof state === 'object' && state !== null && name in state
}
