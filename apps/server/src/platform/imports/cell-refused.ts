import type { FieldTable } from './fields.ts'
import type { Refused } from './kind.ts'
import type { SheetRow } from './sheet/read-sheet.ts'

/** Stops the reading of a row at one of its cells. */
export class CellRefused extends Error {
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

/** The row that such a stop refuses. @throws whatever else was thrown */
export function refusedBy(error: unknown, { row, header, columns, fields }: { readonly row: SheetRow; readonly header: readonly string[]; readonly columns: ReadonlyMap<string, number>; readonly fields: FieldTable }): Refused {
  if (!(error instanceof CellRefused)) throw error
  const { field, message } = error
  return { row, field, column: header[columns.get(field) ?? -1] ?? fields[field]?.label ?? '', message }
}
