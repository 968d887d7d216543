import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import { isAnyDemo } from './repo-account.ts'

/** Whether somebody still has the public demo password; then the server listens on loopback only. */
export async function hasDemoAccounts({ db }: { readonly db: Db }): Promise<boolean> {
  return db.transact(systemScope, isAnyDemo)
}
