import type { Context } from '../../kernel/context.ts'
import { sqlState, systemScope } from '../../kernel/db/index.ts'
import { splitGarbled } from './garbled.ts'
import { RowsRefused } from './kind.ts'
import type { Desk, Outcome, Refused } from './kind.ts'
import { isDataState } from './repo.ts'
import type { SheetRow } from './sheet/read-sheet.ts'

interface Foreseeing {
  readonly desk: Desk
  readonly header: readonly string[]
  readonly rows: readonly SheetRow[]
  /** Also against what is already there: the rows are written and taken back. */
  readonly isTried: boolean
}

/** Carries what an import would do out of the transaction that is taken back. */
class TakenBack extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('a dry run leaves nothing behind')
    this.outcome = outcome
  }
}

/** What importing these rows would do now. Nothing is written. */
export async function foresee(context: Pick<Context, 'db'>, { desk, header, rows, isTried }: Foreseeing): Promise<Outcome & { readonly isForeseen: boolean }> {
  const late: Refused[] = []
  for (;;) {
    const failed = new Set(late.map(({ row }) => row.number))
    const { whole, refused } = splitGarbled(rows.filter(({ number }) => !failed.has(number)), header)
    const { refused: unread, store } = await desk.look(whole)
    const outcome = store && isTried ? await dryRun(context, store) : { added: 0, changed: 0, repeated: 0, refused: [] }
    if (outcome instanceof RowsRefused) late.push(...outcome.refused)
    else return { ...outcome, refused: [...refused, ...unread, ...late, ...outcome.refused].toSorted((a, b) => a.row.number - b.row.number), isForeseen: store !== undefined && isTried }
  }
}

async function dryRun({ db }: Pick<Context, 'db'>, store: NonNullable<Awaited<ReturnType<Desk['look']>>['store']>): Promise<Outcome | RowsRefused> {
  try {
    return await db.transact(systemScope, async (tx): Promise<never> => {
      throw new TakenBack(await store(tx))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome
    if (error instanceof RowsRefused) return error
    // The import itself finds the one row by halving.
    if (isDataState(sqlState(error))) return { added: 0, changed: 0, repeated: 0, refused: [] }
    throw error
  }
}
