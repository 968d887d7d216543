import type { Refused } from '../kind.ts'
import { columnsFor } from './columns.ts'
import type { SheetRegister } from './columns.ts'
import type { Draft } from './draft.ts'

/** What the register says against a row. */
export function problemAt({ row }: Pick<Draft, 'row'>, field: string, message: string, register: SheetRegister = 'person'): Refused {
  return { row, field, column: columnsFor(register)[field]?.label ?? '', message }
}
