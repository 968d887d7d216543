import { ancestorAt } from '@yihu/domain'
import type { PoolValues, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { birthMonth } from './add-entries.ts'
import type { Batch } from './batch.ts'
import { personsByNumber, takeTurn } from './repo-bulk.ts'
import { findHouses, organisationsBy, personsByName, personsNamed, vehiclesByPlate } from './repo-known.ts'
import { nameIndex, numberIndex, plateIndex } from './seal.ts'
import type { PreparedPerson } from './seal.ts'

/** What is known of an entry before it is looked for: checked values and its place. */
export interface Described {
  readonly values: PoolValues
  readonly areaPath: string
  readonly prepared?: PreparedPerson | undefined
}

interface Recognising {
  readonly register: Register
  readonly entries: readonly Described[]
  /** The act that will add whom nobody knows: the street's turn is taken, and adding them need not ask again. */
  readonly batch?: Batch
}

type Vaulted = Pick<Context, 'vault'>

/**
 * Which entries the register already has, in their order: persons by number (without one by name and month of birth at
 * the same place), houses by code or place, organisations by credit code or by name in their community, vehicles by plate. Within one street.
 */
export async function recognise(tx: Tx, context: Vaulted, { register, entries, batch }: Recognising): Promise<(string | undefined)[]> {
  const [first] = entries
  if (!first) return []
  const street = ancestorAt(first.areaPath, 'street')
  const text = (value: unknown): string | null => (value === undefined ? null : String(value))
  switch (register) {
    case 'person': return recognisePersons(tx, context, { entries, batch })
    case 'house': return (await findHouses(tx, entries.map(({ values: { code, unit, room }, areaPath }) => (code === undefined
      ? { path: areaPath, unit: String(unit ?? ''), room: String(room) } : { code: String(code) })), { isGoneToo: true })).map((house) => house?.id)
    case 'organisation': return organisationsBy(tx, street, entries.map(({ values, areaPath }) => ({ code: text(values.creditCode), kind: text(values.kind), name: String(values.name), community: ancestorAt(areaPath, 'community') })))
    case 'vehicle': return vehiclesByPlate(tx, street, entries.map(({ values }) => plateIndex(context, String(values.plate))))
    case 'household': return entries.map(() => undefined)
  }
}

async function recognisePersons(tx: Tx, context: Vaulted, { entries, batch }: Pick<Recognising, 'entries'> & { readonly batch: Batch | undefined }): Promise<(string | undefined)[]> {
  if (batch) await takeTurn(tx, ancestorAt(batch.areaPath, 'street'))
  const numbers = entries.map(({ values: { idNumber }, prepared }) => prepared?.index.id ?? (idNumber === undefined ? undefined : numberIndex(context, String(idNumber))))
  const known = await personsByNumber(tx, { street: ancestorAt(entries[0]?.areaPath ?? '', 'street'), indexes: numbers.flatMap((number) => number ?? []) })
  const named = entries.filter((_, at) => numbers[at] === undefined)
  const byName = await personsByName(tx, named.map(({ values, areaPath, prepared }) => ({ name: prepared?.index.name ?? nameIndex(context, String(values.name)), birthMonth: birthMonth(values), path: areaPath })))
  const ids = new Map(named.map((entry, at) => [entry, byName[at]]))
  return entries.map((entry, at) => {
    const number = numbers[at]?.toString('hex')
    if (number === undefined) return ids.get(entry)
    const id = known.get(number)
    if (id === undefined) batch?.strangers.add(number)
    return id
  })
}

/** Who in an area is called so: none, one, or several whom only a number tells apart. */
export async function personsCalled(tx: Tx, context: Vaulted, { path, name }: { readonly path: string; readonly name: string }): Promise<string[]> {
  return personsNamed(tx, { path, name: nameIndex(context, name) })
}
