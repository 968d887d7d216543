import { Fault, SENSITIVE_KINDS, SENSITIVE_STATES } from '@yihu/contracts'
import type { addSensitiveEntry, AnswerOf, BodyOf, decideSensitiveRegister, listSensitiveReaders, proposeSensitiveRegister, SensitiveEntry, SensitiveKind, SensitiveRegister } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { peopleAround, rolesWith, unitNames } from '../identity/index.ts'
import { entriesOf, findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { insertAccesses, insertProof } from './repo-privacy.ts'
import { decideRegister, deleteSensitive, endRegister, insertProposal, insertSensitive, lockRegister, overdueRegisters, sensitiveEntries, sensitiveRegisters } from './repo-sensitive.ts'
import type { StoredRegister } from './repo-sensitive.ts'
import { personalOf } from './show-person.ts'
import { objectName } from './write.ts'
import type { By } from './write.ts'

/** A register is allowed for a year at most; then somebody has to justify it anew. */
const LONGEST_DAYS = 366
const DAY_MS = 86_400_000

async function shown(context: Context, register: StoredRegister, actor: Actor): Promise<SensitiveRegister> {
  const tree = await areasOf(context)
  return {
    id: register.id, kind: register.kind as SensitiveKind, kindName: SENSITIVE_KINDS[register.kind as SensitiveKind], // written by this module alone
    areaPath: register.area_path, areaName: tree.fullNameOf(register.area_path), legalBasis: register.legal_basis, purpose: register.purpose,
    state: register.state as SensitiveRegister['state'], // checked by the table
    proposedBy: register.proposed_name, proposedAt: register.proposed_at.toISOString(),
    decision: register.decided_at ? { by: register.decided_name ?? '', at: register.decided_at.toISOString(), note: register.decision_note ?? '' } : null,
    expiresOn: register.expires_on, readers: register.readers.map(({ name }) => name), isReader: register.readers.some(({ id }) => id === actor.userId),
    mayDecide: register.state === 'proposed' && register.proposed_by !== actor.userId && actor.permissions.has('sensitive.approve'),
  }
}

/** The registers in sight: that they exist, why, until when and who reads them; never what is in them. */
export async function registersOf(context: Context, actor: Actor): Promise<SensitiveRegister[]> {
  const registers = await context.db.transact(actor.scope, (tx) => sensitiveRegisters(tx))
  return Promise.all(registers.map((register) => shown(context, register, actor)))
}

/** Asks for a register; nothing is kept until a second person agrees. @throws area-unknown, input-invalid */
export async function propose(context: Context, { actor, ip }: By, form: BodyOf<typeof proposeSensitiveRegister>): Promise<SensitiveRegister> {
  const now = context.clock.now()
  const tree = await areasOf(context)
  if (!tree.byPath(form.areaPath)) throw new Fault('area-unknown', { details: { code: form.areaPath } })
  if (!covers(actor.scope, form.areaPath)) throw new Fault('input-invalid', { fields: { areaPath: `“${tree.nameOf(form.areaPath)}”不在您负责的区域，只能为自己的区域申请` } })
  if (form.expiresOn <= localDate(now) || form.expiresOn > localDate(now + LONGEST_DAYS * DAY_MS)) throw new Fault('input-invalid', { fields: { expiresOn: '期限要在今天以后、一年以内' } })
  const readers = await context.db.transact(systemScope, (tx) => readersNamed(tx, form))
  return context.db.transact(actor.scope, async (tx) => {
    const id = newId(now)
    await insertProposal(tx, { ...form, id, at: new Date(now), by: actor, readers })
    await record(tx, { at: now, by: actor, action: 'sensitive.propose', object: SENSITIVE_KINDS[form.kind], purpose: form.purpose, result: 'done', ip, detail: { registerId: id, legalBasis: form.legalBasis, expiresOn: form.expiresOn, readers: readers.map(({ name }) => name) } })
    await emit(tx, { topic: 'sensitive.proposed', scopePath: null, payload: { id, kind: SENSITIVE_KINDS[form.kind], areaPath: form.areaPath, areaName: tree.fullNameOf(form.areaPath), purpose: form.purpose, by: actor.name, userId: actor.userId } })
    return shownById(tx, context, { id, actor })
  })
}

/** Who can be named a reader of a register of an area: their post reads such registers, their places have to do with it. @throws area-unknown */
export async function readersFor(context: Context, areaPath: string): Promise<AnswerOf<typeof listSensitiveReaders>> {
  if (!(await areasOf(context)).byPath(areaPath)) throw new Fault('area-unknown', { details: { code: areaPath } })
  return context.db.transact(systemScope, async (tx) => {
    const units = await unitNames(tx)
    return { people: (await possibleReaders(tx, areaPath)).map(({ id, name, units: own }) => ({ id, name, unitNames: own.flatMap((unit) => units.get(unit) ?? []) })) }
  })
}

const possibleReaders = (tx: Tx, path: string) => peopleAround(tx, { roles: rolesWith('sensitive.read'), path })

async function readersNamed(tx: Tx, { areaPath, readers }: Pick<BodyOf<typeof proposeSensitiveRegister>, 'areaPath' | 'readers'>): Promise<{ id: string; name: string }[]> {
  const named = (await possibleReaders(tx, areaPath)).filter(({ id }) => readers.includes(id)).map(({ id, name }) => ({ id, name }))
  if (named.length < new Set(readers).size) throw new Fault('input-invalid', { fields: { readers: '有人已经停用，或岗位、辖区不能看这里的敏感登记，请重新选择' } })
  return named
}

async function shownById(tx: Tx, context: Context, { id, actor }: { id: string; actor: Actor }): Promise<SensitiveRegister> {
  const [register] = await sensitiveRegisters(tx, { id })
  if (!register) throw new Fault('not-found')
  return shown(context, register, actor)
}

/** A second person's word. @throws not-found, sensitive-own-request, sensitive-not-now */
export async function decide(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof decideSensitiveRegister> }): Promise<SensitiveRegister> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const register = await needRegister(tx, id, 'proposed')
    if (register.proposed_by === actor.userId) throw new Fault('sensitive-own-request')
    await decideRegister(tx, { id, state: form.isApproved ? 'open' : 'declined', by: actor, at: new Date(now), note: form.note ?? '' })
    await record(tx, { at: now, by: actor, action: form.isApproved ? 'sensitive.approve' : 'sensitive.decline', object: SENSITIVE_KINDS[register.kind as SensitiveKind], purpose: register.purpose, result: 'done', ip, detail: { registerId: id } }) // kind written by this module alone
    return shownById(tx, context, { id, actor })
  })
}

