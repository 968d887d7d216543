import { Fault } from '@yihu/contracts'
import type { BodyOf, saveScenario } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { campaignDates } from '@yihu/scenarios'
import type { Scenario, Settings } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { insertSetting, settingHistory } from './repo-setting.ts'
import type { StoredSetting } from './repo-setting.ts'

/** Who does something, from where. */
export interface By {
  readonly actor: Actor
  readonly ip: string
}

/** The next version of an area's setting, on record: from the next message on it counts there and below. @throws conflict */
export async function writeSetting(tx: Tx, { actor, ip }: By, { scenario, next }: { scenario: Scenario; next: StoredSetting }): Promise<void> {
  const { path, version, isOn, settings, endsOn, changedAt } = next
  const [before] = await settingHistory(tx, { path, scenario: scenario.id })
  if ((before?.version ?? 0) + 1 !== version || !(await insertSetting(tx, next, actor.userId))) throw new Fault('conflict', { current: { version: before?.version ?? 0 } })
  await emit(tx, { topic: 'scenario.changed', scopePath: path, payload: { id: scenario.id } })
  await record(tx, {
    at: changedAt.getTime(), by: actor, action: 'scenario.set', object: scenario.name, result: 'done', ip,
    detail: { area: path, version, before: before ? { isOn: before.isOn, settings: before.settings } : null, after: { isOn, settings, endsOn } },
  })
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
export function endOf({ campaign }: Scenario, { isOn, endsOn }: Pick<BodyOf<typeof saveScenario>, 'isOn' | 'endsOn'>, now: number): string | null {
  if (!campaign || !isOn) return campaign ? endsOn : null
  const dates = campaignDates(campaign, { startsOn: localDate(now), endsOn })
  if (typeof dates === 'string') throw new Fault('input-invalid', { fields: { endsOn: dates } })
  return dates.lastDay
}
