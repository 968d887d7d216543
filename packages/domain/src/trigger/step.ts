import { nodeOf } from './compile.ts'
import { advance, taken } from './fold.ts'
import type { Change, Fold } from './fold.ts'
import type { AnyNode } from './node.ts'
import type { Message, Reason, Signal, Tick, Trigger } from './vocabulary.ts'

/**
 * Everything a trigger remembers, as JSON. `base` has taken all messages that can no longer be late; `pending` are those
 * that a late one might still come before; `head` has taken them too and stands at the present; `told` are its changes.
 */
export interface TriggerMemory {
  readonly latenessMs: number
  /** When it was begun: until `base` has moved on from there, a message of before begins it earlier. */
  readonly begunAt: number
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
}

/** A flood closes the time for late messages early rather than growing the memory. */
const MOST_PENDING = 256

/** The memory of a trigger that has heard nothing yet; moments are epoch milliseconds. */
export function beginTrigger(trigger: Trigger, { at, latenessMs }: { readonly at: number; readonly latenessMs: number }): TriggerMemory {
  const fold: Fold = { at, state: nodeOf(trigger).begin(at) }
  return { latenessMs, begunAt: at, base: fold, head: fold, pending: [], told: [] }
}

/**
 * The memory of a trigger under other settings, to hear again what is still pending: begun anew where the earlier one has
 * closed the time, but for what that has learnt.
 */
export function beginAgain(trigger: Trigger, { latenessMs, begunAt, base: { at, state } }: Pick<TriggerMemory, 'latenessMs' | 'begunAt' | 'base'>): TriggerMemory {
  const node = nodeOf(trigger)
  const begun = node.begin(at)
  const fold: Fold = { at, state: node.keep?.(begun, state) ?? begun }
  return { latenessMs, begunAt, base: fold, head: fold, pending: [], told: [] }
}

/**
 * One input. Within the allowed lateness the memory after a set of inputs does not depend on their order nor on repeats;
 * signals are told at once and, should a late message say otherwise, taken back.
 */
export function stepTrigger(trigger: Trigger, memory: TriggerMemory, input: Message | Tick): Stepped & { readonly fate: Fate } {
  if (input.kind === 'tick') return { ...passTime(trigger, memory, input.at), fate: 'taken' }
  const { fates: [fate = 'late'], ...stepped } = takeAll(trigger, memory, [input])
  return { ...stepped, fate }
}

/** Lets time pass without a message. */
export function passTime(trigger: Trigger, memory: TriggerMemory, now: number): Stepped {
  const { head, told, pending } = memory
  const node = nodeOf(trigger)
  const log = [...told]
  return closed(node, memory, { head: now > head.at ? advance(node, head, now, log) : head, log, pending })
}

/** Many inputs at once, in any order: the same as one after the other by their time, at a fraction of the cost. */
export function takeMessages(trigger: Trigger, before: TriggerMemory, messages: readonly Message[]): Stepped {
  const { memory, signals } = takeAll(trigger, before, messages)
  return { memory, signals }
}

/** The same with what became of each message, in the order of time. */
function takeAll(trigger: Trigger, before: TriggerMemory, messages: readonly Message[]): Stepped & { readonly fates: readonly Fate[] } {
  const node = nodeOf(trigger)
  const memory = begunEarlier(node, before, messages)
  const pending = [...memory.pending]
  let isAppended = true
  const fresh: Message[] = []
  const fates: Fate[] = []
  for (const message of messages.length > 1 ? messages.toSorted(byTime) : messages) {
    const place = message.at <= memory.base.at ? undefined : placeOf(pending, message)
    fates.push(place === undefined ? 'late' : place === null ? 'duplicate' : 'taken')
    if (place === undefined || place === null) continue
    isAppended &&= place === pending.length && message.at >= memory.head.at
    if (place === pending.length) pending.push(message)
    else pending.splice(place, 0, message)
    fresh.push(message)
  }
  if (fresh.length === 0 && memory === before) return { memory, signals: [], fates }
  const now = Math.max(memory.head.at, pending.at(-1)?.at ?? memory.head.at)
  const present = isAppended && memory === before ? appended(node, memory, fresh) : refolded(node, memory.base, { pending, now })
  return { ...closed(node, memory, { ...present, pending }), fates }
}

/** Whether the trigger is on, and since what. */
export function standing(trigger: Trigger, { head }: Pick<TriggerMemory, 'head'>): readonly Reason[] | null {
  const node = nodeOf(trigger)
  return node.isOn(head.state) ? node.why(head.state) : null
}

/** The next moment at which time alone changes something; null: never. */
export function dueAt(trigger: Trigger, { head }: Pick<TriggerMemory, 'head'>): number | null {
  return nodeOf(trigger).due(head.state)
}

/** Of a memory that has closed nothing yet: begun just before the earliest message that is not too late. */
function begunEarlier(node: AnyNode, memory: TriggerMemory, messages: readonly Message[]): TriggerMemory {
  if (memory.base.at !== memory.begunAt) return memory
  const newest = messages.reduce((latest, { at }) => Math.max(latest, at), memory.head.at)
  const earliest = messages.reduce((first, { at }) => (at > newest - memory.latenessMs - 1 ? Math.min(first, at) : first), Infinity)
  if (earliest > memory.base.at) return memory
  const at = earliest - 1
  return { ...memory, begunAt: at, base: { at, state: node.begin(at) } }
}

interface Present {
  readonly head: Fold
  readonly log: readonly Change[]
  readonly pending: readonly Message[]
}

function appended(node: AnyNode, { head, told }: TriggerMemory, messages: readonly Message[]): Omit<Present, 'pending'> {
  const log = [...told]
  return { head: messages.reduce((fold, message) => taken(node, fold, message, log), head), log }
}

function refolded(node: AnyNode, base: Fold, { pending, now }: { pending: readonly Message[]; now: number }): Omit<Present, 'pending'> {
  const log: Change[] = []
  let fold = base
  for (const message of pending) fold = taken(node, fold, message, log)
  return { head: advance(node, fold, now, log), log }
}

/** Moves what can no longer be late into the base, and says what has changed. */
function closed(node: AnyNode, memory: TriggerMemory, { head, log, pending }: Present): Stepped {
  const flood = pending.length > MOST_PENDING ? (pending[pending.length - MOST_PENDING]?.at ?? 0) - 1 : 0
  const until = Math.max(memory.base.at, head.at - memory.latenessMs - 1, flood)
  const firstKept = pending.findIndex(({ at }) => at > until)
  const done = firstKept < 0 ? pending : pending.slice(0, firstKept)
  let base = memory.base
  const unheard: Change[] = []
  for (const message of done) base = taken(node, base, message, unheard)
  base = advance(node, base, until, unheard)
  const kept = { ...memory, base, head, pending: pending.slice(done.length), told: log.filter(({ at }) => at > until) }
  return { memory: kept, signals: difference(memory.told, log) }
}

function byTime(a: Message, b: Message): number {
  return a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1)
}

/** Where a message belongs by its time, then its text; null when it is there already. */
function placeOf(pending: readonly Message[], message: Message): number | null {
  let place = pending.length
  let key: string | null = null
  while (place > 0) {
    const before = pending[place - 1]
    if (!before || before.at < message.at) break
    if (before.at === message.at) {
      key ??= keyOf(message)
      const other = keyOf(before)
      if (other === key) return null
      if (other < key) break
    }
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