async function needRegister(tx: Tx, id: string, state: 'proposed' | 'open'): Promise<StoredRegister> {
  const register = await lockRegister(tx, id)
  if (!register) throw new Fault('not-found')
  if (register.state !== state) throw new Fault('sensitive-not-now', { details: { state: SENSITIVE_STATES[register.state as keyof typeof SENSITIVE_STATES] } }) // checked by the table
  return register
}

/** A register one may read today. @throws not-found, sensitive-not-now, sensitive-not-reader */
export async function needReader(tx: Tx, context: Context, { id, userId }: { id: string; userId: string }): Promise<StoredRegister> {
  const register = await needRegister(tx, id, 'open')
  if (register.expires_on < localDate(context.clock.now())) throw new Fault('sensitive-not-now', { details: { state: SENSITIVE_STATES.ended } })
  if (!register.readers.some((reader) => reader.id === userId)) throw new Fault('sensitive-not-reader')
  return register
}

const noteBox = ({ vault }: Context, { salt }: StoredEntry) => (salt ? vault.box('sensitive', salt) : null)

/** What a register holds, for one of its readers and a purpose; on record per person, also for that person. */
export async function read(context: Context, { actor, ip }: By, { id, purpose }: { id: string; purpose: string }): Promise<SensitiveEntry[]> {
  return context.db.transact(actor.scope, async (tx) => look(tx, context, { register: await needReader(tx, context, { id, userId: actor.userId }), action: 'sensitive.read', by: actor, ip, purpose }))
}

interface Looking {
  readonly register: StoredRegister
  readonly action: 'sensitive.read' | 'sensitive.export'
  readonly by: Pick<Actor, 'userId' | 'name'> & { readonly username: string | null }
  readonly ip: string | null
  readonly purpose: string
}

