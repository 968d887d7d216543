import type { Message } from '@yihu/domain'
import type { Scenario } from '@yihu/scenarios'

type Seen = Extract<Message, { kind: 'seen' }>

/** Cameras tell vehicles apart; the scenarios do not. */
const ALIASES: Readonly<Record<string, string>> = { car: 'vehicle', truck: 'vehicle', bus: 'vehicle', motorcycle: 'vehicle', flame: 'fire' }

/**
 * A message as a scenario hears it; null: it is none of its business. What cameras call a label or a zone may be the
 * scenario's own name or its Chinese one.
 */
export function heardBy({ startedBy: { points = {}, labels = {}, zones = {}, classes = {} } }: Scenario, bound: ReadonlySet<string>, message: Message): Message | null {
  switch (message.kind) {
    case 'value': return bound.has(message.point) && message.point in points ? message : null
    case 'seen': return seen(message, labels, zones)
    case 'said': return Object.hasOwn(classes, message.class) ? message : null
    case 'away': return null
  }
}

function seen(message: Seen, labels: Readonly<Record<string, string>>, zones: Readonly<Record<string, string>>): Seen | null {
  const label = idIn(labels, ALIASES[message.label] ?? message.label)
  const zone = message.zone === null ? null : idIn(zones, message.zone)
  // A camera without zones looks at the only one there is.
  const [only, ...others] = Object.keys(zones)
  const place = zone ?? (message.zone === null && others.length === 0 ? (only ?? null) : null)
  return label === null || place === null ? null : { ...message, label, zone: place }
}

function idIn(names: Readonly<Record<string, string>>, said: string): string | null {
  if (Object.hasOwn(names, said)) return said
  return Object.entries(names).find(([, name]) => name === said)?.[0] ?? null
}
