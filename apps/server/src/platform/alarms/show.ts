import { ALARM_ENDS } from '@yihu/contracts'
import type { AlarmDetail, AlarmRow } from '@yihu/contracts'
import { ROLES, ruleLines, settingLines, WAYS } from '@yihu/scenarios'
import type { Scenario } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { settingOfVersion } from './repo-setting.ts'
import { eventsOf, trustOf } from './repo.ts'
import type { AlarmEvent, StoredAlarm } from './repo.ts'
import { callTime, rungAfter } from './schedule.ts'
import { playbookOf } from './show-run.ts'
import { lineOf } from './story.ts'
import { adviceOf, holdMs, TRUST_MS } from './trust.ts'
import { scenarioOf } from './watch.ts'

const MINUTE_MS = 60_000

/** An alarm as lists show it. */
export function rowOf(alarm: StoredAlarm): AlarmRow {
  const scenario = scenarioOf(alarm.scenario)
  return {
    id: alarm.id, version: alarm.version, scenario: { id: alarm.scenario, name: scenario?.name ?? alarm.scenario, icon: scenario?.icon ?? 'alarm' },
    severity: alarm.severity, state: alarm.state, what: alarm.what, device: { id: alarm.device_id, name: alarm.device_name },
    areaPath: alarm.path, areaName: alarm.area_name, address: alarm.address, point: alarm.lon === null || alarm.lat === null ? null : { lon: alarm.lon, lat: alarm.lat },
    raisedAt: alarm.raised_at.toISOString(), riseAt: alarm.rise_at?.toISOString() ?? null, snoozedUntil: alarm.snoozed_until?.toISOString() ?? null,
    holder: alarm.taken_on_at && alarm.taken_on_name !== null ? { name: alarm.taken_on_name, at: alarm.taken_on_at.toISOString() } : null,
    cleared: alarm.cleared_at && alarm.cleared_how
      ? { at: alarm.cleared_at.toISOString(), how: alarm.cleared_how, howText: ALARM_ENDS[alarm.cleared_how], reason: alarm.clear_reason, isFalse: alarm.is_false }
      : null,
    returns: alarm.returns, isDrill: alarm.is_drill, isQuiet: alarm.is_quiet, case: alarm.case_id !== null && alarm.case_number !== null ? { id: alarm.case_id, number: alarm.case_number } : null,
    nextCall: scenario ? nextCallOf(scenario, alarm) : null,
  }
}

function nextCallOf(scenario: Scenario, alarm: StoredAlarm): AlarmRow['nextCall'] {
  const { state, severity, taken_at: takenAt, is_quiet: isQuiet } = alarm
  const rung = state === 'ringing' && !isQuiet ? rungAfter(scenario, alarm) : undefined
  return rung ? { who: ROLES[rung.role], at: new Date(callTime(rung, { severity, from: takenAt.getTime() })).toISOString() } : null
}

/** All there is to know of an alarm in sight. */
export async function detailOf(tx: Tx, context: Context, { actor, alarm }: { actor: Actor; alarm: StoredAlarm }): Promise<AlarmDetail> {
  const scenario = scenarioOf(alarm.scenario)
  const events = await eventsOf(tx, alarm.id)
  const mayAct = actor.permissions.has('alarm.act')
  const trust = await trustOf(tx, { device: alarm.device_id, scenario: alarm.scenario, since: new Date(context.clock.now() - TRUST_MS) })
  return {
    ...rowOf(alarm),
    why: await whyOf(tx, context, { alarm, scenario }),
    story: events.map(lineOf),
    ladder: scenario ? ladderOf(scenario, alarm, events) : [],
    ...(await playbookOf(tx, { alarm, scenario, now: context.clock.now() })),
    trust: { ...trust, holdMinutes: holdMs(trust, alarm.severity) / MINUTE_MS, advice: adviceOf(trust, alarm.severity) },
    falseAlarmHints: [...(scenario?.falseAlarms ?? [])],
    may: { act: mayAct, makeCase: mayAct && alarm.case_id === null && !alarm.is_drill },
  }
}

async function whyOf(tx: Tx, context: Context, { alarm, scenario }: { alarm: StoredAlarm; scenario: Scenario | undefined }): Promise<AlarmDetail['why']> {
  const { setting_path: path, setting_version: version, why: { reasons, readings } } = alarm
  const set = path === null ? undefined : await settingOfVersion(tx, { path, scenario: alarm.scenario, version })
  const settings = set && scenario?.settingFaults(set.settings).length === 0 ? set.settings : {}
  return {
    rule: scenario ? ruleLines(scenario.trigger(settings), scenario.startedBy) : [], reasons, readings,
    settings: { version, areaName: path === null ? null : (await areasOf(context)).nameOf(path), values: scenario ? settingLines(scenario, settings).map(({ label, value, isChanged }) => ({ label, value, isChanged })) : [] },
  }
}

function ladderOf({ who: { ladder } }: Scenario, alarm: StoredAlarm, events: readonly AlarmEvent[]): AlarmDetail['ladder'] {
  const calls = events.filter(({ kind }) => kind === 'called' || kind === 'called-nobody' || kind === 'drill-call')
  return ladder.map((rung, index) => {
    const call = calls.find(({ detail }) => detail['rung'] === index)
    const names = call?.detail['names']
    return {
      role: ROLES[rung.role], by: WAYS[rung.by], afterMinutes: rung.afterMinutes, dueAt: (call?.at ?? new Date(callTime(rung, { severity: alarm.severity, from: alarm.taken_at.getTime() }))).toISOString(),
      state: call ? (call.kind === 'called-nobody' ? 'nobody' : 'called') : alarm.state === 'ringing' || alarm.state === 'held' ? 'waiting' : 'not-needed',
      reached: Array.isArray(names) ? names.map(String) : [],
    }
  })
}
