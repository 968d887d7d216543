import type { Tx } from '../../kernel/db/index.ts'
import { own } from './tables.ts'

/** An area that somebody sees for some days, both included. */
export interface AreaLoan {
  readonly loanId: string
  readonly userId: string
  readonly path: string
  /** `YYYY-MM-DD`. */
  readonly since: string
  readonly until: string
}

export async function insertLoan(tx: Tx, loans: readonly AreaLoan[]): Promise<void> {
  if (loans.length > 0) await own(tx).insertInto('area_loan').values(loans.map(({ loanId, userId, ...loan }) => ({ ...loan, loan_id: loanId, user_id: userId }))).execute()
}

export async function deleteLoan(tx: Tx, loanId: string): Promise<void> {
  await own(tx).deleteFrom('area_loan').where('loan_id', '=', loanId).execute()
}

/** What was lent to somebody and is theirs no more. */
export interface EndedLoan {
  readonly path: string
  readonly since: string
  readonly until: string
}

/** Loans of somebody whose last day lies between two days, both included; one that was taken back never was. */
export async function endedLoans(tx: Tx, { userId, from, to }: { readonly userId: string; readonly from: string; readonly to: string }): Promise<EndedLoan[]> {
  return own(tx).selectFrom('area_loan').select(['path', 'since', 'until']).where('user_id', '=', userId).where('until', '>=', from).where('until', '<=', to).execute()
}
