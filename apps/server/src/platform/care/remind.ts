import { Fault } from '@yihu/contracts'
import type { addCareReminder, BodyOf, saveCareReminder, sayToCare } from '@yihu/contracts'
import { localDate, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { queueCommands } from '../devices/index.ts'
import { nextTime } from './next-time.ts'
import { bondsIn, bondsOf } from './repo-around.ts'
import { noteEvents } from './repo.ts'
import type { StoredPerson } from './repo.ts'
import { changeReminder, deleteReminder, dueReminders, insertReminders, lockReminder, moveReminder } from './repo-reminder.ts'
import type { DueReminder } from './repo-reminder.ts'
import { lockActive, said } from './save.ts'

interface By {
  readonly actor: Actor
  readonly ip: string
}

/** A reminder that could not be said for so long is not said any more: medicine twice is worse than once too few. */
const STALE_MS = 30 * 60_000
const WEATHER_MS = 6 * 3_600_000
const AT_ONCE = 500

/** Adds a reminder to a one-key-call device. @throws not-found, care-consent-missing, input-invalid */
export async function addReminder(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof addCareReminder> }): Promise<void> {
  const now = context.clock.now()
  const next = nextTime(form, now)
  if (next === null) throw new Fault('input-invalid', { fields: { lastDay: '截止日期以前没有要提醒的时间' } })
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    await needSpeaker(tx, row, form.deviceId)
    await insertReminders(tx, [{ id: newId(now), personId: id, ...form, nextAt: new Date(next), at: new Date(now), by: actor.name }])
    await said(tx, { id, path: row.area_path, at: now, kind: 'reminder-added', text: `加提醒：${form.times.join('、')} ${form.text}`, by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.reminder', object: id, result: 'done', ip })
  })
}

/** @throws care-consent-missing, input-invalid */
async function needSpeaker(tx: Tx, person: StoredPerson, device: string): Promise<void> {
  if (!person.consent_scopes.includes('reminder')) throw new Fault('care-consent-missing', { details: { device } })
  if (!(await bondsOf(tx, person.id)).some(({ deviceId, scope }) => deviceId === device && scope === 'call')) throw new Fault('input-invalid', { fields: { deviceId: '只有老人自己的一键呼叫器能播报提醒' } })
}

/** Changes a reminder. One whose last day is over stays on the card and says nothing more. @throws not-found, conflict, care-consent-missing, input-invalid */
export async function saveReminder(context: Context, { actor, ip }: By, { id, reminderId, form }: { id: string; reminderId: string; form: BodyOf<typeof saveCareReminder> }): Promise<void> {
  const now = context.clock.now()
  const next = nextTime(form, now)
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    const before = await lockReminder(tx, { id: reminderId, personId: id })
    if (!before) throw new Fault('not-found')
    if (before.version !== form.version) throw new Fault('conflict', { current: { version: before.version } })
    await needSpeaker(tx, row, form.deviceId)
    await changeReminder(tx, { id: reminderId, ...form, nextAt: next === null ? null : new Date(next) })
    await said(tx, { id, path: row.area_path, at: now, kind: 'reminder-changed', text: next === null ? `提醒到 ${form.lastDay ?? localDate(now)} 为止：${before.text}` : `改提醒：${form.times.join('、')} ${form.text}`, by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.reminder-change', object: id, result: 'done', ip })
  })
}

/** Takes a reminder back. @throws not-found */
export async function removeReminder(context: Context, { actor, ip }: By, { id, reminderId }: { id: string; reminderId: string }): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    if (!(await deleteReminder(tx, { id: reminderId, personId: id }))) throw new Fault('not-found')
    await said(tx, { id, path: row.area_path, at: now, kind: 'reminder-removed', text: '删去一个提醒', by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.reminder-remove', object: id, result: 'done', ip })
  })
}

/** Says something about the weather, now, to all in an area who agreed to be spoken to. @returns to how many devices @throws area-unknown */
export async function sayWeather(context: Context, { actor, ip }: By, { areaPath, text }: BodyOf<typeof sayToCare>): Promise<number> {
  const area = (await areasOf(context)).byPath(areaPath)
  if (!area) throw new Fault('area-unknown', { details: { code: areaPath } })
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const bonds = await bondsIn(tx, { area: areaPath, scope: 'call', isSpoken: true })
    await queueCommands(tx, bonds.map(({ deviceId }) => ({ deviceId, path: areaPath, kind: 'say', payload: { text } })), { at: now, by: actor.name, lastsMs: WEATHER_MS })
    await noteEvents(tx, bonds.map(({ personId }) => ({ id: newId(now), personId, at: new Date(now), kind: 'said', text: `天气提醒：${text}`, by: actor.name })))
    await record(tx, { at: now, by: actor, action: 'care.weather', object: area.name, result: 'done', ip, detail: { devices: bonds.length } })
    return bonds.length
  })
}

/** Job: reminders whose time has come go to their devices; late ones and those of people who are away are noted as left out. */
export async function sendReminders({ db, clock }: Context): Promise<void> {
  const now = clock.now()
  for (let handled = AT_ONCE; handled === AT_ONCE;) {
    handled = await db.transact(systemScope, async (tx) => {
      const due = await dueReminders(tx, { at: new Date(now), limit: AT_ONCE })
      for (const one of due) await sendOne(tx, one, now)
      return due.length
    })
  }
}

async function sendOne(tx: Tx, one: DueReminder, now: number): Promise<void> {
  const planned = one.next_at?.getTime() ?? now
  const isStale = now - planned > STALE_MS
  const next = nextTime({ times: one.times, weekdays: one.weekdays, lastDay: one.last_day }, now)
  await moveReminder(tx, { id: one.id, nextAt: next === null ? null : new Date(next) })
  const when = timeText(planned)
  const text = isStale ? `${when} 的提醒错过了时间，没有播` : one.is_away ? `${when} 的提醒：人在外面，没有播` : `提醒：${one.text}`
  await noteEvents(tx, [{ id: newId(now), personId: one.person_id, at: new Date(now), kind: isStale || one.is_away ? 'left-out' : 'said', text, by: null }])
  if (isStale || one.is_away) return
  await queueCommands(tx, [{ deviceId: one.device_id, path: one.area_path, kind: 'say', payload: { text: one.text } }], { at: now, by: one.created_by, lastsMs: STALE_MS })
}
