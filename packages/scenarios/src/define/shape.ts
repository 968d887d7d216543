import type { Hours, Limit, Trigger } from '@yihu/domain'
import type { DedupeKey, Emergency, Icon, ModuleId, Proof, Role, Severity, UnitName, Way } from './choices.ts'
import type { Timed } from './messages.ts'
import type { ParameterTable, SettingFault, Settings, Values } from './parameters.ts'

/** A measure that a device sends: what it is, in which unit, what it can be, how often it comes. */
export interface Point {
  readonly name: string
  readonly device: string
  readonly unit: string
  readonly low: number
  readonly high: number
  readonly everyMinutes: number
}

/** What starts a scenario: points of devices, what cameras call by which name in which zone, what people say. */
export interface Sources {
  readonly points?: Readonly<Record<string, Point>>
  readonly labels?: Readonly<Record<string, string>>
  readonly zones?: Readonly<Record<string, string>>
  readonly classes?: Readonly<Record<string, string>>
}

/** One rung of the ladder: called so many minutes after the alarm, unless somebody has taken it on. */
export interface Rung {
  readonly role: Role
  readonly afterMinutes: number
  readonly by: Way
}

/** A step of the playbook; `withinMinutes` counts from the alarm. */
export interface Step {
  readonly does: string
  readonly by: Role
  readonly withinMinutes: number | null
  readonly proof: Proof | null
  /** When only it is done; absent: always. */
  readonly only?: string
}

/** When an alarm becomes a case without anybody's hand. */
export type MakesCase =
  | { readonly when: 'at-once' }
  | { readonly when: 'still-on'; readonly afterMinutes: number }
  | { readonly when: 'by-hand' }

/** Hours in which nobody is called for these reasons alone (a kind of trigger, or a trouble of water): the alarm stands, held until they end. */
export interface Rest {
  readonly hours: readonly Hours[]
  readonly reasons: readonly string[]
}

/** A ring that an example expects: the minute, and the reasons as `kind` or `kind point`. */
export interface Ring {
  readonly minute: number
  readonly because: readonly string[]
}

/** A short story: what came in, and whether it rings. No rings: a miss. */
export interface Example {
  readonly does: string
  /** `2026-07-08 21:00` in Asia/Shanghai. */
  readonly from: string
  readonly messages: readonly (Timed | readonly Timed[])[]
  readonly untilMinutes: number
  readonly settings?: Settings
  readonly rings: readonly Ring[]
  readonly clears?: readonly number[]
  /** When it becomes graver. */
  readonly rises?: readonly number[]
}

/** What an ordinary time looks like, for the test that it never rings then. Numbers are drawn between the bounds. */
export interface Calm {
  readonly does: string
  readonly from: string
  readonly days: number
  readonly points?: Readonly<Record<string, { readonly low: number; readonly high: number; readonly everyMinutes: number }>>
  readonly sightings?: readonly { readonly label: string; readonly zone: string; readonly everyMinutes: number; readonly mostSeconds: number }[]
}

/** A scenario with an end: it may not be switched on without a last day, and its data goes afterwards. */
export interface Campaign {
  readonly mostDays: number
  readonly destroyWithinDays: number
  readonly destroys: readonly string[]
  readonly keeps: string
  readonly basis: string
}

interface Described {
  readonly id: string
  readonly name: string
  readonly module: ModuleId
  /** What it is for, in one or two sentences. */
  readonly about: string
  readonly startedBy: Sources
  readonly dedupe: { readonly per: DedupeKey; readonly restMinutes: number }
  readonly severity: Severity
  readonly deadline: Limit
  readonly who: { readonly unit: UnitName; readonly ladder: readonly Rung[] }
  readonly makesCase: MakesCase
  readonly classCode: string
  /** Another class where the first reason of the alarm is this point. */
  readonly classOf?: Readonly<Record<string, string>>
  /** What kind of emergency it is; absent: each alarm is a case of its own. */
  readonly emergency?: Emergency
  readonly icon: Icon
  readonly playbook: readonly Step[]
  /** Which false alarms were thought of, and what keeps them away. */
  readonly falseAlarms: readonly string[]
  /** What is due to the people it is about; null: it is about no person. */
  readonly privacy: string | null
  /** So many days are readings of its kinds of devices kept; the promise to people says the same. Absent: as all readings. */
  readonly keepDays?: number
  /** Absent: what a camera sent along with what it hears is kept a week. */
  readonly keepsPictures?: false
  readonly campaign?: Campaign
  readonly examples: readonly Example[]
  readonly calm?: Calm
}

/** What a scenario file writes down. */
export interface Draft<P extends ParameterTable> extends Described {
  readonly parameters: P
  readonly trigger: (values: Values<P>) => Trigger
  readonly rest?: (values: Values<P>) => Rest
  readonly rise?: { readonly to: Severity; readonly says: string; readonly when: (values: Values<P>) => Trigger }
}

/**
 * A checked scenario. Triggers are functions of what a street has set; settings with a fault throw a RangeError.
 * An alarm is open while `trigger` or the `rise` is on, and as grave as the rise says while that is on.
 */
export interface Scenario extends Described {
  readonly parameters: ParameterTable
  /** What is wrong with these settings; empty: nothing. */
  settingFaults(settings: Settings): readonly SettingFault[]
  trigger(settings: Settings): Trigger
  /** Null: it calls at any hour. */
  readonly rest: ((settings: Settings) => Rest) | null
  readonly rise: { readonly to: Severity; readonly says: string; when(settings: Settings): Trigger } | null
}
