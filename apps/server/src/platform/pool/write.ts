import { Fault } from '@yihu/contracts'
import type { BodyOf, changePoolEntry, createPoolEntry } from '@yihu/contracts'
import { checkEntry, FACT_STATES, localDate, REGISTERS } from '@yihu/domain'
import type { PoolValues, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { addEntries, birthMonth } from './add-entries.ts'
import { checkTags } from './around.ts'
import { closeBatch, openBatch } from './batch.ts'
import { plainFields, split } from './columns.ts'
import { findEntry, updateEntry } from './repo-entry.ts'
import type { EntryChange, Facts, StoredEntry } from './repo-entry.ts'
import { insertChanges } from './repo-history.ts'
import { createIndexer, phoneIndex, plateIndex, sealEntry, sealPerson } from './seal.ts'
import { personalOf } from './show-person.ts'

export interface By {
  readonly actor: Actor
  readonly ip: string
}

/** How audit rows name an entry: never by what it says of a person. */
export function objectName(register: Register, id: string): string {
  return `${REGISTERS[register]} ${id.slice(-12)}`
}

interface Created {
  readonly id: string
  readonly warnings: Readonly<Record<string, string>>
}

/** Enters one by hand. @throws area-unknown, pool-tag-unknown, pool-known, input-invalid */
export async function createEntry(context: Context, { actor, ip }: By, { register, form }: { register: Register; form: BodyOf<typeof createPoolEntry> }): Promise<Created> {
  const tree = await areasOf(context)
  if (!tree.byPath(form.areaPath)) throw new Fault('area-unknown', { details: { code: form.areaPath } })
  return context.db.transact(actor.scope, async (tx) => {
    await checkTags(tx, register, form.tags)
    if (form.houseId && !(await findEntry(tx, { register: 'house', id: form.houseId }))) throw new Fault('input-invalid', { fields: { houseId: '没有这处房屋' } })
    const batch = await openBatch(tx, context, {
      areaPath: form.areaPath, source: form.source, asOf: form.asOf ?? localDate(context.clock.now()), title: `手工登记${REGISTERS[register]}`, by: actor, state: form.verification,
    })
    const [added] = await addEntries(tx, context, { batch, register, entries: [{ areaPath: form.areaPath, values: form.values, tags: form.tags, houseId: form.houseId ?? null }] })
    if (!added) throw new Error('one entry was given')
    if (Object.keys(added.errors).length > 0) throw new Fault('input-invalid', { fields: added.errors })
    if (!added.isNew) throw new Fault('pool-known', { current: { id: added.id } })
    await emit(tx, { topic: 'pool.changed', scopePath: form.areaPath, payload: { register, ids: [added.id] } })
    await closeBatch(tx, batch, { ip })
    return { id: added.id, warnings: added.warnings }
  })
}

interface Changing {
  readonly register: Register
  readonly id: string
  readonly form: BodyOf<typeof changePoolEntry>
}

/** Changes fields, tags, place or state of an entry; what was before stays in its history. @throws not-found, conflict, pool-entry-closed, area-unknown, pool-tag-unknown, input-invalid */
export async function changeEntry(context: Context, { actor, ip }: By, { register, id, form }: Changing): Promise<Created> {
  const now = context.clock.now()
  const tree = await areasOf(context)
  if (form.areaPath && !tree.byPath(form.areaPath)) throw new Fault('area-unknown', { details: { code: form.areaPath } })
  return context.db.transact(actor.scope, async (tx) => {
    const entry = await findEntry(tx, { register, id, isLocked: true })
    if (!entry) throw new Fault('not-found')
    if (entry.version !== form.version) throw new Fault('conflict', { current: { version: entry.version } })
    if (entry.state === 'merged' || entry.state === 'erased') throw new Fault('pool-entry-closed')
    await checkTags(tx, register, (form.tags ?? []).filter((tag) => !entry.tags.includes(tag)))
    const warnings = await applyChange(tx, context, { entry, form, by: actor, at: new Date(now) })
    await emit(tx, { topic: 'pool.changed', scopePath: entry.areaPath, payload: { register, ids: [id] } })
    await record(tx, { at: now, by: actor, action: 'pool.change', object: objectName(register, id), result: 'done', ip, detail: { fields: Object.keys(form.values), source: form.source, state: form.state ?? null } })
    return { id, warnings }
  })
}

interface Applying {
  readonly entry: StoredEntry
  readonly form: BodyOf<typeof changePoolEntry>
  readonly by: Pick<Actor, 'userId' | 'name'> | null
  readonly at: Date
  /** Another place of an organisation. */
  readonly point?: { readonly lon: number; readonly lat: number } | undefined
}

/** Checks and writes a change of an entry, with its history. @throws input-invalid */
export async function applyChange(tx: Tx, context: Pick<Context, 'vault'>, { entry, form, by, at, point }: Applying): Promise<Readonly<Record<string, string>>> {
  const { register } = entry
  const today = localDate(at.getTime())
  const before: PoolValues = { ...entry.plain, ...personalOf(context, entry) }
  const { values: given, errors } = checkEntry(register, form.values, { today, isPart: true })
  const cleared = Object.keys(form.values).filter((field) => given[field] === undefined && errors[field] === undefined)
  const after: PoolValues = Object.fromEntries(Object.entries({ ...before, ...given }).filter(([field]) => !cleared.includes(field)))
  const whole = checkEntry(register, after, { today })
  const problems = { ...whole.errors, ...errors, ...stateFault(register, form.state) }
  if (Object.keys(problems).length > 0) throw new Fault('input-invalid', { fields: problems })
  const touched = Object.keys(form.values)
  const differing = touched.filter((field) => before[field] !== after[field])
  const facts = factsAfter(entry, { form, touched, today })
  await updateEntry(tx, entry, {
    at, facts, ...sealedChange(context, entry, { after, isPersonalTouched: differing.some((field) => !plainFields(register).includes(field)) }),
    plain: Object.fromEntries(differing.filter((field) => plainFields(register).includes(field)).map((field) => [field, after[field] ?? null])),
    ...(form.tags ? { tags: [...new Set(form.tags)] } : {}), ...(form.areaPath ? { areaPath: form.areaPath } : {}), ...(form.state ? { state: form.state, stateSince: form.asOf ?? today } : {}), ...(point ? { point } : {}),
  })
  const placed = [...(form.areaPath && form.areaPath !== entry.areaPath ? [['区域', entry.areaPath, form.areaPath]] : []), ...(form.state && form.state !== entry.state ? [['状态', entry.state, form.state]] : []),
    ...(form.tags && form.tags.join() !== entry.tags.join() ? [['标签', entry.tags.join('、'), form.tags.join('、')]] : []),
    ...(point ? [['位置', entry.lon === null ? '' : `${entry.lon}, ${entry.lat}`, `${point.lon}, ${point.lat}`]] : []),
    ...(isVerifying(form) ? [['核实情况', factText(entry.facts), factText(facts)]] : [])]
  const both = Object.fromEntries([...differing.map((field) => [field, before[field] ?? '', after[field] ?? '']), ...placed].map(([field, from, to]) => [String(field), [from, to] as const]))
  await insertHistory(tx, context, { entry, both, at, by, form })
  return whole.warnings
}

type Form = BodyOf<typeof changePoolEntry>

/** Nothing is changed, all of it is said to be right. */
function isVerifying({ values, verification, tags, areaPath, state }: Form): boolean {
  return verification === 'verified' && Object.keys(values).length === 0 && tags === undefined && areaPath === undefined && state === undefined
}

/** Of each field where it comes from: of those touched the form, of all when the whole was found right. */
function factsAfter({ facts }: StoredEntry, { form, touched, today }: { form: Form; touched: readonly string[]; today: string }): Facts {
  const said = [form.source, form.asOf ?? today, form.verification] as const
  return isVerifying(form) ? { '*': said } : { ...facts, ...Object.fromEntries(touched.map((field) => [field, said])) }
}

function factText(facts: Facts): string {
  const [, asOf = '', state = ''] = facts['*'] ?? []
  return `${Object.hasOwn(FACT_STATES, state) ? FACT_STATES[state as keyof typeof FACT_STATES] : state} ${asOf}` // checked on the left
}

const STATES: Readonly<Record<Register, readonly string[]>> = { person: ['active', 'left', 'dead'], household: ['active', 'gone'], house: ['active', 'gone'], organisation: ['active', 'gone'], vehicle: ['active', 'gone'] }

function stateFault(register: Register, state: string | undefined): Record<string, string> {
  return state === undefined || STATES[register].includes(state) ? {} : { state: `${REGISTERS[register]}没有这种状态` }
}

/** What changes of an entry's sealed fields and its indexes. */
export function sealedChange(context: Pick<Context, 'vault'>, entry: StoredEntry, { after, isPersonalTouched }: { after: PoolValues; isPersonalTouched: boolean }): Partial<EntryChange> {
  if (!isPersonalTouched) return {}
  const { personal } = split(entry.register, after)
  if (entry.register === 'person') {
    if (!entry.salt) throw new Error('a person who is not erased has a key')
    return { sealed: sealPerson(context, entry.salt, personal), indexes: { ...createIndexer(context)(after), birthMonth: birthMonth(after) } }
  }
  if (entry.register === 'vehicle') return { sealed: sealEntry(context, 'vehicle', personal), plateIndex: plateIndex(context, String(after.plate)) }
  return { sealed: Object.keys(personal).length > 0 ? sealEntry(context, 'organisation', personal) : null, phoneIndex: typeof after.phone === 'string' ? phoneIndex(context, after.phone) : null }
}

type Pairs = Readonly<Record<string, readonly [unknown, unknown]>>

async function insertHistory(tx: Tx, context: Pick<Context, 'vault'>, { entry, both, at, by, form }: Applying & { both: Pairs }): Promise<void> {
  if (Object.keys(both).length === 0) return
  const plain = plainFields(entry.register)
  const isOpen = (field: string): boolean => plain.includes(field) || ['区域', '状态', '标签', '位置', '核实情况'].includes(field)
  const part = (wanted: boolean): Pairs => Object.fromEntries(Object.entries(both).filter(([field]) => isOpen(field) === wanted))
  await insertChanges(tx, [{
    id: newId(at.getTime()), areaPath: entry.areaPath, register: entry.register, entryId: entry.id, what: 'change', at, by, source: form.source, reason: form.reason ?? '',
    changes: part(true), sealed: sealPairs(context, entry, part(false)),
  }])
}

/** Values of personal fields in history lie under the same key as the fields themselves. */
function sealPairs({ vault }: Pick<Context, 'vault'>, { register, salt }: StoredEntry, pairs: Pairs): Buffer | null {
  if (Object.keys(pairs).length === 0) return null
  const text = JSON.stringify(pairs)
  return register === 'person' && salt ? vault.box('person', salt).seal(text) : vault.seal('pool.change', text)
}
