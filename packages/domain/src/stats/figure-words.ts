import { timeText } from '../time/zone.ts'

const whole = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 })

/** A figure as it is told, without what it is called. */
interface Told {
  readonly state: 'measured' | 'failed' | 'too-few'
  readonly value: number | null
  /** A share's whole, and what it is counted in. */
  readonly of: number | null
  readonly ofUnit: string
  readonly unit: string
  /** The same so far in the month before. */
  readonly before: number | null
  readonly target: { readonly least: number | null; readonly most: number | null } | null
}

/** What a figure is called and where it comes from. */
interface Described {
  readonly name: string
  readonly definition: string
  readonly source: string
  readonly asOf: string
}

/** The number as people read it; why there is none, where there is none. */
export function figureText({ state, value }: Pick<Told, 'state' | 'value'>): string {
  if (state === 'failed') return '没有算出'
  if (state === 'too-few') return '不显示'
  return value === null ? '没有数' : whole.format(value)
}

/** What a number is, how it is counted, where it is read and as of when, in one line: what stands above its list on a sheet. */
export function figureInWords({ name, unit, of, ofUnit, definition, source, asOf, ...told }: Pick<Told, 'state' | 'value' | 'of' | 'ofUnit' | 'unit'> & Described): string {
  const value = told.value === null ? figureText(told) : `${figureText(told)} ${unit}${of === null ? '' : `，共 ${of} ${ofUnit}`}`
  return `${name} ${value}；怎么算：${definition}来源：${source}；截至 ${timeText(asOf)}`
}

/** A share of fewer is chance. */
const FEW = 10

/** How it stands against its target; null without one. */
export function figureTarget({ value, of, target }: Pick<Told, 'value' | 'of' | 'target'>): { readonly text: string; readonly isMet: boolean | null } | null {
  if (!target) return null
  const { least, most } = target
  const text = least === null ? `目标 不超过 ${most ?? 0}` : `目标 ${least} 以上`
  if (value === null || (of !== null && of < FEW)) return { text, isMet: null }
  return { text, isMet: (least === null || value >= least) && (most === null || value <= most) }
}

/** What stands under the number: of how many, or how much more than last month by now. */
export function figureBeside({ value, of, ofUnit, before, unit }: Pick<Told, 'value' | 'of' | 'ofUnit' | 'before' | 'unit'>): string | null {
  if (of !== null) return `共 ${whole.format(of)} ${ofUnit}`
  if (before === null || value === null) return null
  const more = value - before
  return more === 0 ? '与上月同期持平' : `比上月同期${more > 0 ? '多' : '少'} ${whole.format(Math.abs(more))} ${unit}`
}
