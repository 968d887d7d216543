import type { MediationStepName } from '@yihu/contracts'
import type { SentFile, Values } from '../case/moves/move-values.ts'
import { STEP_SHAPES } from './step-table.ts'

/** Form values as the wire wants them: attachments by id, times with the zone of the street, what was left empty left out. */
export function stepBody(step: MediationStepName, values: Values): Record<string, unknown> {
  const fields = STEP_SHAPES[step].fields.flatMap(({ name, kind }): [string, unknown][] => {
    const value = values[name]
    if (kind === 'documents') return [[name, Array.isArray(value) ? value.map((file: SentFile) => file.id) : []]]
    if (value === undefined || value === null || value === '') return []
    if (kind === 'at') return [[name, `${String(value)}:00+08:00`]]
    return [[name, kind === 'new-party' ? partyBody(value as Values) : value]] // the form of a party
  })
  return { step, ...Object.fromEntries(fields) }
}

/** A party as the wire wants it: consent in three words becomes yes, no or nothing. */
export function partyBody({ side, name, phone, about, consent }: Values): Record<string, unknown> {
  return {
    side, name, ...(phone ? { phone } : {}), ...(about ? { about } : {}), ...(consent === 'agreed' || consent === 'refused' ? { agrees: consent === 'agreed' } : {}),
  }
}
