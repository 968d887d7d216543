import { Fault } from '@yihu/contracts'
import type { ScenarioDetail, ScenarioParameter } from '@yihu/contracts'
import { DURATION_UNITS, ROLES, ruleLines, settingLines, WAYS, whenCaseText } from '@yihu/scenarios'
import type { Parameter, Scenario, Settings } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { campaignOf, campaignsIn } from './campaign.ts'
import { requestsIn } from './repo-request.ts'
import { settingHistory } from './repo-setting.ts'
import type { StoredSetting } from './repo-setting.ts'
import { aroundOf, rowOf } from './scenario-list.ts'
import { scenarioOf } from './watch.ts'

/** One scenario as it stands in an area. @throws not-found */
export async function scenarioDetail(context: Context, actor: Actor, { id, area }: { id: string; area?: string | undefined }): Promise<ScenarioDetail> {
  const scenario = needScenario(id)
  const around = await aroundOf(context, actor, area)
  const { path, watches } = around
  const tree = await areasOf(context)
  const { history, runs, requests } = await context.db.transact(actor.scope, async (tx) => ({
    history: await settingHistory(tx, { path, scenario: id }),
    runs: scenario.campaign ? await campaignsIn(tx, { area: path, now: context.clock.now(), only: id }) : [], requests: scenario.campaign ? await requestsIn(tx, { path, scenario: id }) : [],
  }))
  const set = watches.at(path, id)
  const settings = set && scenario.settingFaults(set.settings).length === 0 ? set.settings : {}
  const { rise, who, playbook, classCode, falseAlarms, privacy, startedBy } = scenario
  const when = whenCaseText(scenario)
  return {
    ...rowOf(scenario, around),
    rule: ruleLines(scenario.trigger(settings), startedBy), rise: rise && { to: rise.to, says: rise.says, rule: ruleLines(rise.when(settings), startedBy) },
    parameters: Object.entries(scenario.parameters).map(([name, parameter]) => parameterOf(name, parameter, settings)),
    sources: sourcesOf(scenario), classCode, falseAlarms: [...falseAlarms], privacy, makesCase: when.when, deadline: when.limit,
    ladder: who.ladder.map(({ role, by, afterMinutes }) => ({ role: ROLES[role], by: WAYS[by], afterMinutes })),
    playbook: playbook.map(({ does, by, withinMinutes, only }) => ({ text: does, by: ROLES[by], withinMinutes, only: only ?? null })),
    campaign: campaignOf(scenario, { runs, requests, actor, nameOf: tree.fullNameOf }),
    own: { path, version: history[0]?.version ?? 0 }, history: history.map((one) => versionOf(scenario, one)), mayEdit: actor.permissions.has('scenario.edit'),
  }
}

/** @throws not-found */
export function needScenario(id: string): Scenario {
  const scenario = scenarioOf(id)
  if (!scenario) throw new Fault('not-found')
  return scenario
}

function parameterOf(name: string, parameter: Parameter, settings: Settings): ScenarioParameter {
  const { kind, label, help, basis } = parameter
  const isNumber = kind === 'number' || kind === 'duration'
  return {
    name, kind, label, help, basis,
    unit: kind === 'number' ? parameter.unit : kind === 'duration' ? DURATION_UNITS[parameter.unit].name : null,
    min: isNumber ? parameter.min : null, max: isNumber ? parameter.max : null, step: kind === 'number' ? parameter.step : kind === 'duration' ? 1 : null,
    options: kind === 'choice' ? Object.entries(parameter.options).map(([value, text]) => ({ value, label: text })) : [],
    default: valueOf(parameter.default), value: valueOf(settings[name] ?? parameter.default), isChanged: Object.hasOwn(settings, name),
  }
}

/** A value has passed its parameter's check, which knows more than the wire does. */
function valueOf(value: unknown): ScenarioParameter['value'] {
  return value as ScenarioParameter['value'] // checked by settingFaults
}

function sourcesOf({ startedBy: { points = {}, labels = {}, zones = {}, classes = {} } }: Scenario): ScenarioDetail['sources'] {
  const named = (kind: 'label' | 'zone' | 'class', names: Readonly<Record<string, string>>): ScenarioDetail['sources'] => Object.entries(names).map(([name, title]) => ({ kind, name, title, device: null, unit: null }))
  return [
    ...Object.entries(points).map(([name, { name: title, device, unit }]) => ({ kind: 'point' as const, name, title, device, unit })),
    ...named('label', labels), ...named('zone', zones), ...named('class', classes),
  ]
}

function versionOf(scenario: Scenario, { version, changedAt, changedName, isOn, endsOn, settings }: StoredSetting): ScenarioDetail['history'][number] {
  const lines = scenario.settingFaults(settings).length === 0 ? settingLines(scenario, settings) : []
  return { version, at: changedAt.toISOString(), by: changedName, isOn, endsOn, changed: lines.filter(({ isChanged }) => isChanged).map(({ label, value }) => ({ label, value })) }
}
