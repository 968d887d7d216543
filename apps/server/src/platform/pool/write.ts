import { Fault } from '@yihu/contracts'
import type { BodyOf, changePoolEntry, createPoolEntry } from '@yihu/contracts'
import { checkEntry, FACT_STATES, localDate, REGISTERS } from '@yihu/domain'
import type { PoolValue, PoolValues, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, sqlState } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { addEntries, birthMonth, houseCode } from './add-entries.ts'
import { checkTags } from './around.ts'
import { closeBatch, openBatch } from './batch.ts'
import { plainFields, split } from './columns.ts'
import { findEntry, updateEntry } from './repo-entry.ts'
import type { EntryChange, Facts, StoredEntry } from './repo-entry.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import { areaAtPoint } from './place-by-hand.ts'
import { recognise } from './recognise.ts'
import { settlePlaces } from './repo-relation.ts'
import { createIndexer, phoneIndex, plateIndex, sealEntry, sealPerson } from './seal.ts'
import { personalOf } from './show-person.ts'

/** SQLSTATE: there is one already. */
const TAKEN = '23505'

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

/** @throws area-unknown, input-invalid */
async function needArea(context: Context, actor: Actor, path: string): Promise<void> {
  const tree = await areasOf(context)
  if (!tree.byPath(path)) throw new Fault('area-unknown', { details: { code: path } })
  if (!covers(actor.scope, path)) throw new Fault('input-invalid', { fields: { areaPath: `“${tree.nameOf(path)}”不在您负责的区域，请选自己区域里的地方；迁往别处的，请登记迁出，由那里办理迁入` } })
}

/** Who sees an entry only because somebody has a house here does not change it. @throws pool-elsewhere */
export async function needOwn(context: Context, actor: Pick<Actor, 'scope'>, entry: Pick<StoredEntry, 'areaPath'>): Promise<void> {
  if (!covers(actor.scope, entry.areaPath)) throw new Fault('pool-elsewhere', { details: { area: (await areasOf(context)).fullNameOf(entry.areaPath) } })
}

/** A house's code is its own everywhere; who has it may be out of sight. @throws input-invalid */
async function withOwnCode<T>(register: Register, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (register !== 'house' || sqlState(error) !== TAKEN) throw error
    throw new Fault('input-invalid', { fields: { code: '这个地址码（没有写的，就是这栋楼的这个单元、室号）已登记在另一处房屋' } })
  }
}

/** Enters one by hand. @throws area-unknown, pool-tag-unknown, pool-known, input-invalid */
export async function createEntry(context: Context, { actor, ip }: By, { register, form }: { register: Register; form: BodyOf<typeof createPoolEntry> }): Promise<Created> {
  await needArea(context, actor, form.areaPath)
  return withOwnCode(register, () => context.db.transact(actor.scope, async (tx) => {
    await checkTags(tx, register, form.tags)
    if (form.houseId && !(await findEntry(tx, { register: 'house', id: form.houseId }))) throw new Fault('input-invalid', { fields: { houseId: '没有这处房屋' } })
    const batch = await openBatch(tx, context, {
      areaPath: form.areaPath, source: form.source, asOf: form.asOf ?? localDate(context.clock.now()), title: `手工登记${REGISTERS[register]}`, by: actor, state: form.verification,
    })
    const twin = await twinOf(tx, context, { register, form })
    if (twin !== undefined) throw new Fault('pool-known', { current: { id: twin } })
    const [added] = await addEntries(tx, context, { batch, register, entries: [{ areaPath: form.areaPath, values: form.values, tags: form.tags, houseId: form.houseId ?? null }] })
    if (!added) throw new Error('one entry was given')
    if (Object.keys(added.errors).length > 0) throw new Fault('input-invalid', { fields: added.errors })
    if (!added.isNew) throw new Fault('pool-known', { current: { id: added.id } })
    await emit(tx, { topic: 'pool.changed', scopePath: form.areaPath, payload: { register, ids: [added.id] } })
    await closeBatch(tx, batch, { ip })
    return { id: added.id, warnings: added.warnings }
  }))
}

/** A house or a vehicle in sight that is this one; persons are recognised where they are added. */
async function twinOf(tx: Tx, context: Context, { register, form }: { register: Register; form: BodyOf<typeof createPoolEntry> }): Promise<string | undefined> {
  if (register !== 'house' && register !== 'vehicle') return undefined
  const { values, errors } = checkEntry(register, form.values, { today: localDate(context.clock.now()) })
  if (Object.keys(errors).length > 0) return undefined
  const [known] = await recognise(tx, context, { register, entries: [{ values, areaPath: form.areaPath }] })
  return known
}

/** Organisations alone have a point of their own. @throws input-invalid */
function areaOfPoint(context: Context, actor: Actor, register: Register, point: NonNullable<BodyOf<typeof changePoolEntry>['point']>): Promise<string> {
  if (register !== 'organisation') throw new Fault('input-invalid', { fields: { point: `${REGISTERS[register]}没有自己的位置，请改所在区域` } })
  return areaAtPoint(context, actor, point)
}

interface Changing {
  readonly register: Register
  readonly id: string
  readonly form: BodyOf<typeof changePoolEntry>
}

