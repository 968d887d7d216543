import { nameOfCode } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { entriesOf } from './repo-entry.ts'
import { personalOf } from './show-person.ts'

/** An organisation as one writes to it. */
export interface Unit {
  readonly name: string
  readonly kindName: string
  /** Open: whoever asks puts on record what for. */
  readonly phone: string | null
}

/** Organisations in sight as one writes to them. */
export async function unitsOf(tx: Tx, context: Pick<Context, 'vault'>, ids: readonly string[]): Promise<Map<string, Unit>> {
  const entries = await entriesOf(tx, 'organisation', [...new Set(ids)])
  return new Map(entries.map((entry) => {
    const phone = personalOf(context, entry)['phone']
    return [entry.id, { name: String(entry.plain['name'] ?? ''), kindName: nameOfCode('organisationKind', String(entry.plain['kind'] ?? '')), phone: phone === undefined || phone === null || phone === '' ? null : String(phone) }]
  }))
}
