import { beginTrigger, stepTrigger } from '@yihu/domain'
import type { Message, Reason, Trigger } from '@yihu/domain'
import type { Timed } from '../define/messages.ts'
import type { Example, Ring, Scenario } from '../define/shape.ts'

/** What came of playing messages through a trigger; minutes since the beginning. */
export interface Played {
  readonly rings: readonly Ring[]
  readonly clears: readonly number[]
}

const MINUTE_MS = 60_000
const PER_MINUTE = 100

/** Plays an example through the scenario's trigger, and through the one that makes it graver. */
export function playExample(scenario: Scenario, { from, messages, untilMinutes, settings = {} }: Example): Played & { readonly rises: readonly number[] } {
  const span = { from: momentOf(from), untilMinutes }
  const all = messages.flat()
  const rises = scenario.rise ? playMessages(scenario.rise.when(settings), all, span).rings.map(({ minute }) => minute) : []
  return { ...playMessages(scenario.trigger(settings), all, span), rises }
}

/** Plays messages in the order of their time; `from` in epoch ms. */
export function playMessages(trigger: Trigger, messages: readonly Timed[], { from, untilMinutes }: { readonly from: number; readonly untilMinutes: number }): Played {
  let memory = beginTrigger(trigger, { at: from - 1, latenessMs: 0 })
  const inputs: Message[] = messages.toSorted((a, b) => a.minute - b.minute).map(({ minute, ...message }, n) => ({ ...message, at: from + Math.round(minute * MINUTE_MS), id: `${n}` }))
  const signals = [...inputs, { kind: 'tick' as const, at: from + untilMinutes * MINUTE_MS }].flatMap((input) => {
    const stepped = stepTrigger(trigger, memory, input)
    memory = stepped.memory
    return stepped.signals
  })
  const minuteOf = (at: number): number => Math.round(((at - from) / MINUTE_MS) * PER_MINUTE) / PER_MINUTE
  return {
    rings: signals.flatMap((signal) => (signal.kind === 'raise' ? [{ minute: minuteOf(signal.at), because: signal.why.map(reasonText) }] : [])),
    clears: signals.flatMap((signal) => (signal.kind === 'clear' ? [minuteOf(signal.at)] : [])),
  }
}

/** `over level`, `silent`, `water total leak`. */
function reasonText({ kind, point, trouble }: Reason): string {
  return [kind, point, trouble].filter(Boolean).join(' ')
}

/** Epoch ms of `2026-07-08 21:00` in Asia/Shanghai. */
export function momentOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
}
