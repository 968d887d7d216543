import type { Tx } from '../../kernel/db/index.ts'
import { rowsOn } from './repo.ts'

/** Who did something to an object and what for, newest first, of those whose facts contain `detail` where several share a name; for telling the person concerned: by name, without account names. */
export async function actsOn(tx: Tx, about: { readonly action: string; readonly object: string; readonly detail?: object; readonly limit: number }): Promise<{ at: Date; by: string; purpose: string }[]> {
  const rows = await rowsOn(tx, about)
  return rows.map(({ at, actor_name: by, purpose }) => ({ at, by: (by ?? '系统').replace(/（[^（）]*）$/u, ''), purpose: purpose ?? '' }))
}
