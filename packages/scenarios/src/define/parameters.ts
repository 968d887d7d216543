import type { Hours, Season } from '@yihu/domain'

interface Described {
  readonly label: string
  /** What it does and when to change it, for who fills in the form. */
  readonly help: string
  /** Where the default comes from: a clause, a published sample, or our own judgement. */
  readonly basis: string
}

/** What a setting of a scenario may be: the closed schema from which a form is made. Durations are set in their unit, and reach the trigger in milliseconds. */
export type Parameter =
  | (Described & { readonly kind: 'number'; readonly unit: string; readonly min: number; readonly max: number; readonly step: number; readonly default: number })
  | (Described & { readonly kind: 'duration'; readonly unit: DurationUnit; readonly min: number; readonly max: number; readonly default: number })
  | (Described & { readonly kind: 'hours'; readonly default: readonly Hours[] })
  | (Described & { readonly kind: 'season'; readonly default: Season })
  | (Described & { readonly kind: 'words'; readonly default: readonly string[] })
  | (Described & { readonly kind: 'choice'; readonly options: Readonly<Record<string, string>>; readonly default: string })

export type ParameterTable = Readonly<Record<string, Parameter>>

/** Milliseconds and the word of each unit of a duration. */
export const DURATION_UNITS = {
  second: { ms: 1000, name: '秒' },
  minute: { ms: 60_000, name: '分钟' },
  hour: { ms: 3_600_000, name: '小时' },
  day: { ms: 86_400_000, name: '天' },
} as const
export type DurationUnit = keyof typeof DURATION_UNITS

/** The basis of a default that no standard gives. */
export const OWN = '本系统默认值，街道可调整'

/** What the trigger is given for each parameter. */
export type Values<P extends ParameterTable> = { readonly [K in keyof P]: P[K]['kind'] extends 'duration' | 'number' ? number : P[K]['default'] }

/** What a street has set otherwise than the default, by name; anything else in it is refused. */
export type Settings = Readonly<Record<string, unknown>>

/** A setting that cannot be: the name of the parameter (null: several do not go together) and what is wrong, in Chinese. */
export interface SettingFault {
  readonly name: string | null
  readonly says: string
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/u
const DAY_OF_YEAR = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u
const MOST_WORDS = 50

/** What is wrong with these settings; empty: nothing. */
export function settingFaults(parameters: ParameterTable, settings: Settings): SettingFault[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const parameter = parameters[name]
    const says = parameter ? faultOf(parameter, value) : '没有这一项参数'
    return says === null ? [] : [{ name, says }]
  })
}

/** The values that the trigger gets, of settings without a fault: what is set, otherwise the default; durations in milliseconds. */
export function valuesOf<P extends ParameterTable>(parameters: P, settings: Settings): Values<P> {
  const values = Object.entries(parameters).map(([name, parameter]) => {
    const raw = settings[name] ?? parameter.default
    return [name, parameter.kind === 'duration' ? Number(raw) * DURATION_UNITS[parameter.unit].ms : raw]
  })
  return Object.fromEntries(values) as Values<P> // each value was checked by the parameter of its name
}

function faultOf(parameter: Parameter, value: unknown): string | null {
  switch (parameter.kind) {
    case 'number': return numberFault(parameter, value, parameter.unit)
    case 'duration': return numberFault({ ...parameter, step: 1 }, value, DURATION_UNITS[parameter.unit].name)
    case 'hours': return Array.isArray(value) && value.length > 0 && value.every(isHours) ? null : '请填写时段，如 22:00 至 06:00'
    case 'season': return isSpan(value, DAY_OF_YEAR) ? null : '请填写起止日期，如 06-01 至 09-30'
    case 'choice': return typeof value === 'string' && Object.hasOwn(parameter.options, value) ? null : `请选择：${Object.values(parameter.options).join('、')}`
    case 'words': return isWords(value) ? null : `请填写 1 至 ${MOST_WORDS} 个词`
  }
}

/** So far from a whole number of steps is float noise. */
const NOISE = 1e-6

function numberFault({ min, max, step }: { readonly min: number; readonly max: number; readonly step: number }, value: unknown, unit: string): string | null {
  if (typeof value !== 'number' || !(value >= min && value <= max)) return `请填写 ${min} 至 ${max} 之间的数（${unit}）`
  const steps = (value - min) / step
  return Math.abs(steps - Math.round(steps)) < NOISE ? null : `请填写 ${min} 起、每 ${step} 一档的数（${unit}）`
}

/** A stretch that begins when it ends would be no time or all of it: nobody can tell which was meant. */
function isHours(value: unknown): boolean {
  return isSpan(value, TIME) && value.from !== value.to
}

function isSpan(value: unknown, pattern: RegExp): value is Hours | Season {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return false
  return [value.from, value.to].every((each) => typeof each === 'string' && pattern.test(each))
}

function isWords(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_WORDS && value.every((word) => typeof word === 'string' && word.trim() !== '')
}
