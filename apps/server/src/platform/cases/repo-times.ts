import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

/** When people moved cases since a moment, in sight. */
export async function moveTimes(tx: Tx, { people, since }: { readonly people: readonly string[]; readonly since: Date }): Promise<{ person: string; at: Date }[]> {
  if (people.length === 0) return []
  const rows = await tx.$pickTables<CaseTables>().selectFrom('case_event').select(['actor_id', 'at']).where('at', '>=', since).where('actor_id', 'in', [...people]).execute()
  return rows.flatMap(({ actor_id, at }) => (actor_id === null ? [] : [{ person: actor_id, at }]))
}
