import type { BodyOf, saveScenario, ScenarioDetail } from '@yihu/contracts'
import { SCENARIOS } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { askFor } from './ask-campaign.ts'
import { insertSetting } from './repo-setting.ts'
import { needScenario, scenarioDetail } from './scenario-show.ts'
import { endOf, needArea, needSound, writeSetting } from './write-setting.ts'
import type { By } from './write-setting.ts'

/**
 * A new version of an area's setting for a scenario. Who sees the area in part only may not set it. A scenario with an
 * end is only asked for: a second person switches it on. @throws not-found, input-invalid, conflict, permission-missing, campaign-asked
 */
export async function saveSetting(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof saveScenario> }): Promise<ScenarioDetail> {
  const scenario = needScenario(id)
  const now = context.clock.now()
  const endsOn = endOf(scenario, form, now)
  needSound(scenario, form.settings)
  await needArea(context, actor, form.area)
  const next = { path: form.area, scenario: id, version: form.version + 1, isOn: form.isOn, settings: form.settings, endsOn, changedName: actor.name, changedAt: new Date(now) }
  await context.db.transact(actor.scope, async (tx) => {
    if (scenario.campaign && form.isOn) await askFor(tx, { actor, ip }, { scenario, next, legalBasis: form.legalBasis ?? '' })
    else await writeSetting(tx, { actor, ip }, { scenario, next })
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
