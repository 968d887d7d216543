import { earlier, has } from './node.ts'
import type { AnyNode, Node } from './node.ts'

type States = readonly unknown[]

/** `all` / `any` of the parts at the same time. */
export function combine(kind: 'all' | 'any', nodes: readonly AnyNode[]): Node<States> {
  const isOn = (states: States): boolean => {
    const each = (node: AnyNode, index: number): boolean => node.isOn(states[index])
    return kind === 'all' ? nodes.length > 0 && nodes.every(each) : nodes.some(each)
  }
  return {
    begin: (at) => nodes.map((node) => node.begin(at)),
    take: (states, message) => moved(states, (index) => nodes[index]?.take(states[index], message)),
    pass: (states, now) => moved(states, (index) => nodes[index]?.pass(states[index], now)),
    due(states) {
      let due: number | null = null
      for (let index = 0; index < nodes.length; index += 1) due = earlier(due, nodes[index]?.due(states[index]) ?? null)
      return due
    },
    keep: (begun, old) => (isList(old) && old.length === nodes.length ? begun.map((state, index) => nodes[index]?.keep?.(state, old[index]) ?? state) : begun),
    isOn,
    why: (states) => nodes.flatMap((node, index) => (node.isOn(states[index]) ? node.why(states[index]) : [])),
  }
}

function isList(old: unknown): old is readonly unknown[] {
  return Array.isArray(old)
}

/** The states each moved on; the same list when none has changed. */
function moved(states: States, move: (index: number) => unknown): States {
  let next: unknown[] | undefined
  for (let index = 0; index < states.length; index += 1) {
    const state = move(index)
    if (state !== states[index] && !next) next = states.slice()
    if (next) next[index] = state
  }
  return next ?? states
}

interface Sequence {
  readonly first: unknown
  readonly second: unknown
  /** When `first` last came on. */
  readonly armed: number | null
  readonly isOn: boolean
}

/** `first then second within t`: on from `second` coming on no later than t after `first` came on, as long as it stays on. */
export function sequence(first: AnyNode, second: AnyNode, withinMs: number): Node<Sequence> {
  const settle = (before: Sequence, states: { first: unknown; second: unknown }, now: number): Sequence => {
    const armed = !first.isOn(before.first) && first.isOn(states.first) ? now : before.armed
    const isOn = second.isOn(states.second) && (second.isOn(before.second) ? before.isOn : armed !== null && now - armed <= withinMs)
    return { ...states, armed, isOn }
  }
  return {
    begin: (at) => ({ first: first.begin(at), second: second.begin(at), armed: null, isOn: false }),
    take: (state, message) => settle(state, { first: first.take(state.first, message), second: second.take(state.second, message) }, message.at),
    pass: (state, now) => settle(state, { first: first.pass(state.first, now), second: second.pass(state.second, now) }, now),
    due: (state) => earlier(first.due(state.first), second.due(state.second)),
    keep: (begun, old) => (has(old, 'first') && has(old, 'second') ? { ...begun, first: first.keep?.(begun.first, old.first) ?? begun.first, second: second.keep?.(begun.second, old.second) ?? begun.second } : begun),
    isOn: ({ isOn }) => isOn,
    why: (state) => [...(first.isOn(state.first) ? first.why(state.first) : []), ...second.why(state.second)],
  }
}
