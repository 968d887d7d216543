import { DAY_MS } from '../time/zone.ts'
import { LEARNING_READINGS } from './band/watch.ts'
import type { Trigger } from './vocabulary.ts'
import { LEARNING_DAYS } from './water/use.ts'

/** A trigger with everything it is made of, itself first. */
function partsOf(trigger: Trigger): readonly Trigger[] {
  switch (trigger.kind) {
    case 'all':
    case 'any': return [trigger, ...trigger.of.flatMap(partsOf)]
    case 'then': return [trigger, ...partsOf(trigger.first), ...partsOf(trigger.second)]
    case 'within-hours':
    case 'quiet-hours':
    case 'in-season':
    case 'unless-away':
    case 'while-away': return [trigger, ...partsOf(trigger.of)]
    default: return [trigger]
  }
}

/** Of the readings that must be known some are lost. */
const WITH_LOSSES = 2

/**
 * How long a trigger must have heard before it judges by what is usual, in whole days as milliseconds; 0: it learns nothing.
 * Homes are known by days, other points by readings, which come as often as `everyMs` says.
 */
export function learningMs(trigger: Trigger, everyMs: (point: string) => number): number {
  return partsOf(trigger).reduce((most, part) => {
    if (part.kind === 'water') return Math.max(most, LEARNING_DAYS * DAY_MS)
    if (part.kind === 'unusual') return Math.max(most, Math.ceil((LEARNING_READINGS * WITH_LOSSES * everyMs(part.point)) / DAY_MS) * DAY_MS)
    return most
  }, 0)
}

/** Whether it matters to a trigger that somebody is away. */
export function mindsAbsence(trigger: Trigger): boolean {
  return partsOf(trigger).some(({ kind }) => kind === 'water' || kind === 'unless-away' || kind === 'while-away')
}
