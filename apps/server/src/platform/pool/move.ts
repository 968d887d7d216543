import { Fault } from '@yihu/contracts'
import type { BodyOf, movePerson } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { addEntries } from './add-entries.ts'
import { addRelations } from './add-relations.ts'
import type { NewRelation } from './add-relations.ts'
import { closeBatch, openBatch } from './batch.ts'
import type { Batch } from './batch.ts'
import { closeEmptied } from './emptied.ts'
import { endOne } from './relate.ts'
import { findEntry, updateEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import { lockLivings, settlePlaces } from './repo-relation.ts'
import type { StoredRelation } from './repo-relation.ts'
import { needOwn, objectName } from './write.ts'
import type { By } from './write.ts'

type Form = BodyOf<typeof movePerson>

/**
 * A person moves house: homes and household end with that day, the new ones begin, the person belongs to the new building;
 * who had left is back, and a household that nobody is left in is gone. @throws not-found, conflict, pool-entry-closed, pool-elsewhere, input-invalid, relation-invalid
 */
export async function move(context: Context, { actor, ip }: By, { id, form }: { id: string; form: Form }): Promise<void> {
  const now = context.clock.now()
  if (form.on > localDate(now)) throw new Fault('input-invalid', { fields: { on: '迁居的日子在今天以后，到了那天再办' } })
  await context.db.transact(actor.scope, async (tx) => {
    const person = await needPerson(tx, { id, version: form.version })
    await needOwn(context, actor, person)
    const house = await findEntry(tx, { register: 'house', id: form.houseId })
    if (house?.state !== 'active') throw new Fault('input-invalid', { fields: { houseId: '没有这处房屋，或不在您负责的区域' } })
    const before = await lockLivings(tx, id)
    const leaving = leavingOf(before, form)
    for (const relation of leaving) await endOne(tx, { relation, until: form.on, at: new Date(now), by: actor, reason: form.reason ?? '迁居' })
    const batch = await openBatch(tx, context, { areaPath: house.areaPath, source: form.source, asOf: form.on, title: '办理迁居', by: actor })
    await begin(tx, context, { batch, person, house, form, staying: before.filter((relation) => !leaving.includes(relation)) })
    await updateEntry(tx, person, { areaPath: house.areaPath, ...(person.state === 'active' ? {} : { state: 'active', stateSince: form.on }), at: new Date(now) })
    await settlePlaces(tx, [id])
    await closeEmptied(tx, leaving.flatMap(({ kind, to_id }) => (kind === 'household' && to_id ? [to_id] : [])), { at: new Date(now), by: actor, source: form.source })
    await insertChanges(tx, [{
      id: newId(now), areaPath: house.areaPath, register: 'person', entryId: id, what: 'move', at: new Date(now), by: actor, source: form.source, reason: form.reason ?? '',
      changes: { [HISTORY_KEYS.area]: [person.areaPath, house.areaPath], [HISTORY_KEYS.home]: [mentionOf(leaving), { says: '', register: 'house', id: house.id }], ...(person.state === 'active' ? {} : { [HISTORY_KEYS.state]: [person.state, 'active'] as const }) },
    }])
    await emit(tx, { topic: 'pool.changed', scopePath: house.areaPath, payload: { register: 'person', ids: [id] } })
    await record(tx, { at: now, by: actor, action: 'person.move', object: objectName('person', id), result: 'done', ip, detail: { houseId: house.id, on: form.on } })
    await closeBatch(tx, batch, { ip })
  })
}

async function needPerson(tx: Tx, { id, version }: { id: string; version: number }): Promise<StoredEntry> {
  const person = await findEntry(tx, { register: 'person', id, isLocked: true })
  if (!person) throw new Fault('not-found')
  if (person.version !== version) throw new Fault('conflict', { current: { version: person.version } })
  if (!['active', 'left'].includes(person.state)) throw new Fault('pool-entry-closed')
  return person
}

/** What ends: every other home, and every household but the one that is meant. @throws input-invalid */
function leavingOf(before: readonly StoredRelation[], { houseId, household, on }: Form): StoredRelation[] {
  const leaving = before.filter(({ kind, to_id }) => to_id !== (kind === 'resides' ? houseId : household?.id))
  const late = leaving.find(({ since }) => since !== null && since > on)
  if (late) throw new Fault('input-invalid', { fields: { on: `原来的登记从 ${late.since} 才开始，迁居的日子不能在它以前` } })
  return leaving
}

function mentionOf(leaving: readonly StoredRelation[]) {
  const home = leaving.find(({ kind }) => kind === 'resides')
  return home?.to_id ? { says: '', register: 'house' as const, id: home.to_id } : ''
}

interface Beginning {
  readonly batch: Batch
  readonly person: StoredEntry
  readonly house: StoredEntry
  readonly form: Form
  readonly staying: readonly StoredRelation[]
}

/** @throws input-invalid, relation-invalid */
async function begin(tx: Tx, context: Context, { batch, person, house, form, staying }: Beginning): Promise<void> {
  batch.places.set(person.id, house.areaPath).set(house.id, house.areaPath)
  const from = { register: 'person', id: person.id } as const
  const relations: NewRelation[] = []
  if (!staying.some(({ kind }) => kind === 'resides')) relations.push({ kind: 'resides', role: form.role, from, to: { register: 'house', id: house.id }, since: form.on })
  if (form.household) {
    const id = await householdOf(tx, context, { batch, house, id: form.household.id })
    if (!staying.some(({ kind }) => kind === 'household')) relations.push({ kind: 'household', role: form.household.kin, from, to: { register: 'household', id }, since: form.on })
  }
  const problem = (await addRelations(tx, { batch, relations })).find(({ error }) => error !== null)?.error
  if (problem) throw new Fault('relation-invalid', { details: { problem } })
}

async function householdOf(tx: Tx, context: Context, { batch, house, id }: Pick<Beginning, 'batch' | 'house'> & { id: string | undefined }): Promise<string> {
  if (id === undefined) {
    const [begun] = await addEntries(tx, context, { batch, register: 'household', entries: [{ areaPath: house.areaPath, houseId: house.id, values: { kind: 'family' } }] })
    return begun?.id ?? ''
  }
  const household = await findEntry(tx, { register: 'household', id })
  if (household?.houseId !== house.id || household.state !== 'active') throw new Fault('input-invalid', { fields: { household: '这一户不住在这处房屋' } })
  return id
}
