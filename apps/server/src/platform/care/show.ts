import { CARE_CONTACTS, CARE_KINDS, CARE_REMINDERS, CARE_SCOPES, Fault } from '@yihu/contracts'
import type { CareAlarm, CareContact, CareDetail, CareKind, CareReminderKind, CareRow, CareScope } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { detailOf } from '../devices/index.ts'
import { bondsOf, contactsOf } from './repo-around.ts'
import type { Contact } from './repo-around.ts'
import { eventsOf, findPerson, identityOf } from './repo.ts'
import type { ListedPerson, StoredPerson } from './repo.ts'
import { remindersOf } from './repo-reminder.ts'
import { testCallsOf } from './repo-test-call.ts'

const SHOWN_EVENTS = 100

/** Why the alarms of some devices rang; alarms stand above care and hand this down. */
export type AlarmsOfDevices = (tx: Tx, deviceIds: readonly string[]) => Promise<CareAlarm[]>

function headOf(row: StoredPerson, { context, now }: { context: Pick<Context, 'vault'>; now: number }) {
  const { name, phone, awaySaidBy } = identityOf(context, row)
  const isPast = !row.away_until || row.away_until.getTime() <= now
  return {
    id: row.id, version: row.version, kind: row.kind as CareKind, kindName: CARE_KINDS[row.kind as CareKind], // written by save.ts alone
    name: row.ended_at ? name : maskName(name), phone: phone && maskPhone(phone), areaPath: row.area_path, areaName: row.area_name, room: row.room,
    away: isPast || !row.away_from || !row.away_until ? null : { from: row.away_from.toISOString(), until: row.away_until.toISOString(), saidBy: maskName(awaySaidBy ?? '') },
    isEnded: row.ended_at !== null,
  }
}

/** A line of the list. */
export function rowOf(row: ListedPerson, around: { context: Pick<Context, 'vault'>; now: number }): CareRow {
  return { ...headOf(row, around), devices: row.devices, contacts: row.contacts }
}

function contactOf({ id, kind, name, phone, relation, userId, consentDay }: Contact): CareContact {
  return { id, kind, kindName: CARE_CONTACTS[kind], name: maskName(name), phone: maskPhone(phone), relation, userId, consentDay }
}

/** One person's card; names and numbers masked. @throws not-found */
export async function cardOf(tx: Tx, context: Context, { id, actor, alarmsOf }: { id: string; actor: Actor; alarmsOf: AlarmsOfDevices }): Promise<CareDetail> {
  const row = await findPerson(tx, id)
  if (!row) throw new Fault('not-found')
  const now = context.clock.now()
  const bonds = await bondsOf(tx, id)
  const devices: CareDetail['devices'] = []
  for (const { deviceId, scope } of bonds) devices.push({ scope, scopeName: CARE_SCOPES[scope], device: await detailOf(tx, actor, { id: deviceId, now }) })
  const { guardian, note } = identityOf(context, row)
  return {
    ...headOf(row, { context, now }),
    note: note && '已填写，查看时留痕', poolPersonId: row.pool_person_id,
    consent: { by: row.consent_by === 'guardian' ? 'guardian' : 'self', guardian: guardian && maskName(guardian), day: row.consent_day, scopes: row.consent_scopes as CareScope[] }, // written by save.ts alone
    contacts: (await contactsOf(tx, context, id)).map(contactOf), devices,
    reminders: (await remindersOf(tx, id)).map((one) => ({
      id: one.id, version: one.version, deviceId: one.device_id, kind: one.kind as CareReminderKind, kindName: CARE_REMINDERS[one.kind as CareReminderKind], // checked by the table
      text: one.text, times: [...one.times], weekdays: [...one.weekdays], lastDay: one.last_day, nextAt: one.next_at?.toISOString() ?? null,
    })),
    testCalls: (await testCallsOf(tx, id)).map((one) => ({ deviceId: one.device_id, month: one.month.slice(0, 7), calledAt: one.called_at.toISOString(), answeredAt: one.answered_at?.toISOString() ?? null })),
    history: (await eventsOf(tx, id, SHOWN_EVENTS)).map((one) => ({ at: one.at.toISOString(), kind: one.kind, text: one.text, by: one.by_name })),
    alarms: bonds.length > 0 ? await alarmsOf(tx, bonds.map(({ deviceId }) => deviceId)) : [],
    mayEdit: actor.permissions.has('care.edit') && row.ended_at === null,
  }
}
