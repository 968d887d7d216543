import type { ImportKindId } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Mover } from '../cases/index.ts'
import type { FieldTable } from './fields.ts'
import type { Job } from './job.ts'
import type { Mapping } from './mapping.ts'
import type { SheetRow } from './sheet/read-sheet.ts'

/** Why a row is not taken, in words, and at which of its cells. */
export interface RowProblem {
  readonly field: string | null
  /** Header of the column. */
  readonly column: string
  readonly message: string
}

export type Refused = RowProblem & { readonly row: SheetRow }

/** What became of rows. */
export interface Outcome {
  readonly added: number
  readonly changed: number
  /** Already there as they are. */
  readonly repeated: number
  readonly refused: readonly Refused[]
}

/** Rows worked out in memory, ready to be written. */
export interface Sorted {
  readonly refused: readonly Refused[]
  /** Writes the others; those the register itself refuses are not written. */
  store(tx: Tx): Promise<Outcome>
}

/** Rows that turned out impossible while others were being written: nothing of the batch is, and it is tried again without them. */
export class RowsRefused extends Error {
  readonly refused: readonly Refused[]

  constructor(refused: readonly Refused[]) {
    super('rows were refused while writing')
    this.refused = refused
  }
}

/** One sheet being read under a mapping. */
export interface Desk {
  /** Reads the whole sheet before anything else, for what its rows say of one another. */
  survey?(rows: () => AsyncIterable<SheetRow>): Promise<void>
  /** What is said of rows before an import: without `store` nothing is foreseen. */
  look(rows: readonly SheetRow[]): Promise<Pick<Sorted, 'refused'> & Partial<Sorted>>
  /** About the sheet as a whole, after all rows were looked at. */
  remarks(): { readonly warnings: readonly string[] }
  sort(rows: readonly SheetRow[]): Promise<Sorted>
}

export interface Opening {
  readonly header: readonly string[]
  readonly mapping: Mapping
  /** Of the columns 经度 and 纬度. */
  readonly crs: Job['crs']
  readonly source: string
  /** The import and its file; null before there is one. */
  readonly file: { readonly name: string; readonly importId: string } | null
  readonly by: Mover
  /** Rows of other areas than this are not for the importer to write. */
  readonly path: string
  /** The day whose state the sheet shows; null for today. */
  readonly asOf: string | null
  /** Milliseconds; also the time of rows that name none. */
  readonly takenAt: number
}

/** What the rows of a sheet become: signals, people, houses … */
export interface ImportKind {
  readonly id: ImportKindId
  readonly fields: FieldTable
  /** Whoever imports such sheets needs this besides `import.run`. */
  readonly permission: string
  /** Rows of one transaction. */
  readonly batchRows: number
  /** What is known of a later day stays: such a sheet must say of which day it is. */
  readonly needsDay?: true
  /** The names of columns without which nothing can be taken; none when these are enough. */
  lacks(taken: ReadonlySet<string>): readonly string[]
  /** What kind of sheet a header belongs to, and where its rows come from. */
  originOf(header: readonly string[]): { readonly template: string; readonly source: string }
  open(context: Context, opening: Opening): Promise<Desk>
  /** After more than a few rows came in. */
  readonly afterMany?: (context: Context) => Promise<void>
}
