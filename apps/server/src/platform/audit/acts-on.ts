import type { Tx } from '../../kernel/db/index.ts'
import { rowsOn, rowsOnEach } from './repo.ts'

interface Act {
  readonly at: Date
  readonly by: string
  readonly purpose: string
}

/** Who did something to an object and what for, newest first, of those whose facts contain `detail` where several share a name; for telling the person concerned: by name, without account names. */
export async function actsOn(tx: Tx, about: { readonly action: string; readonly object: string; readonly detail?: object; readonly limit: number }): Promise<Act[]> {
  return (await rowsOn(tx, about)).map(lookOf)
}

/** The same for many at once, by what their facts name them; each at most so many. `fact` is one that has an index. */
export async function actsOnEach(tx: Tx, about: { readonly action: string; readonly fact: 'signup'; readonly ids: readonly string[]; readonly limit: number }): Promise<ReadonlyMap<string, readonly Act[]>> {
  const acts = new Map<string, Act[]>()
  for (const { of, ...row } of await rowsOnEach(tx, about)) acts.set(of, [...(acts.get(of) ?? []), lookOf(row)])
  return acts
}

function lookOf({ at, actor_name: by, purpose }: { at: Date; actor_name: string | null; purpose: string | null }): Act {
  return { at, by: (by ?? '系统').replace(/（[^（）]*）$/u, ''), purpose: purpose ?? '' }
}
