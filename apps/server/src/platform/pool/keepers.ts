import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { KnownPerson, PersonData } from '../../kernel/module.ts'
import { entriesOf } from './repo-entry.ts'
import { sharedPhones } from './repo-privacy.ts'
import { phoneIndex } from './seal.ts'
import { personalOf } from './show-person.ts'

const keepers = new WeakMap<Context, () => readonly PersonData[]>()

/** From now on this server asks these what else is kept of a person. */
export function keepPersonsWith(context: Context, list: () => readonly PersonData[]): void {
  keepers.set(context, list)
}

/** @throws Error where nobody said who keeps what: a fault of composition */
export function keepersOf(context: Context): readonly PersonData[] {
  const list = keepers.get(context)
  if (!list) throw new Error('nobody said what else is kept of persons')
  return list()
}

/** Persons in clear, for those who keep something of them. Ask as the system: a telephone may also be somebody's elsewhere. */
export async function knownPersons(tx: Tx, context: Context, ids: readonly string[]): Promise<KnownPerson[]> {
  const persons = (await entriesOf(tx, 'person', ids)).map((entry) => ({ id: entry.id, values: personalOf(context, entry) }))
  const index = (phone: unknown) => (typeof phone === 'string' ? phoneIndex(context, phone) : null)
  const shared = await sharedPhones(tx, persons.flatMap(({ values }) => index(values['phone']) ?? []), ids)
  return persons.map(({ id, values: { name, phone } }) => ({
    id, name: typeof name === 'string' ? name : null, phone: typeof phone === 'string' ? phone : null, isOnlyOne: !shared.has(index(phone)?.toString('hex') ?? ''),
  }))
}
