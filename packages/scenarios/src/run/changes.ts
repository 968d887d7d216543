import type { Trigger } from '@yihu/domain'

/** A trigger with one of its parts taken away, and what was taken. */
export interface Changed {
  readonly without: string
  readonly trigger: Trigger
}

type Part = Extract<Trigger, { of: Trigger }>

/** All triggers that lack one part of this one: a branch, a gate, a wait, a margin. Where they behave alike, nobody would notice the loss. */
export function lessOf(trigger: Trigger): Changed[] {
  switch (trigger.kind) {
    case 'all':
    case 'any': return [...branches(trigger), ...trigger.of.flatMap((part, place) => inside(part, (less) => ({ ...trigger, of: trigger.of.with(place, less) })))]
    // A gate without hours is none.
    case 'quiet-hours': return trigger.hours.length === 0 ? inside(trigger.of, (less) => ({ ...trigger, of: less })) : gate(trigger)
    case 'within-hours':
    case 'in-season':
    case 'unless-away':
    case 'while-away': return gate(trigger)
    case 'over':
    case 'under': return [
      ...(trigger.forMs ? [{ without: `wait of ${trigger.point}`, trigger: { ...trigger, forMs: 0 } }] : []),
      ...(trigger.clear !== undefined && trigger.clear !== trigger.limit ? [{ without: `margin of ${trigger.point}`, trigger: { ...trigger, clear: trigger.limit } }] : []),
    ]
    case 'seen': return trigger.dwellMs ? [{ without: `dwell of ${trigger.label ?? 'any'}`, trigger: { ...trigger, dwellMs: 0 } }] : []
    case 'said': return trigger.without?.length ? [{ without: 'denials', trigger: { ...trigger, without: [] } }] : []
    case 'count': return trigger.n > 1 ? [{ without: 'number', trigger: { ...trigger, n: trigger.n - 1 } }] : []
    default: return []
  }
}

function branches(trigger: Extract<Trigger, { kind: 'all' | 'any' }>): Changed[] {
  return trigger.of.map((part, place) => ({ without: `branch ${part.kind}${'point' in part ? ` ${part.point ?? ''}` : ''}`, trigger: { ...trigger, of: trigger.of.toSpliced(place, 1) } }))
}

function gate(trigger: Part): Changed[] {
  return [{ without: trigger.kind, trigger: trigger.of }, ...inside(trigger.of, (less) => ({ ...trigger, of: less }))]
}

function inside(part: Trigger, put: (less: Trigger) => Trigger): Changed[] {
  return lessOf(part).map(({ without, trigger }) => ({ without, trigger: put(trigger) }))
}
