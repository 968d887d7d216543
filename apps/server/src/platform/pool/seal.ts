import { randomFillSync } from 'node:crypto'
import { nameSpelling } from '@yihu/domain'
import type { PoolValues } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { split } from './columns.ts'

type Vaulted = Pick<Context, 'vault'>

const SALT_BYTES = 32
const salts = Buffer.alloc(256 * SALT_BYTES)
let usedSalts = salts.length

/** A salt for a new person: with the master key it makes the key of all that is sealed for them. */
export function newSalt(): Buffer {
  if (usedSalts === salts.length) {
    randomFillSync(salts)
    usedSalts = 0
  }
  usedSalts += SALT_BYTES
  return Buffer.from(salts.subarray(usedSalts - SALT_BYTES, usedSalts))
}

const Kept = z.record(z.string(), z.union([z.string(), z.number()]))

/** Seals a person's own fields under their key. */
export function sealPerson({ vault }: Vaulted, salt: Uint8Array, values: PoolValues): Buffer {
  return vault.box('person', salt).seal(JSON.stringify(values))
}

/** @throws Error when the key is gone or the bytes are not this person's. */
export function openPerson({ vault }: Vaulted, salt: Uint8Array, sealed: Uint8Array): PoolValues {
  return Kept.parse(JSON.parse(vault.box('person', salt).open(sealed)))
}

/** Seals what is personal of an organisation or a vehicle. */
export function sealEntry({ vault }: Vaulted, register: 'organisation' | 'vehicle', values: PoolValues): Buffer {
  return vault.seal(`pool.${register}`, JSON.stringify(values))
}

export function openEntry({ vault }: Vaulted, register: 'organisation' | 'vehicle', sealed: Uint8Array): PoolValues {
  return Kept.parse(JSON.parse(vault.open(`pool.${register}`, sealed)))
}

/** «+86 139-…» and «139…» are one telephone. */
function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/gu, '').replace(/^(?:00)?86(?=1\d{10}$)/u, '')
}

export const phoneIndex = ({ vault }: Vaulted, phone: string): Buffer => vault.index('pool.phone', digitsOf(phone))
export const numberIndex = ({ vault }: Vaulted, number: string): Buffer => vault.index('pool.number', number)
export const nameIndex = ({ vault }: Vaulted, name: string): Buffer => vault.index('pool.name', name)
export const plateIndex = ({ vault }: Vaulted, plate: string): Buffer => vault.index('pool.plate', plate)
/** The key under which a spelling of a name is found: full pinyin, initials or the given name. */
export const spellingIndex = ({ vault }: Vaulted, spelling: string): Buffer => vault.index('pool.spelling', spelling)

/** Blind indexes of a person; keys of spellings that occur often are made once. */
export interface PersonIndexes {
  readonly id: Buffer | null
  readonly phone: Buffer | null
  readonly name: Buffer | null
  readonly keys: readonly Buffer[]
}

const MOST_REMEMBERED = 20_000

/** Makes the indexes of many persons; remembers spellings, of which a street has few. */
export function createIndexer(context: Vaulted): (values: PoolValues) => PersonIndexes {
  const known = new Map<string, Buffer>()
  const spelled = (spelling: string): Buffer => {
    const found = known.get(spelling)
    if (found) return found
    const made = spellingIndex(context, spelling)
    if (known.size < MOST_REMEMBERED) known.set(spelling, made)
    return made
  }
  return ({ name, idNumber, phone }) => {
    const { full, initials, given } = typeof name === 'string' ? nameSpelling(name) : { full: '', initials: '', given: '' }
    return {
      id: typeof idNumber === 'string' ? numberIndex(context, idNumber) : null,
      phone: typeof phone === 'string' ? phoneIndex(context, phone) : null,
      name: typeof name === 'string' ? nameIndex(context, name) : null,
      keys: [...new Set([full, initials, given])].filter((spelling) => spelling !== '').map(spelled),
    }
  }
}

/** A person worked out before the transaction that writes them: what they are found by, what is sealed and under which salt. */
export interface PreparedPerson {
  readonly index: PersonIndexes
  readonly salt: Buffer
  readonly sealed: Buffer
}

/** Works persons out of their checked values. */
export function createPreparer(context: Vaulted): (values: PoolValues) => PreparedPerson {
  const indexer = createIndexer(context)
  return (values) => {
    const salt = newSalt()
    return { index: indexer(values), salt, sealed: sealPerson(context, salt, split('person', values).personal) }
  }
}
