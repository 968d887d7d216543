import { DOOR_FIELDS, fieldsOf, maskName, MEMBER_FIELDS } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import { entriesOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { membersOf } from './repo-relation.ts'
import { personalOf, textOfValue } from './show-person.ts'

/** One field as whoever stands at the door reads it: masked, empty where nothing is known. */
export interface DoorField {
  /** Of a household: whose it is. */
  readonly person: { readonly id: string; readonly name: string } | null
  readonly field: string
  readonly label: string
  readonly text: string
}

interface Looking {
  readonly scope: Scope
  readonly register: Register
  readonly ids: readonly string[]
}

/** What is known of entries, to be looked at on the spot; with a household its people, as far as one may change what is known of them. */
export async function doorFields(tx: Tx, context: Pick<Context, 'vault'>, { scope, register, ids }: Looking): Promise<Map<string, DoorField[]>> {
  const entries = await entriesOf(tx, register, ids)
  const own = new Map(entries.map((entry) => [entry.id, fieldsIn(context, entry, { fields: DOOR_FIELDS[register], person: null })]))
  if (register !== 'household') return own
  const members = await membersOf(tx, ids)
  const people = new Map((await entriesOf(tx, 'person', [...new Set([...members.values()].flat())])).map((one) => [one.id, one]))
  for (const [household, personIds] of members) {
    for (const id of personIds) {
      const entry = people.get(id)
      if (entry && entry.state === 'active' && covers(scope, entry.areaPath)) own.get(household)?.push(...fieldsIn(context, entry, { fields: MEMBER_FIELDS, person: { id, name: maskName(String(personalOf(context, entry)['name'] ?? '')) } }))
    }
  }
  return own
}

function fieldsIn(context: Pick<Context, 'vault'>, entry: StoredEntry, { fields, person }: { readonly fields: readonly string[]; readonly person: DoorField['person'] }): DoorField[] {
  const [known, values] = [fieldsOf(entry.register), { ...entry.plain, ...personalOf(context, entry) }]
  return fields.map((field) => ({ person, field, label: known[field]?.label ?? field, text: textOfValue(entry.register, field, { value: String(values[field] ?? '') }) }))
}
