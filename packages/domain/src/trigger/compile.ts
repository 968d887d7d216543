import { unusual } from './band/unusual.ts'
import { change } from './change.ts'
import { combine, sequence } from './combine.ts'
import { count, said, seen, silent } from './event.ts'
import { awayGate, hoursGate, seasonGate } from './gate.ts'
import type { AnyNode } from './node.ts'
import { threshold } from './threshold.ts'
import type { Trigger } from './vocabulary.ts'
import { water } from './water/trouble.ts'

const ready = new WeakMap<Trigger, AnyNode>()

/** The trigger made ready to run; made once for each trigger object. */
export function nodeOf(trigger: Trigger): AnyNode {
  const known = ready.get(trigger)
  if (known) return known
  const node = compile(trigger)
  ready.set(trigger, node)
  return node
}

function compile(trigger: Trigger): AnyNode {
  switch (trigger.kind) {
    case 'over':
    case 'under': return threshold(trigger)
    case 'count': return count(trigger)
    case 'silent': return silent(trigger)
    case 'changes': return change(trigger)
    case 'unusual': return unusual(trigger)
    case 'water': return water(trigger)
    case 'seen': return seen(trigger)
    case 'said': return said(trigger)
    case 'all':
    case 'any': return combine(trigger.kind, trigger.of.map(nodeOf))
    case 'then': return sequence(nodeOf(trigger.first), nodeOf(trigger.second), trigger.withinMs)
    case 'within-hours': return hoursGate(nodeOf(trigger.of), trigger.hours, 'inside')
    case 'quiet-hours': return hoursGate(nodeOf(trigger.of), trigger.hours, trigger.holds === true ? 'holding' : 'outside')
    case 'in-season': return seasonGate(nodeOf(trigger.of), trigger.season)
    case 'unless-away': return awayGate(nodeOf(trigger.of), 'home')
    case 'while-away': return awayGate(nodeOf(trigger.of), 'away')
  }
}