/** Changes fields, tags, place or state of an entry; what was before stays in its history. @throws not-found, pool-elsewhere, conflict, pool-entry-closed, area-unknown, pool-tag-unknown, input-invalid */
export async function changeEntry(context: Context, { actor, ip }: By, { register, id, form: asked }: Changing): Promise<Created> {
  const now = context.clock.now()
  const form = asked.point ? { ...asked, areaPath: await areaOfPoint(context, actor, register, asked.point) } : asked
  return withOwnCode(register, () => context.db.transact(actor.scope, async (tx) => {
    const entry = await findEntry(tx, { register, id, isLocked: true })
    if (!entry) throw new Fault('not-found')
    await needOwn(context, actor, entry)
    if (form.areaPath && form.areaPath !== entry.areaPath) await needArea(context, actor, form.areaPath)
    if (entry.version !== form.version) throw new Fault('conflict', { current: { version: entry.version } })
    if (entry.state === 'merged' || entry.state === 'erased') throw new Fault('pool-entry-closed')
    await checkTags(tx, register, (form.tags ?? []).filter((tag) => !entry.tags.includes(tag)))
    const warnings = await applyChange(tx, context, { entry, form, by: actor, at: new Date(now), point: form.point })
    for (const scopePath of new Set([entry.areaPath, form.areaPath ?? entry.areaPath])) await emit(tx, { topic: 'pool.changed', scopePath, payload: { register, ids: [id] } })
    await record(tx, { at: now, by: actor, action: 'pool.change', object: objectName(register, id), result: 'done', ip, detail: { fields: Object.keys(form.values), source: form.source, state: form.state ?? null, ...(form.point ? { point: form.point } : {}) } })
    return { id, warnings }
  }))
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
  const left: PoolValues = Object.fromEntries(Object.entries({ ...before, ...given }).filter(([field]) => !cleared.includes(field)))
  const whole = checkEntry(register, left, { today })
  const following = followingOf(entry, { before, left, whole: whole.values, form })
  const after: PoolValues = { ...left, ...following }
  // What was kept before a range was drawn stands until somebody touches it.
  const lacking = Object.fromEntries(Object.entries(whole.errors).filter(([field]) => left[field] === undefined))
  const problems = { ...lacking, ...errors, ...stateFault(register, form.state) }
  if (Object.keys(problems).length > 0) throw new Fault('input-invalid', { fields: problems })
  const touched = [...new Set([...Object.keys(form.values), ...Object.keys(following).filter((field) => before[field] !== following[field])])]
  const differing = touched.filter((field) => before[field] !== after[field])
  const facts = factsAfter(entry, { form, touched: point || (register === 'organisation' && form.areaPath) ? [...touched, HISTORY_KEYS.place] : touched, today })
  await updateEntry(tx, entry, {
    at, facts, ...sealedChange(context, entry, { after, isPersonalTouched: differing.some((field) => !plainFields(register).includes(field)) }),
    plain: Object.fromEntries(differing.filter((field) => plainFields(register).includes(field)).map((field) => [field, after[field] ?? null])),
    ...(form.tags ? { tags: [...new Set(form.tags)] } : {}), ...(form.areaPath ? { areaPath: form.areaPath } : {}), ...(form.state ? { state: form.state, stateSince: form.asOf ?? today } : {}), ...(point ? { point } : {}),
  })
  if (form.areaPath && form.areaPath !== entry.areaPath) await settlePlaces(tx, [entry.id])
  const placed: Pairs = {
    ...(form.areaPath && form.areaPath !== entry.areaPath ? { [HISTORY_KEYS.area]: [entry.areaPath, form.areaPath] } : {}), ...(form.state && form.state !== entry.state ? { [HISTORY_KEYS.state]: [entry.state, form.state] } : {}),
    ...(form.tags && form.tags.join() !== entry.tags.join() ? { [HISTORY_KEYS.tags]: [entry.tags.join('、'), form.tags.join('、')] } : {}),
    ...(point ? { [HISTORY_KEYS.place]: [entry.lon === null ? '' : `${entry.lon}, ${entry.lat}`, `${point.lon}, ${point.lat}`] } : {}),
    ...(isVerifying(form) ? { [HISTORY_KEYS.verified]: [factText(entry.facts), factText(facts)] } : {}),
  }
  const both: Pairs = { ...Object.fromEntries(differing.map((field) => [field, [before[field] ?? '', after[field] ?? ''] as const])), ...placed }
  await insertHistory(tx, context, { entry, both, at, by, form })
  return whole.warnings
}

type Form = BodyOf<typeof changePoolEntry>

/** What follows from a change: birth and sex from a number, the code of a house that has none of its own from where it is. */
function followingOf({ register, areaPath }: StoredEntry, { before, left, whole, form }: { before: PoolValues; left: PoolValues; whole: PoolValues; form: Form }): PoolValues {
  if (register === 'person' && 'idNumber' in form.values) return Object.fromEntries(Object.entries(whole).filter(([field]) => left[field] === undefined))
  const isGenerated = register === 'house' && (left.code === undefined || (left.code === before.code && before.code === houseCode(areaPath, before)))
  return isGenerated ? { code: houseCode(form.areaPath ?? areaPath, left) } : {}
}

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

type Pairs = Readonly<Record<string, readonly [PoolValue, PoolValue]>>

const OPEN_KEYS: ReadonlySet<string> = new Set(Object.values(HISTORY_KEYS))

async function insertHistory(tx: Tx, context: Pick<Context, 'vault'>, { entry, both, at, by, form }: Applying & { both: Pairs }): Promise<void> {
  if (Object.keys(both).length === 0) return
  const plain = plainFields(entry.register)
  const isOpen = (field: string): boolean => plain.includes(field) || OPEN_KEYS.has(field)
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
