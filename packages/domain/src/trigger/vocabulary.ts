import type { WaterTrouble } from './water/use.ts'

/** One thing that was measured, seen or said. `id` is the sender's; the same message twice is one message. */
export type Message = { readonly at: number; readonly id: string } & (
  | { readonly kind: 'value'; readonly point: string; readonly value: number }
  | { readonly kind: 'seen'; readonly label: string; readonly zone: string | null; readonly dwellMs: number; readonly score: number }
  | { readonly kind: 'said'; readonly class: string; readonly text: string }
  | { readonly kind: 'away'; readonly isAway: boolean }
)

/** Time passing without a message. */
export interface Tick {
  readonly kind: 'tick'
  readonly at: number
}

/** A stretch of the day in Asia/Shanghai, `HH:mm` to `HH:mm`; over midnight when it ends before it begins. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** Days of the year, `MM-DD` to `MM-DD`, both included; over New Year when it ends before it begins. */
export interface Season {
  readonly from: string
  readonly to: string
}

/** A limit crossed for so long; it clears beyond `clear` (default: the limit itself). A reading holds until the next. */
interface Threshold {
  readonly point: string
  readonly limit: number
  readonly forMs?: number
  readonly clear?: number
}

/** Which sightings count; `label` and `zone` null: any. */
export interface Sighting {
  readonly label: string | null
  readonly zone?: string | null
  readonly score?: number
}

/**
 * Which words count: one of the classes (none given: any), and one of the words in the text (none given: any) apart from
 * the phrases of `without`: 「没有着火」 says nothing of 「着火」.
 */
export interface Saying {
  readonly classes?: readonly string[]
  readonly words?: readonly string[]
  readonly without?: readonly string[]
}

/** Which messages `count` counts. */
export type Countable =
  | { readonly kind: 'value'; readonly point: string; readonly atLeast?: number; readonly atMost?: number }
  | ({ readonly kind: 'seen' } & Sighting)
  | ({ readonly kind: 'said' } & Saying)

/** The closed vocabulary of what may start a scenario (design §6). Durations in milliseconds. A trigger is data. */
export type Trigger =
  | ({ readonly kind: 'over' } & Threshold)
  | ({ readonly kind: 'under' } & Threshold)
  | { readonly kind: 'count'; readonly of: Countable; readonly n: number; readonly withinMs: number }
  /** `onceHeard`: what was never heard is not there, rather than silent. */
  | { readonly kind: 'silent'; readonly point: string | null; readonly forMs: number; readonly onceHeard?: boolean }
  | { readonly kind: 'changes'; readonly point: string; readonly by: number; readonly withinMs: number; readonly direction: 'up' | 'down' | 'either' }
  | { readonly kind: 'water'; readonly point: string; readonly troubles: readonly WaterTrouble[]; readonly isClose?: boolean }
  | { readonly kind: 'unusual'; readonly point: string; readonly holdMs: number; readonly threshold?: number }
  | ({ readonly kind: 'seen'; readonly dwellMs?: number; readonly holdMs: number } & Sighting)
  | ({ readonly kind: 'said'; readonly holdMs: number } & Saying)
  | { readonly kind: 'all' | 'any'; readonly of: readonly Trigger[] }
  | { readonly kind: 'then'; readonly first: Trigger; readonly second: Trigger; readonly withinMs: number }
  | { readonly kind: 'within-hours'; readonly hours: readonly Hours[]; readonly of: Trigger }
  /** `holds`: nothing begins in these hours, but what is on by then goes on until it ends by itself. */
  | { readonly kind: 'quiet-hours'; readonly hours: readonly Hours[]; readonly holds?: boolean; readonly of: Trigger }
  | { readonly kind: 'in-season'; readonly season: Season; readonly of: Trigger }
  | { readonly kind: 'unless-away' | 'while-away'; readonly of: Trigger }

/** Why a trigger is on: which part of it, since when, by which reading. */
export interface Reason {
  readonly kind: Trigger['kind']
  readonly point: string | null
  readonly since: number
  readonly value: number | null
  /** Of a home's water: which trouble. */
  readonly trouble?: WaterTrouble
}

/**
 * What changed by an input. An episode begins (`raise`) and ends (`clear`) at the time of the cause, not of its arrival.
 * Late messages can show that a raise or clear already told did not happen: it is taken back.
 */
export type Signal =
  | { readonly kind: 'raise'; readonly at: number; readonly why: readonly Reason[] }
  | { readonly kind: 'clear'; readonly at: number }
  | { readonly kind: 'withdraw'; readonly at: number; readonly what: 'raise' | 'clear' }
