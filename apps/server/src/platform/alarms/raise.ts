import { hoursEnd, localTime } from '@yihu/domain'
import type { Reason } from '@yihu/domain'
import { messageText, reasonText } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { directoryOf } from '../devices/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { tell } from './announce.ts'
import { makeCase, noteOnCase } from './case.ts'
import type { MovedMemory } from './remembered.ts'
import { addEvents, changeAlarm, insertAlarm, lockLatest, trustOf } from './repo.ts'
import type { AlarmChange, StoredAlarm, Why } from './repo.ts'
import { caseTime, nextAt, quietAt } from './schedule.ts'
import { holdMs, TRUST_MS } from './trust.ts'
import type { Turn } from './turns.ts'

const MOST_READINGS = 12
const MOST_WHAT = 200

/** Tells what becomes of the alarm of one memory, turn by turn. */
export async function applyTurns(tx: Tx, context: Context, memory: MovedMemory, turns: readonly Turn[]): Promise<void> {
  let alarm = await lockLatest(tx, memory)
  for (const turn of turns) {
    const open = alarm && alarm.state !== 'cleared' ? alarm : undefined
    if (turn.kind === 'raise') alarm = open ?? (await returned(tx, context, { memory, alarm, turn })) ?? (await raised(tx, context, memory, turn))
    else if (open && turn.kind === 'clear') alarm = await cleared(tx, context, open, { at: turn.at, how: open.state === 'held' && turn.how === 'signal' ? 'short' : turn.how })
    else if (open && turn.kind !== 'clear') alarm = await regraded(tx, context, { memory, alarm: open, turn })
  }
}

type Raise = Extract<Turn, { kind: 'raise' }>

async function raised(tx: Tx, context: Context, memory: MovedMemory, turn: Raise): Promise<StoredAlarm> {
  const { watching: { scenario, path, version }, subject } = memory
  const device = memory.device ?? (await directoryOf(context).find([memory.deviceId])).get(memory.deviceId)
  if (!device) throw new Error(`the device ${memory.deviceId} of a memory is gone`)
  const now = context.clock.now()
  const severity = turn.isGrave && scenario.rise ? scenario.rise.to : scenario.severity
  const trust = await trustOf(tx, { device: device.id, scenario: scenario.id, since: new Date(now - TRUST_MS) })
  const rest = restEnd(memory, turn, now)
  const hold = Math.max(holdMs(trust, severity), rest === null ? 0 : rest - now)
  const quietUntil = device.maintenanceUntil !== null && device.maintenanceUntil > now ? quietAt(new Date(device.maintenanceUntil), now) : null
  const isQuiet = quietUntil !== null
  const why = whyOf(memory, turn.why, device)
  const state = hold > 0 && !isQuiet ? 'held' : 'ringing'
  const { makesCase } = scenario
  const areas = await areasOf(context)
  // A device of a home may be registered elsewhere: then the place is where the person lives.
  const isThere = device.path === memory.path || device.path.startsWith(`${memory.path}.`)
  const point = isThere ? device.place : (areas.byPath(memory.path)?.point ?? null)
  const form = {
    id: newId(now), path: memory.path, area_name: memory.path === device.path ? device.areaName : areas.fullNameOf(memory.path), scenario: scenario.id, subject, device_id: device.id, device_name: device.name, unit_id: device.unitId,
    lon: point?.lon ?? null, lat: point?.lat ?? null, address: isThere ? device.address : null, severity, state, is_drill: false, is_quiet: isQuiet,
    what: whatOf(why, scenario.name), why, setting_path: path, setting_version: version, raised_at: new Date(turn.at), taken_at: new Date(now),
    case_at: isQuiet ? null : caseTime(scenario, rest === null ? { raisedAt: turn.at, now, hold } : { raisedAt: rest, now: rest }),
  } as const
  const next = hold > 0 && !isQuiet ? new Date(now + hold) : nextAt(scenario, { ...form, next_at: quietUntil, rungs: 0, snoozed_until: null, case_id: null }, now)
  await insertAlarm(tx, { ...form, next_at: next })
  await addEvents(tx, form.id, [
    { at: form.raised_at, kind: 'raised', byName: null, detail: { what: form.what, severity } },
    ...(state === 'held' && rest !== null ? [{ at: form.taken_at, kind: 'rests', byName: null, detail: { until: localTime(rest) } }] : []),
    ...(state === 'held' && rest === null ? [{ at: form.taken_at, kind: 'held', byName: null, detail: { minutes: hold / 60_000, falseAlarms: trust.falseAlarms } }] : []),
    ...(isQuiet ? [{ at: form.taken_at, kind: 'quiet', byName: null, detail: {} }] : []),
  ])
  const alarm = await lockLatest(tx, memory)
  if (!alarm) throw new Error('the alarm just raised is gone')
  await tell(tx, alarm, 'alarm.raised')
  return makesCase.when === 'at-once' && hold === 0 && !isQuiet ? makeCase(tx, context, alarm, { byName: null }) : alarm
}

