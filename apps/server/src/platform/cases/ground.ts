import type { KnownEstates, WorkCalendar } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import type { StageLimits } from './deadline.ts'

export interface ClassReason {
  readonly code: string
  readonly confidence: number
  readonly words: readonly string[]
  readonly alternatives: readonly string[]
}

export interface DispatchReason {
  readonly unitId: string
  readonly role: string
  readonly ruleId: string | null
  /** The version of the street's rules it was chosen by; cases of before there were versions have none. */
  readonly ruleVersion?: number
  readonly ruleText: string
  readonly confidence: number
  readonly isAuto: boolean
  readonly alternatives: readonly { readonly unitId: string; readonly ruleId: string; readonly ruleText: string }[]
}

export interface Place {
  readonly street: string
  readonly numberPrefix: string
  readonly path: string
  readonly areaName: string
  readonly source: 'point' | 'code' | 'address' | 'none'
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly address: string | null
}

/** Where a source says something is. */
export interface Whereabouts {
  readonly point?: { readonly lon: number; readonly lat: number } | undefined
  readonly address?: string | undefined
  readonly areaPath?: string | undefined
  readonly placeSource?: Place['source']
}

/**
 * The reference data a case stands on, as one consistent set in memory: calendar, classes, rules, units, areas.
 * Everything here answers without a query, so that many cases can be worked out at once.
 */
export interface Ground {
  readonly calendar: WorkCalendar
  limitsOf(classCode: string, receivedAt?: number): StageLimits | null
  classRef(classCode: string): { code: string; name: string; fullName: string }
  /** The code where the catalogue has it, else undefined. */
  known(classCode: string | undefined): string | undefined
  /** @throws Fault class-unknown */
  requireClass(classCode: string): void
  suggest(text: string): ClassReason | null
  /** @throws Fault coordinates-implausible */
  place(where: Whereabouts): Place
  /** Whether a point is only the middle of an area (an estate or larger): where things are put that lie somewhere in it. */
  isDefaultPoint(point: { readonly lon: number; readonly lat: number }): boolean
  /** The names of the estates, for reading places out of texts. */
  readonly estates: KnownEstates | null
  choose(question: { classCode: string; path: string; at: number }): DispatchReason | null
  unitName(unitId: string): string
  /** @throws Fault unit-unknown */
  requireUnit(unitId: string): void
  countUse(tx: Tx, ruleId: string): Promise<void>
  countReturn(tx: Tx, ruleId: string): Promise<void>
}

