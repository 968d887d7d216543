import { draftFaults } from './faults.ts'
import type { ParameterTable } from './parameters.ts'
import { valuesOf } from './parameters.ts'
import type { Draft, Scenario } from './shape.ts'

/**
 * A scenario from its draft.
 * @throws TypeError with all that is wrong: names not declared, defaults out of range, ladders out of order, missing examples …
 */
export function defineScenario<const P extends ParameterTable>(draft: Draft<P>): Scenario {
  const { parameters, rise } = draft
  const scenario: Scenario = {
    ...draft,
    trigger: (settings) => draft.trigger(valuesOf(parameters, settings)),
    rise: rise ? { to: rise.to, says: rise.says, when: (settings) => rise.when(valuesOf(parameters, settings)) } : null,
  }
  const faults = draftFaults(scenario)
  if (faults.length > 0) throw new TypeError(`scenario ${draft.id}: ${faults.join('; ')}`)
  return scenario
}
