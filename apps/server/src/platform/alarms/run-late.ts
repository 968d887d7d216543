import { ALARM_SEVERITIES } from '@yihu/contracts'
import { localTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { tell } from './announce.ts'
import { reach } from './reach.ts'
import { addEvents, changeAlarm, findAlarm } from './repo.ts'
import type { StoredAlarm } from './repo.ts'
import { changeRun, changeSteps, findRun, lockLateAlarm } from './repo-run.ts'
import type { StoredStep } from './repo-run.ts'
import { nextLate, presses } from './run.ts'
import { scenarioOf } from './watch.ts'

/** Tells of the steps of one run that are late; each step is told once. @returns whether there was a run */
export async function tellLate(context: Context): Promise<boolean> {
  const now = new Date(context.clock.now())
  return context.db.transact(systemScope, async (tx) => {
    const id = await lockLateAlarm(tx, now)
    const alarm = id === undefined ? undefined : await findAlarm(tx, id)
    const found = alarm && (await findRun(tx, alarm.id))
    if (!alarm || !found) return false
    const isCleared = alarm.state === 'cleared'
    const late = found.steps.filter((step) => presses(step, { isCleared }) && step.late_told_at === null && step.due_at !== null && step.due_at <= now)
    const places = new Set(late.map(({ place }) => place))
    const steps = found.steps.map((step) => (places.has(step.place) ? { ...step, late_told_at: now } : step))
    await changeRun(tx, alarm.id, { next_due_at: nextLate(steps, { isCleared }) })
    if (late.length === 0) return true
    await changeSteps(tx, alarm.id, [...places], { late_told_at: now })
    const names = alarm.is_drill ? [] : await told(tx, context, { alarm, late })
    const present = await changeAlarm(tx, alarm, {})
    await addEvents(tx, alarm.id, [{ at: now, kind: 'run-late', byName: null, detail: { steps: late.map(({ place }) => place + 1), names } }])
    await tell(tx, present, 'alarm.changed')
    return true
  })
}

/** Whoever should have done it, and the officer on duty. */
async function told(tx: Tx, context: Context, { alarm, late }: { alarm: StoredAlarm; late: readonly StoredStep[] }): Promise<readonly string[]> {
  const people = new Set<string>()
  const all = new Set<string>()
  for (const role of new Set([...late.map((step) => step.role), 'duty-officer' as const])) {
    const { userIds, names } = await reach(tx, context, { rung: { role, afterMinutes: 0, by: 'app' }, alarm })
    for (const id of userIds) people.add(id)
    for (const name of names) all.add(name)
  }
  const [first] = late
  const { title, text } = (await phrasesOf(context)).say('alarm.step-late', {
    级别: ALARM_SEVERITIES[alarm.severity], 场景: scenarioOf(alarm.scenario)?.name ?? alarm.scenario, 地点: alarm.address ?? alarm.area_name,
    步骤: late.map(({ place, text: does, due_at: due }) => `第 ${place + 1} 步“${does}”（${due ? localTime(due.getTime()) : ''} 前）`).join('；'),
  })
  await notify(tx, context, {
    userIds: [...people], kind: 'alarm.step-late', title, text, isUrgent: alarm.severity === 'major' || alarm.severity === 'critical', dedupeKey: `alarm:${alarm.id}:step:${first?.place ?? 0}`,
    ...(alarm.case_id !== null && alarm.case_number !== null ? { caseRef: { id: alarm.case_id, number: alarm.case_number } } : {}),
  })
  return [...all]
}
