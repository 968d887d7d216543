import type { Countable, Trigger } from '@yihu/domain'

/** A name that a trigger uses, and in which of the sources it must be declared. */
export interface Named {
  readonly where: 'points' | 'labels' | 'zones' | 'classes'
  readonly name: string
}

/** Every point, label, zone and class that a trigger speaks of. */
export function namesIn(trigger: Trigger): Named[] {
  switch (trigger.kind) {
    case 'all':
    case 'any': return trigger.of.flatMap(namesIn)
    case 'then': return [trigger.first, trigger.second].flatMap(namesIn)
    case 'within-hours':
    case 'quiet-hours':
    case 'in-season':
    case 'unless-away':
    case 'while-away': return namesIn(trigger.of)
    case 'count': return namesOf(trigger.of)
    case 'seen':
    case 'said': return namesOf(trigger)
    case 'silent': return trigger.point === null ? [] : [{ where: 'points', name: trigger.point }]
    case 'over':
    case 'under':
    case 'changes':
    case 'water':
    case 'unusual': return [{ where: 'points', name: trigger.point }]
  }
}

function namesOf(of: Countable | Extract<Trigger, { kind: 'seen' | 'said' }>): Named[] {
  switch (of.kind) {
    case 'value': return [{ where: 'points', name: of.point }]
    case 'said': return (of.classes ?? []).map((name) => ({ where: 'classes', name }))
    case 'seen': return [
      ...(of.label === null ? [] : [{ where: 'labels', name: of.label } as const]),
      ...(of.zone ? [{ where: 'zones', name: of.zone } as const] : []),
    ]
  }
}
