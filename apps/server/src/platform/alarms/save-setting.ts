import { Fault } from '@yihu/contracts'
import type { BodyOf, saveScenario, ScenarioDetail } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { campaignDates, SCENARIOS } from '@yihu/scenarios'
import type { Scenario, Settings } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { insertSetting, settingHistory } from './repo-setting.ts'
import { needScenario, scenarioDetail } from './scenario-show.ts'

type Form = BodyOf<typeof saveScenario>

/**
 * A new version of an area's setting for a scenario: from the next message on it counts there and below. Who sees the
 * area in part only may not set it. @throws not-found, input-invalid, conflict, permission-missing
 */
export async function saveSetting(context: Context, actor: Actor, { id, form, ip }: { id: string; form: Form; ip: string }): Promise<ScenarioDetail> {
  const scenario = needScenario(id)
  const now = context.clock.now()
  const endsOn = endOf(scenario, form, now)
  needSound(scenario, form.settings)
  await needArea(context, actor, form.area)
  await context.db.transact(actor.scope, async (tx) => {
    const [before] = await settingHistory(tx, { path: form.area, scenario: id })
    const next = { path: form.area, scenario: id, version: form.version + 1, isOn: form.isOn, settings: form.settings, endsOn, changedName: actor.name, changedAt: new Date(now) }
    if ((before?.version ?? 0) !== form.version || !(await insertSetting(tx, next, actor.userId))) throw new Fault('conflict', { current: { version: before?.version ?? 0 } })
    await emit(tx, { topic: 'scenario.changed', scopePath: form.area, payload: { id } })
    await record(tx, {
      at: now, by: actor, action: 'scenario.set', object: scenario.name, result: 'done', ip,
      detail: { area: form.area, version: next.version, before: before ? { isOn: before.isOn, settings: before.settings } : null, after: { isOn: form.isOn, settings: form.settings, endsOn } },
    })
  })
  return scenarioDetail(context, actor, { id, area: form.area })
}

/** Switches on, with their defaults, all scenarios without an end that a place has not set: for a new street and the demo. */
export async function switchOnAll(tx: Tx, { path, at, by }: { path: string; at: number; by: string }): Promise<void> {
  for (const { id, campaign } of SCENARIOS) {
    if (campaign) continue
    await insertSetting(tx, { path, scenario: id, version: 1, isOn: true, settings: {}, endsOn: null, changedName: by, changedAt: new Date(at) }, null)
  }
}

/** @throws input-invalid with what is wrong beside the parameter's name */
export function needSound(scenario: Scenario, settings: Settings): void {
  const faults = scenario.settingFaults(settings)
  if (faults.length === 0) return
  throw new Fault('input-invalid', { fields: Object.fromEntries(faults.map(({ name, says }) => [name === null ? 'settings' : `settings.${name}`, says])) })
}

/** @throws permission-missing, not-found */
export async function needArea(context: Context, { scope }: Actor, path: string): Promise<void> {
  if (!(await areasOf(context)).byPath(path)) throw new Fault('not-found')
  if (!covers(scope, path)) throw new Fault('permission-missing', { details: { permission: '这个区域' } })
}

/** The last day of what has an end; what has none gets none. @throws input-invalid */
function endOf({ campaign }: Scenario, { isOn, endsOn }: Form, now: number): string | null {
  if (!campaign || !isOn) return campaign ? endsOn : null
  const dates = campaignDates(campaign, { startsOn: localDate(now), endsOn })
  if (typeof dates === 'string') throw new Fault('input-invalid', { fields: { endsOn: dates } })
  return dates.lastDay
}
