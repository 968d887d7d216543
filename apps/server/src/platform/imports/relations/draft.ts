import { localDate, relationKind } from '@yihu/domain'
import type { CodeTable, RelationKindName } from '@yihu/domain'
import { CellRefused, refusedBy } from '../cell-refused.ts'
import { codeOfCell } from '../code-cell.ts'
import { readInstant } from '../instant.ts'
import type { Opening, Refused } from '../kind.ts'
import { columnsOf } from '../mapping.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { RELATION_FIELDS } from './columns.ts'

/** One end as a sheet says it. */
export interface SaidEnd {
  readonly name: string
  readonly number: string
}

/** A row as the relation it will be. */
export interface RelationDraft {
  readonly row: SheetRow
  readonly kind: RelationKindName
  readonly role: string
  readonly from: SaidEnd
  readonly to: SaidEnd
  readonly since: string | null
}

/** A function from a row to the relation it says, or to what is wrong with it. Pure. */
export function createRelationReader({ header, mapping, takenAt }: Pick<Opening, 'header' | 'mapping' | 'takenAt'>): (row: SheetRow) => RelationDraft | Refused {
  const columns = columnsOf(mapping)
  return (row) => {
    const cell = (field: string): string => (row.cells[columns.get(field) ?? -1] ?? '').normalize('NFKC').trim()
    try {
      return { row, ...readRow(cell, localDate(takenAt)) }
    } catch (error) {
      return refusedBy(error, { row, header, columns, fields: RELATION_FIELDS })
    }
  }
}

function readRow(cell: (field: string) => string, today: string): Omit<RelationDraft, 'row'> {
  const coded = (field: string, codes: CodeTable): string => codeOfCell(field, { said: cell(field), codes, label: RELATION_FIELDS[field]?.label ?? field })
  const kind = coded('kind', RELATION_FIELDS.kind?.codes ?? {}) as RelationKindName // a key of the table
  const role = coded('role', relationKind(kind).roles)
  const [from, to] = [{ name: cell('name'), number: cell('number') }, { name: cell('toName'), number: cell('toNumber') }]
  if (from.name === '' && from.number === '') throw new CellRefused('name', '请填写姓名、名称或号码')
  if (to.name === '' && to.number === '') throw new CellRefused('toName', '请填写对方是谁、哪个单位或哪里')
  return { kind, role, from, to, since: dayOf(cell('since'), today) }
}

function dayOf(said: string, today: string): string | null {
  if (said === '') return null
  const read = readInstant(said)
  if (!read) throw new CellRefused('since', `开始日期不是一个日期：${said.slice(0, 20)}`)
  const day = localDate(read.ms)
  if (day > today) throw new CellRefused('since', '开始日期在今天以后')
  return day
}
