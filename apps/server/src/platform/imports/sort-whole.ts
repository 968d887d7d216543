import { splitGarbled } from './garbled.ts'
import type { Desk, Refused, Sorted } from './kind.ts'
import type { SheetRow } from './sheet/read-sheet.ts'

interface Around {
  readonly header: readonly string[]
  /** Rows that turned out impossible in an earlier try. */
  readonly late: readonly Refused[]
}

/** Sorts the rows that can be read; garbled ones and those that failed before stand with the refused. */
export async function sortWhole(desk: Pick<Desk, 'sort'>, rows: readonly SheetRow[], { header, late }: Around): Promise<Sorted> {
  const failed = new Map(late.map((one) => [one.row.number, one]))
  const { whole, refused } = splitGarbled(rows.filter(({ number }) => !failed.has(number)), header)
  const sorted = await desk.sort(whole)
  return { refused: [...rows.flatMap(({ number }) => failed.get(number) ?? []), ...refused, ...sorted.refused], store: (tx) => sorted.store(tx) }
}
