import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { waitingUploads } from '../cases/index.ts'

/** Uploads that are gone are left out rather than losing the words: the receipt matters more. */
export async function existingFiles(context: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const waiting = await context.db.transact(systemScope, (tx) => waitingUploads(tx, ids))
  return ids.filter((id) => waiting.some((one) => one.id === id))
}
