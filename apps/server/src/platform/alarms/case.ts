import { ALARM_ENDS, Fault } from '@yihu/contracts'
import { computeDeadline, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Scenario } from '@yihu/scenarios'
import { groundOf, noteCase, numbersOf, prepare, SYSTEM } from '../cases/index.ts'
import type { Ground, Mover, Prepared } from '../cases/index.ts'
import { takeWithin } from '../signals/index.ts'
import { tell } from './announce.ts'
import { addEvents, changeAlarm } from './repo.ts'
import type { StoredAlarm } from './repo.ts'
import { sameEmergency, signalIdOf } from './same-emergency.ts'
import { nextAt } from './schedule.ts'
import { scenarioOf } from './watch.ts'

/**
 * Makes a case of an alarm through the door of all signals: the same alarm is one case, however often it is asked for; what
 * another device has just told of the same emergency at the same place is that case, unless a person asks for one.
 * A class that the catalogue no longer has leaves the alarm to people, with the reason in its story.
 */
export async function makeCase(tx: Tx, context: Context, alarm: StoredAlarm, { byName, by = SYSTEM, note = '' }: { byName: string | null; by?: Mover; note?: string }): Promise<StoredAlarm> {
  const scenario = scenarioOf(alarm.scenario)
  if (!scenario || alarm.case_id !== null || alarm.is_drill) return alarm
  const now = context.clock.now()
  const joined = byName === null ? await joinEmergency(tx, context, { alarm, scenario, now }) : null
  if (joined) return joined
  try {
    const prepared = await signalOf(context, alarm, { now, by, note })
    const [taken] = await takeWithin(tx, context, [prepared])
    if (!taken) throw new Error('a signal was not taken')
    const linked = { ...alarm, case_id: taken.caseId, case_number: taken.number, case_at: null }
    const present = await changeAlarm(tx, alarm, { case_id: taken.caseId, case_number: taken.number, case_at: null, next_at: nextAt(scenario, linked, now) })
    await addEvents(tx, alarm.id, [{ at: new Date(now), kind: 'case', byName, detail: { number: taken.number } }])
    await tell(tx, present, 'alarm.changed')
    return present
  } catch (error) {
    if (!(error instanceof Fault) || byName !== null) throw error
    const present = await changeAlarm(tx, alarm, { case_at: null, next_at: nextAt(scenario, { ...alarm, case_at: null }, now) })
    await addEvents(tx, alarm.id, [{ at: new Date(now), kind: 'case-refused', byName, detail: { says: error.message } }])
    return present
  }
}

/** Puts an alarm to the case of the same emergency; both tell why. Null: there is none. */
async function joinEmergency(tx: Tx, context: Context, { alarm, scenario, now }: { alarm: StoredAlarm; scenario: Scenario; now: number }): Promise<StoredAlarm | null> {
  const { emergency } = scenario
  const { lon, lat, address } = alarm
  const point = lon === null || lat === null ? null : { lon, lat }
  const same = emergency ? await sameEmergency(tx, {
    emergency, at: now, point, address, isSeen: scenario.startedBy.labels !== undefined, classCode: classOf(scenario, alarm), dueAt: dueAtOf(scenario, { ground: await groundOf(context), now }),
  }) : null
  const number = same ? (await numbersOf(tx, [same.caseId])).get(same.caseId) : undefined
  if (!same || number === undefined) return null
  const linked = { case_id: same.caseId, case_number: number, case_at: null }
  const present = await changeAlarm(tx, alarm, { ...linked, next_at: nextAt(scenario, { ...alarm, ...linked }, now) })
  await addEvents(tx, alarm.id, [{ at: new Date(now), kind: 'case-joined', byName: null, detail: { number, says: same.says } }])
  await noteCase(tx, { caseId: same.caseId, at: now, note: `又一条告警：${alarm.address ?? alarm.area_name}，${alarm.device_name}：${alarm.what}（${scenario.name}；${same.says}）` })
  await tell(tx, present, 'alarm.changed')
  return present
}

function classOf({ classOf: byPoint, classCode }: Scenario, { why: { point } }: StoredAlarm): string {
  return (point && byPoint?.[point]) || classCode
}

function dueAtOf({ deadline }: Scenario, { ground: { calendar }, now }: { ground: Ground; now: number }): Date | null {
  const due = computeDeadline({ calendar, start: now, limit: deadline }).dueAt
  return due === null ? null : new Date(due)
}

async function signalOf(context: Context, alarm: StoredAlarm, { now, by, note }: { now: number; by: Mover; note: string }): Promise<Prepared> {
  const scenario = scenarioOf(alarm.scenario)
  if (!scenario) throw new Fault('not-found')
  const ground = await groundOf(context)
  const at = Math.min(alarm.raised_at.getTime(), now)
  const point = alarm.lon === null || alarm.lat === null ? undefined : { lon: alarm.lon, lat: alarm.lat }
  const common = {
    source: 'device', kind: 'alarm', senderId: signalIdOf(alarm.id), at: now, takenAt: now, areaPath: alarm.path,
    classCode: classOf(scenario, alarm), fixedDueAt: dueAtOf(scenario, { ground, now }), by,
  } as const
  // What has an end must not live on in a case: who it is stands in the alarm alone, and goes with it.
  if (scenario.campaign) return prepare({ ...common, placeSource: 'code', title: `${alarm.area_name} ${scenario.name}`.slice(0, 60), text: `${alarm.area_name}有一户要帮，情况和住址在告警里看（${scenario.name}）。\n先做：${scenario.playbook[0]?.does ?? ''}` }, ground)
  const where = alarm.address ?? alarm.area_name
  const text = [`${where}，${alarm.device_name}：${alarm.what}（${timeText(at)} 起，${scenario.name}）。`, ...(note ? [note] : []), `先做：${scenario.playbook[0]?.does ?? ''}`].join('\n')
  return prepare({ ...common, text, title: `${where} ${scenario.name}`.slice(0, 60), point, ...(alarm.address ? { address: alarm.address } : {}), placeSource: 'point' }, ground)
}

/** Tells the case what became of its alarm. */
export async function noteOnCase(tx: Tx, context: Context, alarm: StoredAlarm): Promise<void> {
  if (alarm.case_id === null || alarm.cleared_at === null) return
  const at = alarm.cleared_at.getTime()
  const how = alarm.cleared_how === null ? '' : ALARM_ENDS[alarm.cleared_how]
  const reason = alarm.clear_reason === null || scenarioOf(alarm.scenario)?.campaign ? '' : `：${alarm.clear_reason}`
  await noteCase(tx, { caseId: alarm.case_id, at: context.clock.now(), note: `告警 ${timeText(at)} 解除（${how}${alarm.is_false ? '，误报' : ''}）${reason}` })
}
