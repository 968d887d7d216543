import { nodeOf } from './compile.ts'
import { advance, taken } from './fold.ts'
import type { Change, Fold } from './fold.ts'
import type { AnyNode } from './node.ts'
import type { Message, Signal, Tick, Trigger } from './vocabulary.ts'

/**
 * Everything a trigger remembers, as JSON. `base` has taken all messages that can no longer be late; `pending` are those
 * that a late one might still come before; `head` has taken them too and stands at the present; `told` are its changes.
 */
export interface TriggerMemory {
  readonly latenessMs: number
  readonly base: Fold
  readonly head: Fold
  readonly pending: readonly Message[]
  readonly told: readonly Change[]
}

/** What became of an input: `late` came after its time was closed and changed nothing. */
export type Fate = 'taken' | 'duplicate' | 'late'

export interface Stepped {
  readonly memory: TriggerMemory
  readonly signals: readonly Signal[]
  readonly fate: Fate
}

/** A flood closes the time for late messages early rather than growing the memory. */
const MOST_PENDING = 256

/** The memory of a trigger that has heard nothing yet; moments are epoch milliseconds. */
export function beginTrigger(trigger: Trigger, { at, latenessMs }: { readonly at: number; readonly latenessMs: number }): TriggerMemory {
  const fold: Fold = { at, state: nodeOf(trigger).begin(at) }
  return { latenessMs, base: fold, head: fold, pending: [], told: [] }
}

/**
 * One input. Within the allowed lateness the memory after a set of inputs does not depend on their order nor on repeats;
 * signals are told at once and, should a late message say otherwise, taken back.
 */
export function stepTrigger(trigger: Trigger, memory: TriggerMemory, input: Message | Tick): Stepped {
  const node = nodeOf(trigger)
  if (input.kind === 'tick') return { ...closed(node, memory, ticked(node, memory, input.at)), fate: 'taken' }
  if (input.at <= memory.base.at) return { memory, signals: [], fate: 'late' }
  const place = placeOf(memory.pending, input)
  if (place === null) return { memory, signals: [], fate: 'duplicate' }
  const pending = memory.pending.toSpliced(place, 0, input)
  const isNewest = place === memory.pending.length && input.at >= memory.head.at
  const head = isNewest ? appended(node, memory, input) : refolded(node, memory.base, { pending, now: Math.max(memory.head.at, input.at) })
  return { ...closed(node, memory, { ...head, pending }), fate: 'taken' }
}

interface Present {
  readonly head: Fold
  readonly log: readonly Change[]
  readonly pending: readonly Message[]
}

function ticked(node: AnyNode, { head, told, pending }: TriggerMemory, at: number): Present {
  const log = [...told]
  return { head: at > head.at ? advance(node, head, at, log) : head, log, pending }
}

function appended(node: AnyNode, { head, told }: TriggerMemory, message: Message): Omit<Present, 'pending'> {
  const log = [...told]
  return { head: taken(node, head, message, log), log }
}

function refolded(node: AnyNode, base: Fold, { pending, now }: { pending: readonly Message[]; now: number }): Omit<Present, 'pending'> {
  const log: Change[] = []
  let fold = base
  for (const message of pending) fold = taken(node, fold, message, log)
  return { head: advance(node, fold, now, log), log }
}

/** Moves what can no longer be late into the base, and says what has changed. */
function closed(node: AnyNode, memory: TriggerMemory, { head, log, pending }: Present): Omit<Stepped, 'fate'> {
  const flood = pending.length > MOST_PENDING ? (pending[pending.length - MOST_PENDING]?.at ?? 0) - 1 : 0
  const until = Math.max(memory.base.at, head.at - memory.latenessMs - 1, flood)
  const firstKept = pending.findIndex(({ at }) => at > until)
  const done = firstKept < 0 ? pending : pending.slice(0, firstKept)
  let base = memory.base
  for (const message of done) base = taken(node, base, message, [])
  base = advance(node, base, until, [])
  const kept = { latenessMs: memory.latenessMs, base, head, pending: pending.slice(done.length), told: log.filter(({ at }) => at > until) }
  return { memory: kept, signals: difference(memory.told, log) }
}

/** Where a message belongs by its time, then its text; null when it is there already. */
function placeOf(pending: readonly Message[], message: Message): number | null {
  const key = keyOf(message)
  let place = pending.length
  while (place > 0) {
    const before = pending[place - 1]
    if (!before || before.at < message.at) break
    const other = before.at === message.at ? keyOf(before) : null
    if (other === key) return null
    if (other !== null && other < key) break
    place -= 1
  }
  return place
}

function keyOf(message: Message): string {
  return JSON.stringify(Object.entries(message).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function difference(before: readonly Change[], after: readonly Change[]): Signal[] {
  const isSame = (a: Change, b: Change): boolean => a.at === b.at && (a.why === null) === (b.why === null)
  const gone = before.filter((old) => !after.some((change) => isSame(old, change)))
  const come = after.filter((change) => !before.some((old) => isSame(old, change)))
  return [
    ...gone.map(({ at, why }): Signal => ({ kind: 'withdraw', at, what: why ? 'raise' : 'clear' })),
    ...come.map(({ at, why }): Signal => (why ? { kind: 'raise', at, why } : { kind: 'clear', at })),
  ]
}
