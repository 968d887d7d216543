import type { Db, Tx } from '../../kernel/db/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { accountById } from './repo-account.ts'
import { deleteSession } from './repo-session.ts'

/** Ends a session by its hash, as the system: a phone that was lost. */
export async function endSession(tx: Tx, db: Db, hash: Buffer): Promise<void> {
  await deleteSession(tx, hash)
  forgetAfter(db, tx)
}

/** Whether somebody may still sign in. Ask as the system. */
export async function isActiveUser(tx: Tx, id: string): Promise<boolean> {
  return (await accountById(tx, id))?.is_active ?? false
}