/** When the hours are over in which nobody is called for what this tells; null: it calls now. What is grave never waits. */
function restEnd({ watching: { scenario, settings } }: MovedMemory, { why, isGrave }: Raise, now: number): number | null {
  const rest = isGrave ? null : (scenario.rest?.(settings) ?? null)
  return rest !== null && why.length > 0 && why.every(({ kind, trouble }) => rest.reasons.includes(trouble ?? kind)) ? hoursEnd(rest.hours, now) : null
}

/**
 * Within the scenario's rest after clearing it is the same alarm again: who had taken it on still has, and nobody is called
 * twice. After a person cleared it the ladder begins anew. What never rang, or rang by other settings, is none to return to.
 */
async function returned(tx: Tx, context: Context, { memory, alarm, turn }: { memory: MovedMemory; alarm: StoredAlarm | undefined; turn: Raise }): Promise<StoredAlarm | undefined> {
  const { watching: { scenario } } = memory
  const isOther = alarm?.cleared_how === 'short' || alarm?.cleared_how === 'settings'
  if (!alarm?.cleared_at || isOther || turn.at > alarm.cleared_at.getTime() + scenario.dedupe.restMinutes * 60_000) return undefined
  const now = context.clock.now()
  const severity = turn.isGrave && scenario.rise ? scenario.rise.to : scenario.severity
  const isKept = alarm.taken_on_at !== null && alarm.cleared_how !== 'person'
  const change: AlarmChange = {
    state: isKept ? 'acknowledged' : 'ringing', severity, cleared_at: null, cleared_how: null, clear_reason: null, is_false: false, returns: alarm.returns + 1,
    ...(isKept ? {} : { taken_on_at: null, taken_on_name: null }), ...(alarm.cleared_how === 'person' ? { rungs: 0, taken_at: new Date(now) } : {}),
  }
  const again = { ...alarm, ...change }
  const present = await changeAlarm(tx, alarm, { ...change, next_at: nextAt(scenario, again, now) })
  await addEvents(tx, alarm.id, [{ at: new Date(turn.at), kind: 'returned', byName: null, detail: { times: present.returns } }])
  await tell(tx, present, 'alarm.changed')
  return present
}

/** Ends an alarm; a case that was made of it hears so. */
export async function cleared(tx: Tx, context: Context, alarm: StoredAlarm, { at, how, reason = null, isFalse = false, byName = null }: {
  at: number; how: NonNullable<StoredAlarm['cleared_how']>; reason?: string | null; isFalse?: boolean; byName?: string | null
}): Promise<StoredAlarm> {
  const end = new Date(Math.max(at, alarm.raised_at.getTime()))
  const present = await changeAlarm(tx, alarm, { state: 'cleared', cleared_at: end, cleared_how: how, clear_reason: reason, is_false: isFalse, next_at: null, snoozed_until: null })
  await addEvents(tx, alarm.id, [{ at: end, kind: 'cleared', byName, detail: { how, reason, isFalse } }])
  await noteOnCase(tx, context, present)
  await tell(tx, present, 'alarm.changed')
  return present
}

/** It became graver or less grave; graver, it rings again unless somebody is on the way, and what was held waits no longer. */
async function regraded(tx: Tx, context: Context, { memory, alarm, turn }: { memory: MovedMemory; alarm: StoredAlarm; turn: Extract<Turn, { kind: 'rise' | 'fall' }> }): Promise<StoredAlarm> {
  const { scenario } = memory.watching
  if (!scenario.rise) return alarm
  const now = context.clock.now()
  const isRise = turn.kind === 'rise'
  const isFreed = isRise && alarm.state === 'held'
  const state = isFreed || (isRise && (alarm.state === 'acknowledged' || alarm.state === 'snoozed')) ? 'ringing' : alarm.state
  const change: AlarmChange = {
    severity: isRise ? scenario.rise.to : scenario.severity, state, rise_at: isRise ? new Date(turn.at) : null, snoozed_until: state === 'ringing' ? null : alarm.snoozed_until,
    ...(isFreed ? { taken_at: new Date(now), case_at: alarm.is_quiet ? null : caseTime(scenario, { raisedAt: turn.at, now }) } : {}),
    ...(isRise && turn.why.length > 0 ? { what: whatOf(whyOf(memory, turn.why, memory.device), scenario.name) } : {}),
  }
  const present = await changeAlarm(tx, alarm, { ...change, next_at: state === 'held' ? alarm.next_at : nextAt(scenario, { ...alarm, ...change }, now) })
  await addEvents(tx, alarm.id, [{ at: new Date(turn.at), kind: turn.kind, byName: null, detail: { severity: scenario.rise.to === scenario.severity ? null : present.severity, says: isRise ? scenario.rise.says : null, what: present.what } }])
  await tell(tx, present, 'alarm.changed')
  return present
}

function whyOf({ watching: { scenario }, moved: { remembered } }: MovedMemory, reasons: readonly Reason[], device: KnownDevice | null): Why {
  const readings = remembered.ring.pending.slice(-MOST_READINGS).map((message) => {
    return { at: new Date(message.at).toISOString(), device: device?.name ?? '', ...messageText(message, scenario) }
  })
  return { reasons: [...new Set(reasons.map((reason) => reasonText(reason, scenario)))], readings, point: reasons[0]?.point ?? null }
}

function whatOf({ reasons }: Why, name: string): string {
  return (reasons.length === 0 ? name : reasons.join('；')).slice(0, MOST_WHAT)
}
