import type { AnswerOf, listScenarios, QueryOf, ScenarioRow } from '@yihu/contracts'
import { MODULES, SCENARIOS } from '@yihu/scenarios'
import type { Scenario } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { countDevices, productsOf } from '../devices/index.ts'
import { homeOf } from '../imports/index.ts'
import { ringsByScenario } from './repo-list.ts'
import { askedFor } from './repo-request.ts'
import { TRUST_MS } from './trust.ts'
import { pointsOf, watchesOf } from './watch.ts'
import type { Watches } from './watch.ts'

/** What rows of scenarios stand on, of one area. */
export interface Around {
  readonly path: string
  readonly watches: Watches
  readonly areas: AreaIndex
  readonly rings: Awaited<ReturnType<typeof ringsByScenario>>
  /** Those that wait for a second person. */
  readonly asked: ReadonlySet<string>
  readonly kinds: readonly { readonly device: Parameters<typeof pointsOf>[1]; readonly count: number }[]
  readonly now: number
}

/** Everything about scenarios in the area asked for, else in the actor's own. */
export async function aroundOf(context: Context, actor: Actor, area: string | undefined): Promise<Around> {
  const path = area ?? (await homeOf(context, actor.scope))
  const now = context.clock.now()
  const [watches, areas] = [await watchesOf(context), await areasOf(context)]
  return context.db.transact(actor.scope, async (tx) => {
    const counts = await countDevices(tx, path)
    const kinds = (await productsOf(tx)).map(({ id, kind, points }) => ({ device: { kind, points: new Map(points.map((point) => [point.name, point])) }, count: counts.get(id) ?? 0 }))
    return { path, watches, areas, rings: await ringsByScenario(tx, { area: path, since: new Date(now - TRUST_MS) }), asked: await askedFor(tx, path), kinds, now }
  })
}

/** The catalogue of scenarios, as they stand in an area. */
export async function scenariosOf(context: Context, actor: Actor, { area }: QueryOf<typeof listScenarios>): Promise<AnswerOf<typeof listScenarios>> {
  const around = await aroundOf(context, actor, area)
  return { area: { path: around.path, name: around.areas.nameOf(around.path) }, scenarios: SCENARIOS.map((scenario) => rowOf(scenario, around)), asOf: new Date(around.now).toISOString() }
}

/** One scenario as it stands in an area. */
export function rowOf(scenario: Scenario, { path, watches, areas, rings, asked, kinds, now }: Around): ScenarioRow {
  const { id, name, module, about, icon, severity, campaign } = scenario
  const set = watches.at(path, id)
  const rung = rings.get(id) ?? { rang: 0, wrong: 0, open: 0 }
  return {
    id, name, module, moduleName: MODULES[module], about, icon, severity, isOn: watches.watching(path, id, now) !== null,
    setAt: set && { path: set.path, name: areas.nameOf(set.path), version: set.version }, endsOn: set?.endsOn ?? null, isCampaign: campaign !== undefined, isAsked: asked.has(id),
    devices: kinds.reduce((total, { device, count }) => total + (pointsOf(scenario, device) ? count : 0), 0), open: rung.open, rang30: rung.rang, false30: rung.wrong,
  }
}
