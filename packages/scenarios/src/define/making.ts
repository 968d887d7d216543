import type { Limit } from '@yihu/domain'
import type { Role, Way } from './choices.ts'
import { OWN } from './parameters.ts'
import type { Parameter } from './parameters.ts'
import type { Rung, Step } from './shape.ts'

type Of<K extends Parameter['kind']> = Extract<Parameter, { kind: K }>
/** Without `kind`; without `basis` the default is our own. */
type Given<K extends Parameter['kind']> = Omit<Of<K>, 'kind' | 'basis'> & { readonly basis?: string }

/** A parameter that is a number with a unit. */
export function number(given: Given<'number'>): Of<'number'> {
  return { kind: 'number', basis: OWN, ...given }
}

/** A parameter that is a length of time. */
export function duration(given: Given<'duration'>): Of<'duration'> {
  return { kind: 'duration', basis: OWN, ...given }
}

/** A parameter that is hours of the day. */
export function hours(given: Given<'hours'>): Of<'hours'> {
  return { kind: 'hours', basis: OWN, ...given }
}

/** A parameter that is days of the year. */
export function season(given: Given<'season'>): Of<'season'> {
  return { kind: 'season', basis: OWN, ...given }
}

/** A parameter that is a list of words to listen for. */
export function words(given: Given<'words'>): Of<'words'> {
  return { kind: 'words', basis: OWN, ...given }
}

/** A parameter that is one of a few named choices. */
export function choice(given: Given<'choice'>): Of<'choice'> {
  return { kind: 'choice', basis: OWN, ...given }
}

/** Calls somebody so many minutes after the alarm. */
export function rung(role: Role, afterMinutes: number, by: Way): Rung {
  return { role, afterMinutes, by }
}

/** A step of a playbook, `within` so many minutes of the alarm (absent: no timer). */
export function step(does: string, { by, within = null, proof = null, only }: { by: Role; within?: number | null; proof?: Step['proof']; only?: string }): Step {
  return { does, by, withinMinutes: within, proof, ...(only === undefined ? {} : { only }) }
}

/** So many hours round the clock. */
export function urgentHours(amount: number): Limit {
  return { amount, unit: 'urgent-hour' }
}

/** So many hours of service. */
export function workingHours(amount: number): Limit {
  return { amount, unit: 'working-hour' }
}

/** So many working days. */
export function workingDays(amount: number): Limit {
  return { amount, unit: 'working-day' }
}
