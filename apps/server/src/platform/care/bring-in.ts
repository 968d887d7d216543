import type { CareContactKind, CareScope } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { nextTime } from './next-time.ts'
import { writeBonds, writeContacts } from './repo-around.ts'
import { insertPeople, noteEvents } from './repo.ts'
import { insertReminders } from './repo-reminder.ts'

/** Somebody under care who comes from elsewhere, as a whole: agreed to all that is bound to them. */
export interface PastCare {
  readonly name: string
  readonly phone: string
  readonly areaPath: string
  readonly areaName: string
  readonly room: string
  readonly contacts: readonly { readonly kind: CareContactKind; readonly name: string; readonly phone: string; readonly relation: string | null }[]
  readonly devices: readonly { readonly deviceId: string; readonly scope: CareScope }[]
  /** Said every day at these times by the one-key device. */
  readonly reminder: { readonly text: string; readonly times: readonly string[] } | null
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** Takes people under care who were so before; `since` (epoch milliseconds) is the day of their consent. */
export async function bringInCare(tx: Tx, context: Pick<Context, 'vault'>, { people, since, now }: { people: readonly PastCare[]; since: number; now: number }): Promise<void> {
  const day = localDate(since)
  const all = people.map((person) => ({ ...person, id: newId(since) }))
  await insertPeople(tx, context, all.map(({ id, name, phone, areaPath, areaName, room, devices }) => ({
    id, kind: 'elder-alone', areaPath, areaName, room, name, phone, poolPersonId: null, consentBy: 'self', consentDay: day, consentScopes: [...new Set(devices.map(({ scope }) => scope)), 'reminder'], at: new Date(since),
  })))
  await writeContacts(tx, context, all.map(({ id, contacts }) => ({ personId: id, contacts: contacts.map((one) => ({ ...one, id: newId(since), userId: null, consentDay: day })) })))
  await writeBonds(tx, all.map(({ id, devices }) => ({ personId: id, bonds: devices })))
  await insertReminders(tx, all.flatMap(({ id, devices, reminder }) => {
    const speaker = devices.find(({ scope }) => scope === 'call')
    const next = reminder && nextTime({ times: reminder.times, weekdays: EVERY_DAY, lastDay: null }, now)
    if (!speaker || !reminder || next === null) return []
    return [{ id: newId(since), personId: id, deviceId: speaker.deviceId, kind: 'medicine', ...reminder, weekdays: EVERY_DAY, lastDay: null, nextAt: new Date(next), at: new Date(since), by: '演示数据' }]
  }))
  await noteEvents(tx, all.map(({ id }) => ({ id: newId(since), personId: id, at: new Date(since), kind: 'enrolled', text: '开始看护', by: '演示数据' })))
}
