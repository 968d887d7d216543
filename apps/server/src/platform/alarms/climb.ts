import { ALARM_SEVERITIES } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import { ROLES, WAYS } from '@yihu/scenarios'
import type { Rung, Scenario } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { devicesById } from '../devices/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { tell } from './announce.ts'
import { makeCase } from './case.ts'
import { reach } from './reach.ts'
import { addEvents, changeAlarm, postponeAlarm } from './repo.ts'
import type { StoredAlarm } from './repo.ts'
import { callTime, caseTime, nextAt, quietAt, rungAfter } from './schedule.ts'
import { scenarioOf } from './watch.ts'

/** Does what has fallen due for a locked alarm: ends holding and snoozing, calls the next rungs, makes its case. */
export async function attend(tx: Tx, context: Context, locked: StoredAlarm): Promise<void> {
  const scenario = scenarioOf(locked.scenario)
  const now = context.clock.now()
  // A scenario that this version does not know any more rings for nobody.
  if (!scenario) return void (await changeAlarm(tx, locked, { next_at: null }))
  const [device] = locked.is_drill ? [] : await devicesById(tx, [locked.device_id])
  const until = device?.maintenance_until ?? null
  const isQuiet = until !== null && until.getTime() > now
  const quietUntil = isQuiet ? quietAt(until, now) : null
  if (quietUntil && locked.is_quiet) return postponeAlarm(tx, locked.id, quietUntil)
  let alarm = await woken(tx, await inMaintenance(tx, { alarm: locked, scenario, quietUntil, now }), now)
  alarm = await climbed(tx, context, { alarm, scenario, now })
  if (alarm.case_at && alarm.case_id === null && alarm.case_at.getTime() <= now) alarm = await makeCase(tx, context, alarm, { byName: null })
  const present = await changeAlarm(tx, alarm, { next_at: nextAt(scenario, alarm, now) })
  await tell(tx, present, 'alarm.changed')
}

/** A device that goes into maintenance makes its alarm quiet; one that comes out of it with the alarm still standing has it ring from the beginning. */
async function inMaintenance(tx: Tx, { alarm, scenario, quietUntil, now }: { alarm: StoredAlarm; scenario: Scenario; quietUntil: Date | null; now: number }): Promise<StoredAlarm> {
  const isQuiet = quietUntil !== null
  if (isQuiet === alarm.is_quiet) return alarm
  await addEvents(tx, alarm.id, [{ at: new Date(now), kind: isQuiet ? 'quiet' : 'loud', byName: null, detail: {} }])
  if (isQuiet) return changeAlarm(tx, alarm, { is_quiet: true, case_at: null, next_at: quietUntil })
  return changeAlarm(tx, alarm, { is_quiet: false, taken_at: new Date(now), rungs: 0, case_at: caseTime(scenario, { raisedAt: alarm.raised_at.getTime(), now }) })
}

/** Whoever snoozed it has not come back to it: the same people hear again. */
async function woken(tx: Tx, alarm: StoredAlarm, now: number): Promise<StoredAlarm> {
  const isHeld = alarm.state === 'held'
  const isOver = isHeld || (alarm.state === 'snoozed' && alarm.snoozed_until !== null && alarm.snoozed_until.getTime() <= now)
  if (!isOver) return alarm
  await addEvents(tx, alarm.id, [{ at: new Date(now), kind: isHeld ? 'rang' : 'woke', byName: null, detail: {} }])
  // The ladder of what was held begins now.
  return changeAlarm(tx, alarm, { state: 'ringing', snoozed_until: null, rungs: Math.max(0, alarm.rungs - 1), ...(isHeld ? { taken_at: new Date(now) } : {}) })
}

/** Calls all rungs that are due; one that reaches nobody is no reason to wait for the next. After the last its people hear again, once at a time. */
async function climbed(tx: Tx, context: Context, { alarm, scenario, now }: { alarm: StoredAlarm; scenario: Scenario; now: number }): Promise<StoredAlarm> {
  if (alarm.state !== 'ringing' || alarm.is_quiet) return alarm
  const { who: { ladder } } = scenario
  let { rungs } = alarm
  let isNobody = false
  for (const rung of ladder.slice(rungs)) {
    if (!isNobody && !isDue(rung, alarm, now)) break
    isNobody = !(await called(tx, context, { alarm, scenario, rung, index: rungs }))
    rungs += 1
  }
  for (let again = againAfter(scenario, alarm, rungs); again && isDue(again, alarm, now); again = againAfter(scenario, alarm, rungs)) {
    if (rungs === alarm.rungs) await called(tx, context, { alarm, scenario, rung: again, index: rungs })
    rungs += 1
  }
  return rungs === alarm.rungs ? alarm : changeAlarm(tx, alarm, { rungs })
}

function againAfter(scenario: Scenario, alarm: StoredAlarm, rungs: number): Rung | undefined {
  return rungs < scenario.who.ladder.length ? undefined : rungAfter(scenario, { ...alarm, rungs })
}

function isDue(rung: Rung, { severity, taken_at: takenAt }: StoredAlarm, now: number): boolean {
  return callTime(rung, { severity, from: takenAt.getTime() }) <= now
}

/** Calls the people of one rung; a drill only says whom it would call. @returns whether somebody was reached */
async function called(tx: Tx, context: Context, { alarm, scenario, rung, index }: { alarm: StoredAlarm; scenario: Scenario; rung: Rung; index: number }): Promise<boolean> {
  const at = new Date(context.clock.now())
  const detail = { rung: index, role: ROLES[rung.role], by: WAYS[rung.by] }
  if (alarm.is_drill) {
    await addEvents(tx, alarm.id, [{ at, kind: 'drill-call', byName: null, detail: { ...detail, names: [] } }])
    return true
  }
  const { userIds, names, toPhone } = await reach(tx, context, { rung, alarm })
  if (userIds.length === 0) {
    await addEvents(tx, alarm.id, [{ at, kind: 'called-nobody', byName: null, detail: { ...detail, names: [] } }])
    return false
  }
  const raised = alarm.raised_at.getTime()
  const { title, text } = (await phrasesOf(context)).say('alarm.called', {
    级别: ALARM_SEVERITIES[alarm.severity], 场景: scenario.name, 地点: alarm.address ?? alarm.area_name, 设备: alarm.device_name, 内容: toPhone.length > 0 ? `${alarm.what}，请打电话给${ROLES[rung.role]} ${toPhone.join('、')}` : alarm.what,
    时间: timeText(raised),
  })
  await notify(tx, context, {
    userIds, kind: 'alarm.called', title, text, isUrgent: alarm.severity === 'major' || alarm.severity === 'critical', dedupeKey: `alarm:${alarm.id}:${index}:${alarm.version}`,
    ...(alarm.case_id !== null && alarm.case_number !== null ? { caseRef: { id: alarm.case_id, number: alarm.case_number } } : {}),
  })
  await addEvents(tx, alarm.id, [{ at, kind: 'called', byName: null, detail: { ...detail, names: [...names, ...toPhone], reached: toPhone.length > 0 ? `已告诉${names.join('、')}打电话给 ${toPhone.join('、')}` : names.join('、') } }])
  return true
}
