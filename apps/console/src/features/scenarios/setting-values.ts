import type { ScenarioParameter } from '@yihu/contracts'

export type SettingValue = ScenarioParameter['value']
export type Settings = Readonly<Record<string, SettingValue>>

/** What differs from the defaults: only that is a setting. */
export function changedOf(parameters: readonly Pick<ScenarioParameter, 'name' | 'default'>[], values: Settings): Settings {
  return Object.fromEntries(parameters.flatMap(({ name, default: usual }) => {
    const value = values[name]
    return value === undefined || JSON.stringify(value) === JSON.stringify(usual) ? [] : [[name, value]]
  }))
}

/** A default as people read it. */
export function valueText({ kind, unit, options }: Pick<ScenarioParameter, 'kind' | 'unit' | 'options'>, value: SettingValue): string {
  if (kind === 'choice') return options.find((option) => option.value === value)?.label ?? String(value)
  if (typeof value === 'number') return `${value}${unit ? ` ${unit}` : ''}`
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : `${one.from}–${one.to}`)).join('、')
  return typeof value === 'string' ? value : `${value.from} 至 ${value.to}`
}
