import type { WorkCalendar } from './work-calendar.ts'
import type { Instant, LocalDate } from './zone.ts'

/**
 * Units of a limit (GB/T 30428.8): 紧急工作时 runs round the clock, 工作时 only in service hours,
 * 工作日 counts whole working days.
 */
export const LIMIT_UNITS = ['urgent-hour', 'working-hour', 'working-day'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

export interface Limit {
  readonly amount: number
  readonly unit: LimitUnit
}

/** A time during which the clock stands (挂账); `to: null` while it still stands. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant | null
  readonly reason: string
}

/** An approved extension (延期), always in working days. */
export interface Extension {
  readonly workingDays: number
  readonly approvedAt: Instant
  readonly reason: string
}

export interface DeadlineInput {
  readonly calendar: WorkCalendar
  /** When the case was accepted. */
  readonly start: Instant
  readonly limit: Limit
  readonly pauses?: readonly Pause[]
  readonly extensions?: readonly Extension[]
  /** 督办: its own clock beside the case's; it shares the pauses but not the extensions. */
  readonly urging?: { readonly at: Instant; readonly limit: Limit }
}

/** One line of the reckoning. Moments are epoch ms, dates are days in Asia/Shanghai. */
export type DerivationStep =
  | { readonly kind: 'start'; readonly at: number; readonly countsFrom: number }
  | { readonly kind: 'limit'; readonly limit: Limit }
  | { readonly kind: 'extension'; readonly workingDays: number; readonly approvedAt: number; readonly reason: string }
  | { readonly kind: 'rest'; readonly why: 'weekend' | 'holiday'; readonly from: LocalDate; readonly to: LocalDate; readonly days: number }
  | { readonly kind: 'make-up-day'; readonly date: LocalDate }
  | {
      readonly kind: 'pause'
      readonly from: number
      readonly to: number | null
      readonly reason: string
      /** For day limits: working days not counted. For hour limits: 0. */
      readonly days: number
      /** For hour limits: milliseconds for which the clock stood. For day limits: 0. */
      readonly stoppedMs: number
    }
  | { readonly kind: 'due'; readonly at: number | null }

export type DeadlineWarning =
  | { readonly kind: 'unknown-year'; readonly year: number }
  | { readonly kind: 'late-extension'; readonly approvedAt: number; readonly dueBefore: number }

export interface Deadline {
  /** Epoch ms; null while the clock stands (an open pause), to be worked out again on resuming. */
  readonly dueAt: number | null
  /** Due time of the urging, if any; null also while its clock stands. */
  readonly urgingDueAt: number | null
  readonly derivation: readonly DerivationStep[]
  readonly warnings: readonly DeadlineWarning[]
  readonly calendarVersion: string
}
