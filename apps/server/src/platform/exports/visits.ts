import type { SheetTemplate, VisitQuery } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'

/** What a sheet of visits is filled with. */
export interface TakingVisits {
  readonly query: VisitQuery
  readonly columns: SheetTemplate['columns']
  readonly isMasked: boolean
  readonly size: number
  readonly most: number
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** Who keeps visits stands above exports and hands in how they are counted and written. */
export interface VisitSource {
  /** How many in the transaction's sight, counted no further than `most`. */
  readonly length: (tx: Tx, context: Context, asked: { readonly query: VisitQuery; readonly most: number }) => Promise<number>
  readonly rows: (tx: Tx, context: Context, taking: TakingVisits) => AsyncGenerator<string[][]>
}

const sources = new WeakMap<Context, VisitSource>()

/** From now on this server fills sheets of visits so. */
export function exportVisitsWith(context: Context, source: VisitSource): void {
  sources.set(context, source)
}

/** @throws Error where nobody keeps visits: a fault of composition */
export function visitsOf(context: Context): VisitSource {
  const source = sources.get(context)
  if (!source) throw new Error('no module keeps visits')
  return source
}
