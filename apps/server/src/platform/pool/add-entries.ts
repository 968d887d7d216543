import { ancestorAt, checkEntry, localDate } from '@yihu/domain'
import type { CheckedEntry, PoolValues, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { tally } from './batch.ts'
import type { Batch } from './batch.ts'
import { blankOf, columnOf, plainFields, split, sqlTypeOf } from './columns.ts'
import { bytesList, bytesText, insertColumns, listText, personsByNumber, takeTurn } from './repo-bulk.ts'
import type { BulkColumn } from './repo-bulk.ts'
import { createPreparer, phoneIndex, plateIndex, sealEntry } from './seal.ts'
import type { PersonIndexes, PreparedPerson } from './seal.ts'
import { spellingOf } from './spelling.ts'

/** An entry to bring in. Values by field name as in `POOL_FIELDS`; codes also by their names. */
export interface NewEntry {
  readonly id?: string
  /** Where it belongs: of persons the building of their home. */
  readonly areaPath: string
  readonly values: Readonly<Record<string, unknown>>
  readonly tags?: readonly string[]
  /** Of a household: where it lives. */
  readonly houseId?: string | null
  /** Of an organisation. */
  readonly lon?: number
  readonly lat?: number
  /** Of the file it came in with. */
  readonly row?: number
  /** Of a person whose values are checked: worked out of them beforehand, while the database was busy with others. */
  readonly prepared?: PreparedPerson | undefined
}

/** What became of one, in the order they were given. A person known by their number is not added again. */
export interface AddedEntry {
  readonly id: string
  readonly isNew: boolean
  readonly errors: CheckedEntry['errors']
  readonly warnings: CheckedEntry['warnings']
}

interface Ready {
  readonly id: string
  readonly entry: NewEntry
  readonly values: PoolValues
  readonly person: PreparedPerson | undefined
}

const CHUNK = 2000
/** District and street. */

/**
 * Brings entries of one register in: checks, recognises persons by the blind index of their number, encrypts, inserts
 * by columns. Entries with errors stay out, the others go in. Tags must be of the vocabulary (see `checkTags`).
 */
export async function addEntries(tx: Tx, context: Pick<Context, 'vault' | 'clock'>, { batch, register, entries }: { batch: Batch; register: Register; entries: readonly NewEntry[] }): Promise<AddedEntry[]> {
  const added: AddedEntry[] = []
  if (register === 'person') await takeTurn(tx, ancestorAt(batch.areaPath, 'street'))
  const prepare = createPreparer(context)
  for (let from = 0; from < entries.length; from += CHUNK) {
    added.push(...await addChunk(tx, context, { batch, register, entries: entries.slice(from, from + CHUNK), prepare }))
  }
  return added
}

interface Chunk {
  readonly batch: Batch
  readonly register: Register
  readonly entries: readonly NewEntry[]
  readonly prepare: (values: PoolValues) => PreparedPerson
}

async function addChunk(tx: Tx, context: Pick<Context, 'vault' | 'clock'>, { batch, register, entries, prepare }: Chunk): Promise<AddedEntry[]> {
  const today = localDate(context.clock.now())
  const checked = entries.map((entry): CheckedEntry => (entry.prepared ? { values: valuesOf(entry), errors: {}, warnings: {} } : checkEntry(register, entry.values, { today })))
  const persons = register === 'person' ? checked.map(({ values }, at) => entries[at]?.prepared ?? prepare(values)) : []
  const asked = persons.flatMap(({ index: { id } }) => (id === null || batch.strangers.has(id.toString('hex')) ? [] : [id]))
  const known = await personsByNumber(tx, { street: ancestorAt(batch.areaPath, 'street'), indexes: asked })
  const ready: Ready[] = []
  const added = entries.map((entry, at): AddedEntry => {
    const { values = {}, errors = {}, warnings = {} } = checked[at] ?? {}
    const number = persons[at]?.index.id?.toString('hex')
    const same = number === undefined ? undefined : known.get(number)
    if (same !== undefined || Object.keys(errors).length > 0) return { id: same ?? '', isNew: false, errors, warnings }
    const id = entry.id ?? newId(batch.at.getTime())
    if (number !== undefined) {
      known.set(number, id)
      batch.strangers.delete(number)
    }
    ready.push({ id, entry, values, person: persons[at] })
    batch.places.set(id, entry.areaPath)
    return { id, isNew: true, errors, warnings }
  })
  await (register === 'person' ? insertPersons(tx, { batch, ready }) : insertOthers(tx, context, { batch, register, ready }))
  tally(batch, register, ready.length)
  tally(batch, `${register}.known`, added.filter(({ id, isNew }) => !isNew && id !== '').length)
  tally(batch, `${register}.refused`, added.filter(({ errors }) => Object.keys(errors).length > 0).length)
  return added
}

/** Values that were checked before: codes are codes, days are days. */
function valuesOf({ values }: NewEntry): PoolValues {
  return values as PoolValues // what is prepared was checked
}

async function insertPersons(tx: Tx, { batch, ready }: { batch: Batch; ready: readonly Ready[] }): Promise<void> {
  const bytes = (name: string, pick: (index: PersonIndexes) => Buffer | null): BulkColumn => ({ name, type: 'bytea', texts: ready.map(({ person }) => (person ? bytesText(pick(person.index)) : null)) })
  await insertColumns(tx, 'person', [
    ...commonColumns('person', { batch, ready }),
    { name: 'sealed', type: 'bytea', texts: ready.map(({ person }) => bytesText(person?.sealed ?? null)) },
    bytes('id_index', ({ id }) => id), bytes('phone_index', ({ phone }) => phone), bytes('name_index', ({ name }) => name),
    { name: 'name_keys', type: 'bytea[]', texts: ready.map(({ person }) => bytesList(person?.index.keys ?? [])) },
    { name: 'birth_month', type: 'date', texts: ready.map(({ values }) => birthMonth(values)) },
  ])
  await insertColumns(tx, 'person_key', [
    { name: 'person_id', type: 'uuid', texts: ready.map(({ id }) => id) }, { name: 'salt', type: 'bytea', texts: ready.map(({ person }) => bytesText(person?.salt ?? null)) },
  ])
}

/** The first day of the month of birth: enough for ages, and no day that names a person. */
export function birthMonth({ birth }: PoolValues): string | null {
  return typeof birth === 'string' ? `${birth.slice(0, 7)}-01` : null
}

async function insertOthers(tx: Tx, context: Pick<Context, 'vault'>, { batch, register, ready }: { batch: Batch; register: Exclude<Register, 'person'> | Register; ready: readonly Ready[] }): Promise<void> {
  const texts = (name: string, type: string, pick: (one: Ready) => string | null): BulkColumn => ({ name, type, texts: ready.map(pick) })
  const own: BulkColumn[] = []
  if (register === 'household') own.push(texts('house_id', 'uuid', ({ entry }) => entry.houseId ?? null))
  if (register === 'organisation') {
    own.push(
      texts('spelling', 'text', ({ values }) => spellingOf(String(values.name))),
      texts('lon', 'double precision', ({ entry }) => numberText(entry.lon)), texts('lat', 'double precision', ({ entry }) => numberText(entry.lat)),
      texts('sealed', 'bytea', ({ values }) => sealedText(context, 'organisation', values)),
      texts('phone_index', 'bytea', ({ values: { phone } }) => (typeof phone === 'string' ? bytesText(phoneIndex(context, phone)) : null)),
    )
  }
  if (register === 'vehicle') {
    own.push(texts('sealed', 'bytea', ({ values }) => sealedText(context, 'vehicle', values)), texts('plate_index', 'bytea', ({ values: { plate } }) => bytesText(plateIndex(context, String(plate)))))
  }
  await insertColumns(tx, register, [...commonColumns(register, { batch, ready }), ...own])
}

function sealedText(context: Pick<Context, 'vault'>, register: 'organisation' | 'vehicle', values: PoolValues): string | null {
  const { personal } = split(register, values)
  return Object.keys(personal).length === 0 ? null : bytesText(sealEntry(context, register, personal))
}

function numberText(value: number | undefined): string | null {
  return value === undefined ? null : String(value)
}

/** Columns that every register has, and those of its plain fields. */
function commonColumns(register: Register, { batch, ready }: { batch: Batch; ready: readonly Ready[] }): BulkColumn[] {
  const facts = JSON.stringify({ '*': [batch.source, batch.asOf, batch.state] })
  const at = batch.at.toISOString()
  const texts = (name: string, type: string, pick: (one: Ready) => string | null): BulkColumn => ({ name, type, texts: ready.map(pick) })
  return [
    texts('id', 'uuid', ({ id }) => id), texts('area_path', 'ltree', ({ entry }) => entry.areaPath), texts('tags', 'text[]', ({ entry }) => listText(entry.tags ?? [])),
    texts('facts', 'jsonb', () => facts), texts('batch_id', 'uuid', () => batch.id), texts('source_row', 'integer', ({ entry }) => numberText(entry.row)), texts('created_at', 'timestamptz', () => at), texts('changed_at', 'timestamptz', () => at),
    ...plainFields(register).map((field) => texts(columnOf(field), sqlTypeOf(register, field), ({ entry, values }) => plainText(register, field, { entry, values }))),
  ]
}

function plainText(register: Register, field: string, { entry, values }: Pick<Ready, 'entry' | 'values'>): string | null {
  const value = values[field]
  if (value !== undefined) return String(value)
  // A house without a code is known by its building and its labels.
  if (register === 'house' && field === 'code') return houseCode(entry.areaPath, values)
  return blankOf(register, field)
}

/** The address code of a house that nobody gave one. */
export function houseCode(areaPath: string, { unit, room }: PoolValues): string {
  return [areaPath, unit || '0', room ?? '0'].map(String).join('-')
}
