import { DAY_MS } from '../time/zone.ts'
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

/** How long a trigger must have heard before it judges by habits, in milliseconds; 0: it learns nothing. */
export function learningMs(trigger: Trigger): number {
  return partsOf(trigger).some(({ kind }) => kind === 'water' || kind === 'unusual') ? LEARNING_DAYS * DAY_MS : 0
}

/** Whether it matters to a trigger that somebody is away. */
export function mindsAbsence(trigger: Trigger): boolean {
  return partsOf(trigger).some(({ kind }) => kind === 'water' || kind === 'unless-away' || kind === 'while-away')
}
