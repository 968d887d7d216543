import type { Register } from '@yihu/domain'
import type { Refused } from '../kind.ts'
import { columnsFor } from './columns.ts'
import type { Draft } from './draft.ts'

/** What the register says against a row. */
export function problemAt({ row }: Pick<Draft, 'row'>, field: string, message: string, register: Register = 'person'): Refused {
  return { row, field, column: columnsFor(register)[field]?.label ?? '', message }
}
