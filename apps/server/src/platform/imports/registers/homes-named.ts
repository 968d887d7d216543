import type { PoolValues } from '@yihu/domain'
import type { HouseRef } from '../../pool/index.ts'
import { columnsOf } from '../mapping.ts'
import type { Mapping } from '../mapping.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import type { Draft } from './draft.ts'

/** Who a row of a sheet of persons is about, as far as the sheet itself can tell. */
export function personKey({ idNumber, name, birth }: PoolValues): string {
  return idNumber === undefined ? `${name}|${birth ?? ''}` : String(idNumber)
}

interface Reading {
  readonly mapping: Mapping
  readonly read: (row: SheetRow) => { draft: Draft } | { refused: unknown }
}

/**
 * All houses that a sheet names of each person it has in several rows, however far apart: a home that it names further
 * down must not be left because of a row above. The cells alone say who may stand there twice; only those rows are read.
 */
export async function homesNamed(rows: () => AsyncIterable<SheetRow>, { mapping, read }: Reading): Promise<ReadonlyMap<string, readonly HouseRef[]>> {
  const columns = columnsOf(mapping)
  const sign = ({ cells }: SheetRow): string => {
    const cell = (field: string): string => cells[columns.get(field) ?? -1] ?? ''
    return (cell('idNumber') || cell('name')).normalize('NFKC').replaceAll(/[\s·]/gu, '').toUpperCase()
  }
  const [seen, again] = [new Set<string>(), new Set<string>()]
  for await (const row of rows()) (seen.has(sign(row)) ? again : seen).add(sign(row))
  const homes = new Map<string, HouseRef[]>()
  if (again.size === 0) return homes
  for await (const row of rows()) {
    const one = again.has(sign(row)) ? read(row) : undefined
    if (one === undefined || !('draft' in one) || !one.draft.house) continue
    const key = personKey(one.draft.values)
    homes.set(key, [...(homes.get(key) ?? []), one.draft.house])
  }
  return homes
}
