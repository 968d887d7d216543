import type { Ground } from './ground.ts'
import type { CoordinationLine } from './repo-coordination.ts'

/** Who did something and what they said, as the trace keeps it. */
export function actOf(line: Pick<CoordinationLine, 'at' | 'actor_name' | 'unit_id' | 'payload'>, ground: Ground) {
  const payload = line.payload as Readonly<Record<string, unknown>> // written by fold.ts alone
  return { at: line.at.toISOString(), by: line.actor_name, unitName: line.unit_id ? ground.unitName(line.unit_id) : null, note: noteOf(payload) }
}

/** The words somebody wrote with a move. */
export function noteOf(payload: Readonly<Record<string, unknown>> | null): string {
  const note = payload?.['note']
  return typeof note === 'string' ? note : ''
}
