import type { AnyNode } from './node.ts'
import type { Message, Reason } from './vocabulary.ts'

/** A trigger's state at a moment. */
export interface Fold {
  readonly at: number
  readonly state: unknown
}

/** The trigger came on (with its reasons) or went off. */
export interface Change {
  readonly at: number
  readonly why: readonly Reason[] | null
}

/** More changes than this between two inputs mean a part whose due moment does not move. */
const MOST_CHANGES = 100_000

/** Lets time pass, visiting every moment at which something changes by itself; changes of the whole go to `log`. */
export function advance(node: AnyNode, from: Fold, to: number, log: Change[]): Fold {
  let { at, state } = from
  for (let count = 0; ; count += 1) {
    const due = node.due(state)
    if (due === null || due > to) break
    if (count > MOST_CHANGES) throw new Error('a trigger does not move on')
    at = Math.max(due, at)
    state = noted(node, state, node.pass(state, at), { at, log })
  }
  return to > at ? { at: to, state: node.pass(state, to) } : { at, state }
}

/** Takes a message at its own time, which must not lie before the fold's. */
export function taken(node: AnyNode, from: Fold, message: Message, log: Change[]): Fold {
  const { at, state } = advance(node, from, message.at, log)
  return { at, state: noted(node, state, node.take(state, message), { at, log }) }
}

function noted(node: AnyNode, before: unknown, after: unknown, { at, log }: { at: number; log: Change[] }): unknown {
  const isOn = node.isOn(after)
  if (isOn !== node.isOn(before)) log.push({ at, why: isOn ? node.why(after) : null })
  return after
}
