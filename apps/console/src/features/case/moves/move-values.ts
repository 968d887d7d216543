import type { CaseDetail } from '@yihu/contracts'
import { MOVE_SHAPES } from './move-table.ts'
import type { StaffMove } from './move-table.ts'

/** An attachment already on the server. */
export interface SentFile {
  readonly id: string
  readonly name: string
}

export type Values = Readonly<Record<string, unknown>>

/** What a form starts with: the machine's suggestion where there is one. */
export function startValues(move: StaffMove, detail: CaseDetail): Values {
  switch (move) {
    case 'file':
      return { classCode: detail.class?.code }
    case 'dispatch':
      return { unitId: detail.dispatch?.unit.id }
    case 'amend':
      return { classCode: detail.class?.code, address: detail.address ?? undefined }
    case 'split':
      return { parts: [{ classCode: detail.class?.code }, { classCode: detail.class?.code }] }
    case 'request-extension':
      return { workingDays: 3 }
    default:
      return {}
  }
}

/** Form values as the wire wants them: attachments by id, what was left empty left out. */
export function toBody(move: StaffMove, values: Values): Record<string, unknown> {
  const fields = MOVE_SHAPES[move].fields.flatMap(({ name, kind }): [string, unknown][] => {
    const value = values[name]
    if (kind === 'evidence') return [[name, Array.isArray(value) ? value.map((file: SentFile) => file.id) : []]]
    return value === undefined || value === null || value === '' ? [] : [[name, value]]
  })
  return { move, ...Object.fromEntries(fields) }
}
