import { incoherence } from './coherent.ts'
import { draftFaults } from './faults.ts'
import { settingFaults, valuesOf } from './parameters.ts'
import type { ParameterTable, SettingFault, Settings, Values } from './parameters.ts'
import type { Draft, Scenario } from './shape.ts'

/**
 * A scenario from its draft.
 * @throws TypeError with all that is wrong: names not declared, defaults out of range, ladders out of order, missing examples …
 */
export function defineScenario<const P extends ParameterTable>(draft: Draft<P>): Scenario {
  const { parameters, rise, rest } = draft
  const faultsIn = (settings: Settings): readonly SettingFault[] => {
    const single = settingFaults(parameters, settings)
    if (single.length > 0) return single
    const values = valuesOf(parameters, settings)
    return [...incoherence(draft.trigger(values)), ...(rise ? incoherence(rise.when(values)) : [])]
  }
  const checked = (settings: Settings): Values<P> => {
    const [fault] = faultsIn(settings)
    if (!fault) return valuesOf(parameters, settings)
    throw new RangeError(fault.name === null ? fault.says : `${parameters[fault.name]?.label ?? fault.name}：${fault.says}`)
  }
  const scenario: Scenario = {
    ...draft,
    settingFaults: faultsIn,
    trigger: (settings) => draft.trigger(checked(settings)),
    rest: rest ? (settings) => rest(checked(settings)) : null,
    rise: rise ? { to: rise.to, says: rise.says, when: (settings) => rise.when(checked(settings)) } : null,
  }
  const faults = draftFaults(scenario)
  if (faults.length > 0) throw new TypeError(`scenario ${draft.id}: ${faults.join('; ')}`)
  return scenario
}
