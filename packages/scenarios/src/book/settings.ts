import { DURATION_UNITS } from '../define/parameters.ts'
import type { Parameter, Settings } from '../define/parameters.ts'
import type { Scenario } from '../define/shape.ts'

/** A setting as people read it. */
export interface SettingLine {
  readonly name: string
  readonly label: string
  readonly value: string
  /** Otherwise than the default. */
  readonly isChanged: boolean
}

/** Every parameter with the value that counts. */
export function settingLines({ parameters }: Scenario, settings: Settings): SettingLine[] {
  return Object.entries(parameters).map(([name, parameter]) => ({
    name, label: parameter.label, value: valueText(parameter, settings[name] ?? parameter.default), isChanged: Object.hasOwn(settings, name),
  }))
}

/** What a value of a parameter reads like; it has passed the parameter's check. */
export function valueText(parameter: Parameter, value: unknown): string {
  switch (parameter.kind) {
    case 'number': return `${String(value)} ${parameter.unit === '0—1' ? '' : parameter.unit}`.trim()
    case 'duration': return `${String(value)} ${DURATION_UNITS[parameter.unit].name}`
    case 'choice': return parameter.options[String(value)] ?? String(value)
    case 'hours': return listOf(value).map((hours) => `${textIn(hours, 'from')}—${textIn(hours, 'to')}`).join('、')
    case 'season': return `${textIn(value, 'from')} 至 ${textIn(value, 'to')}`
    case 'words': return listOf(value).map(String).join('、')
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textIn(value: unknown, key: 'from' | 'to'): string {
  return typeof value === 'object' && value !== null && key in value ? String((value as Record<string, unknown>)[key]) : '' // just looked up
}
