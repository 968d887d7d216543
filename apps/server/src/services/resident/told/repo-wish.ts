import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()
type Vault = Pick<Context, 'vault'>

/** Somebody who wants to be told in WeChat when a report is done. */
export interface Wish {
  readonly id: string
  readonly number: string
  readonly openId: string
  readonly attempts: number
  readonly doneAt: Date
}

/** Notes a wish; the same person once more for the same report is one wish. */
export async function insertWish(tx: Tx, { vault }: Vault, { id, caseId, number, openId, at }: { id: string; caseId: string; number: string; openId: string; at: Date }): Promise<void> {
  await own(tx).insertInto('resident_wish')
    .values({ id, case_id: caseId, number, open_cipher: vault.seal('wish.open', openId), open_index: vault.index('wish.open', openId), at, due_at: null, done_at: null, attempts: 0 })
    .onConflict((conflict) => conflict.columns(['case_id', 'open_index']).doNothing()).execute()
}

/** The reports are done: whoever wished is told from now on. */
export async function wakeWishes(tx: Tx, caseIds: readonly string[], at: Date): Promise<void> {
  await own(tx).updateTable('resident_wish').set({ due_at: at, done_at: at }).where('case_id', 'in', [...caseIds]).where('due_at', 'is', null).execute()
}

/** Takes the next wish that is due for as long as its sending may last; of two servers only one has it. */
export async function claimWish(tx: Tx, { vault }: Vault, { now, leaseUntil }: { now: Date; leaseUntil: Date }): Promise<Wish | undefined> {
  const row = await own(tx).selectFrom('resident_wish').selectAll().where('due_at', '<=', now).orderBy('due_at').orderBy('id').limit(1).forUpdate().skipLocked().executeTakeFirst()
  if (!row) return undefined
  await own(tx).updateTable('resident_wish').set({ due_at: leaseUntil, attempts: row.attempts + 1 }).where('id', '=', row.id).execute()
  return { id: row.id, number: row.number, openId: vault.open('wish.open', row.open_cipher), attempts: row.attempts + 1, doneAt: row.done_at ?? now }
}

/** Tries again later. */
export async function delayWish(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await own(tx).updateTable('resident_wish').set({ due_at: dueAt }).where('id', '=', id).execute()
}

/** Whoever was told, or cannot be, is forgotten. */
export async function dropWish(tx: Tx, id: string): Promise<void> {
  await own(tx).deleteFrom('resident_wish').where('id', '=', id).execute()
}

/** Wishes that nothing came of. */
export async function sweepWishes(tx: Tx, before: Date): Promise<void> {
  await own(tx).deleteFrom('resident_wish').where('at', '<', before).execute()
}
