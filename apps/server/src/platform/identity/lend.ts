import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { deleteLoan, insertLoan } from './repo-loan.ts'
import type { AreaLoan } from './repo-loan.ts'

/** Lets people see areas for some days on top of their own, within what the lender sees; in force at once. */
export async function lendAreas(tx: Tx, { db }: Pick<Context, 'db'>, loans: readonly AreaLoan[]): Promise<void> {
  await insertLoan(tx, loans)
  forgetAfter(db, tx)
}

/** Takes back what was lent under an id. */
export async function takeBackAreas(tx: Tx, { db }: Pick<Context, 'db'>, loanId: string): Promise<void> {
  await deleteLoan(tx, loanId)
  forgetAfter(db, tx)
}
