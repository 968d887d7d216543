import { Fault } from '@yihu/contracts'
import type { CareForm } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { devicesById } from '../devices/index.ts'
import { contactsOf, writeBonds, writeContacts } from './repo-around.ts'
import type { Contact } from './repo-around.ts'
import { dropForeignReminders } from './repo-reminder.ts'
import { findPerson, insertPeople, noteEvents, updatePerson } from './repo.ts'
import type { StoredPerson } from './repo.ts'

interface By {
  readonly actor: Actor
  readonly ip: string
}

/**
 * Takes somebody under care.
 * @throws input-invalid, area-unknown, care-consent-missing, care-device-taken
 */
export async function enrol(context: Context, { actor, ip }: By, form: CareForm): Promise<string> {
  if (!form.name) throw new Fault('input-invalid', { fields: { name: '请填写姓名' } })
  const now = context.clock.now()
  const id = newId(now)
  const input = await inputOf(context, actor, form)
  await context.db.transact(actor.scope, async (tx) => {
    await insertPeople(tx, context, [{ id, ...input }])
    await writeAround(tx, context, { personId: id, form, known: [] })
    await said(tx, { id, path: input.areaPath, at: now, kind: 'enrolled', text: '开始看护', by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.enrol', object: id, result: 'done', ip, detail: { areaPath: input.areaPath, scopes: form.consent.scopes } })
  })
  return id
}

/** Changes what is known. @throws not-found, conflict and as `enrol` */
export async function change(context: Context, { actor, ip }: By, { id, version, form }: { id: string; version: number; form: CareForm }): Promise<void> {
  const now = context.clock.now()
  const input = await inputOf(context, actor, form)
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    if (row.version !== version) throw new Fault('conflict', { current: { version: row.version } })
    await updatePerson(tx, context, { row, input })
    await writeAround(tx, context, { personId: id, form, known: await contactsOf(tx, context, id) })
    await said(tx, { id, path: input.areaPath, at: now, kind: 'changed', text: `修改资料：同意 ${form.consent.scopes.length} 项，联系人 ${form.contacts.length} 位，设备 ${form.devices.length} 台`, by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.change', object: id, result: 'done', ip, detail: { areaPath: input.areaPath, scopes: form.consent.scopes } })
  })
}

/** A person under care, locked until the end of the transaction. @throws not-found */
export async function lockActive(tx: Tx, id: string): Promise<StoredPerson> {
  const row = await findPerson(tx, id, { isLocked: true })
  if (!row || row.ended_at) throw new Fault('not-found')
  return row
}

/** Writes into the history and tells pages. */
export async function said(tx: Tx, { id, path, at, kind, text, by }: { id: string; path: string; at: number; kind: string; text: string; by: string }): Promise<void> {
  await noteEvents(tx, [{ id: newId(at), personId: id, at: new Date(at), kind, text, by }])
  await emit(tx, { topic: 'care.changed', scopePath: path, payload: { id } })
}

/** @throws input-invalid, area-unknown, care-consent-missing */
async function inputOf(context: Context, { scope }: Actor, form: CareForm) {
  const areas = await areasOf(context)
  if (!areas.byPath(form.areaPath)) throw new Fault('area-unknown', { details: { code: form.areaPath } })
  if (!covers(scope, form.areaPath)) throw new Fault('input-invalid', { fields: { areaPath: '这个位置不在您的管辖范围' } })
  if (form.consent.by === 'guardian' && !form.consent.guardian) throw new Fault('input-invalid', { fields: { 'consent.guardian': '请填写监护人姓名' } })
  const foreign = form.devices.find(({ scope: wanted }) => !form.consent.scopes.includes(wanted))
  if (foreign) throw new Fault('care-consent-missing', { details: { device: foreign.deviceId } })
  return {
    kind: form.kind, areaPath: form.areaPath, areaName: areas.fullNameOf(form.areaPath), room: form.room || null, poolPersonId: form.poolPersonId ?? null,
    consentBy: form.consent.by, consentDay: form.consent.day, consentScopes: form.consent.scopes, at: new Date(context.clock.now()),
    name: form.name, phone: form.phone, note: form.note, guardian: form.consent.guardian,
  }
}

/** @throws input-invalid, care-device-taken */
async function writeAround(tx: Tx, context: Context, { personId, form, known }: { personId: string; form: CareForm; known: readonly Contact[] }): Promise<void> {
  const now = context.clock.now()
  const byId = new Map(known.map((one) => [one.id, one]))
  const contacts = form.contacts.map((one, index): Contact => {
    const before = one.id === undefined ? undefined : byId.get(one.id)
    const [name, phone] = [one.name || before?.name, one.phone ?? before?.phone]
    if (!name || !phone) throw new Fault('input-invalid', { fields: { [`contacts.${index}`]: '联系人要有姓名和电话' } })
    return { id: before?.id ?? newId(now), kind: one.kind, name, phone, relation: one.relation || null, userId: one.userId ?? null, consentDay: one.consentDay }
  })
  await writeContacts(tx, context, [{ personId, contacts }])
  const seen = new Set((await devicesById(tx, form.devices.map(({ deviceId }) => deviceId))).map(({ id }) => id))
  const unknown = form.devices.find(({ deviceId }) => !seen.has(deviceId))
  if (unknown) throw new Fault('input-invalid', { fields: { devices: `没有登记设备 ${unknown.deviceId}，或它不在您的管辖范围` } })
  const [taken] = await writeBonds(tx, [{ personId, bonds: form.devices }])
  await dropForeignReminders(tx, personId)
  if (taken !== undefined) throw new Fault('care-device-taken', { details: { device: taken } })
}
