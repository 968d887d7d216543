import { DAY_MS } from '../time/zone.ts'
import type { Trigger } from './vocabulary.ts'
import { LEARNING_DAYS } from './water/use.ts'

/** How long a trigger must have heard before it judges by habits, in milliseconds; 0: it learns nothing. */
export function learningMs(trigger: Trigger): number {
  switch (trigger.kind) {
    case 'water':
    case 'unusual': return LEARNING_DAYS * DAY_MS
    case 'all':
    case 'any': return Math.max(0, ...trigger.of.map(learningMs))
    case 'then': return Math.max(learningMs(trigger.first), learningMs(trigger.second))
    case 'within-hours':
    case 'quiet-hours':
    case 'in-season':
    case 'unless-away':
    case 'while-away': return learningMs(trigger.of)
    default: return 0
  }
}