/** The people of a register, opened; one audit row, and a line for each of them. */
export async function look(tx: Tx, context: Context, { register, action, by, ip, purpose }: Looking): Promise<SensitiveEntry[]> {
  const at = context.clock.now()
  const tree = await areasOf(context)
  const rows = await sensitiveEntries(tx, register.id)
  const persons = new Map((await entriesOf(tx, 'person', rows.map((row) => row.person_id))).map((person) => [person.id, person]))
  const entries = rows.flatMap((row): SensitiveEntry[] => {
    const person = persons.get(row.person_id)
    if (!person) return []
    return [{
      id: row.id, personId: person.id, name: String(personalOf(context, person).name ?? '已抹去'), areaName: tree.fullNameOf(person.areaPath), note: noteBox(context, person)?.open(row.sealed) ?? '',
      createdAt: row.created_at.toISOString(), createdBy: row.created_by,
    }]
  })
  const kind = SENSITIVE_KINDS[register.kind as SensitiveKind] // written by this module alone
  const what = `${kind}：${action === 'sensitive.export' ? '导出，' : ''}${purpose}`
  await insertAccesses(tx, entries.map(({ personId }) => ({ personId, areaPath: persons.get(personId)?.areaPath ?? register.area_path, at, by, what: 'sensitive' as const, fields: ['name'], purpose: what, registerId: register.id })))
  await record(tx, { at, by, action, object: kind, purpose, result: 'done', ip, detail: { registerId: register.id, entries: entries.length } })
  return entries
}

/** Enters a person. @throws not-found, sensitive-not-now, sensitive-not-reader, pool-known */
export async function add(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof addSensitiveEntry> }): Promise<string> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    await needReader(tx, context, { id, userId: actor.userId })
    const person = await findEntry(tx, { register: 'person', id: form.personId })
    const box = person && noteBox(context, person)
    if (!person || !box) throw new Fault('not-found')
    const entryId = newId(now)
    if (!(await insertSensitive(tx, { id: entryId, registerId: id, personId: person.id, sealed: box.seal(form.note), at: new Date(now), by: actor.name }))) throw new Fault('input-invalid', { fields: { personId: '这个人已在登记里' } })
    await record(tx, { at: now, by: actor, action: 'sensitive.add', object: objectName('person', person.id), result: 'done', ip, detail: { registerId: id } })
    return entryId
  })
}

/** Takes a person out. @throws not-found, sensitive-not-now, sensitive-not-reader */
export async function remove(context: Context, { actor, ip }: By, { id, entryId }: { id: string; entryId: string }): Promise<void> {
  await context.db.transact(actor.scope, async (tx) => {
    await needReader(tx, context, { id, userId: actor.userId })
    const personId = await deleteSensitive(tx, { registerId: id, id: entryId })
    if (personId === undefined) throw new Fault('not-found')
    await record(tx, { at: context.clock.now(), by: actor, action: 'sensitive.remove', object: objectName('person', personId), result: 'done', ip, detail: { registerId: id } })
  })
}

/** Ends a register before its day. @throws not-found, sensitive-not-now */
export async function end(context: Context, by: By, { id, reason }: { id: string; reason: string }): Promise<SensitiveRegister> {
  await context.db.transact(by.actor.scope, (tx) => needRegister(tx, id, 'open'))
  await context.db.transact(systemScope, (tx) => close(tx, context, { id, by, reason }))
  return context.db.transact(by.actor.scope, (tx) => shownById(tx, context, { id, actor: by.actor }))
}

/** The daily job: registers end with their last day. */
export async function endOverdue(context: Context): Promise<void> {
  const ids = await context.db.transact(systemScope, (tx) => overdueRegisters(tx, localDate(context.clock.now())))
  for (const id of ids) await context.db.transact(systemScope, (tx) => close(tx, context, { id, by: null, reason: '期限已到' }))
}

async function close(tx: Tx, context: Context, { id, by, reason }: { id: string; by: By | null; reason: string }): Promise<void> {
  const now = context.clock.now()
  const register = await needRegister(tx, id, 'open')
  const ids = await endRegister(tx, { id, at: new Date(now) })
  await emit(tx, { topic: 'sensitive.ended', scopePath: null, payload: { id } })
  const proof = await insertProof(tx, { areaPath: register.area_path, at: now, rule: 'sensitive', ids, by: by?.actor.name ?? '系统', reason })
  await record(tx, {
    at: now, by: by?.actor ?? null, action: 'sensitive.end', object: SENSITIVE_KINDS[register.kind as SensitiveKind], purpose: reason, result: 'done', ip: by?.ip ?? null, // kind written by this module alone
    detail: { registerId: id, proofId: proof.id, entries: ids.length, digest: proof.digest.toString('hex') },
  })
}
