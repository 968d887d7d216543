import { Fault } from '@yihu/contracts'
import type { actOnAlarm, AlarmDetail, BodyOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { moverOf } from '../cases/index.ts'
import { tell } from './announce.ts'
import { makeCase } from './case.ts'
import { cleared } from './raise.ts'
import { addEvents, changeAlarm, findAlarm } from './repo.ts'
import type { AlarmChange, StoredAlarm } from './repo.ts'
import { endRun, settleStep, startRun } from './run.ts'
import { nextAt } from './schedule.ts'
import { detailOf } from './show.ts'
import { scenarioOf } from './watch.ts'

type Act = BodyOf<typeof actOnAlarm>

/** What may still be done about an alarm that has cleared. */
const AFTERWARDS: ReadonlySet<Act['act']> = new Set(['mark-false', 'note', 'step', 'end-run'])

/** What somebody does about an alarm in their sight; the story keeps it. @throws not-found, alarm-changed, alarm-cleared, alarm-open, input-invalid */
export async function actOn(context: Context, actor: Actor, { id, act }: { id: string; act: Act }): Promise<AlarmDetail> {
  const isSeen = await context.db.transact(actor.scope, (tx) => findAlarm(tx, id))
  if (!isSeen) throw new Fault('not-found')
  // The act may make a case or remark on one, which lies beyond the actor's own sight.
  return context.db.transact(systemScope, async (tx) => {
    const alarm = await findAlarm(tx, id, { isLocked: true })
    if (!alarm) throw new Fault('not-found')
    if (alarm.version !== act.version) throw new Fault('alarm-changed', { current: { version: alarm.version, state: alarm.state } })
    return detailOf(tx, context, { actor, alarm: await done(tx, context, { alarm, act, actor }) })
  })
}

async function done(tx: Tx, context: Context, { alarm, act, actor }: { alarm: StoredAlarm; act: Act; actor: Actor }): Promise<StoredAlarm> {
  const now = context.clock.now()
  if (alarm.state === 'cleared' && !AFTERWARDS.has(act.act)) throw new Fault('alarm-cleared')
  switch (act.act) {
    case 'acknowledge': return taken(tx, context, { alarm, actor, change: { state: 'acknowledged' }, kind: 'acknowledge' })
    case 'come': return taken(tx, context, { alarm, actor, change: { state: 'coming' }, kind: 'come' })
    case 'snooze': return taken(tx, context, { alarm, actor, change: { state: 'snoozed', snoozed_until: new Date(now + act.minutes * 60_000) }, kind: 'snooze', detail: { minutes: act.minutes } })
    case 'clear': return cleared(tx, context, alarm, { at: now, how: 'person', reason: act.reason, isFalse: act.isFalse, byName: actor.name })
    case 'mark-false': return markFalse(tx, context, { alarm, actor, reason: act.reason })
    case 'make-case': return makeCase(tx, context, alarm, { byName: actor.name, by: moverOf(actor), note: act.note ?? '' })
    case 'start-run': return startRun(tx, context, { alarm, name: actor.name })
    case 'step': return settleStep(tx, context, { alarm, name: actor.name }, act)
    case 'end-run': return endRun(tx, context, { alarm, name: actor.name }, act.note)
    case 'note': return noted(tx, context, { alarm, actor, kind: 'note', detail: { note: act.note } })
  }
}

interface Acting {
  readonly alarm: StoredAlarm
  readonly actor: Actor
}

/** Somebody has it in hand: nobody else is called. */
async function taken(tx: Tx, context: Context, { alarm, actor, change, kind, detail = {} }: Acting & { change: AlarmChange; kind: string; detail?: Record<string, unknown> }): Promise<StoredAlarm> {
  const now = context.clock.now()
  const all: AlarmChange = { snoozed_until: null, taken_on_at: new Date(now), taken_on_name: actor.name, ...change }
  const scenario = scenarioOf(alarm.scenario)
  const present = await changeAlarm(tx, alarm, { ...all, next_at: scenario ? nextAt(scenario, { ...alarm, ...all }, now) : null })
  await addEvents(tx, alarm.id, [{ at: new Date(now), kind, byName: actor.name, detail }])
  await tell(tx, present, 'alarm.changed')
  return present
}

/** It is known afterwards that it rang for nothing. */
async function markFalse(tx: Tx, context: Context, { alarm, actor, reason }: Acting & { reason: string }): Promise<StoredAlarm> {
  if (alarm.state !== 'cleared') throw new Fault('alarm-open')
  const marked = await changeAlarm(tx, alarm, { is_false: true })
  return noted(tx, context, { alarm: marked, actor, kind: 'false', detail: { reason } })
}

async function noted(tx: Tx, context: Context, { alarm, actor, kind, detail }: Acting & { kind: string; detail: Record<string, unknown> }): Promise<StoredAlarm> {
  const present = await changeAlarm(tx, alarm, {})
  await addEvents(tx, alarm.id, [{ at: new Date(context.clock.now()), kind, byName: actor.name, detail }])
  await tell(tx, present, 'alarm.changed')
  return present
}
