import type { IndicatorFigure } from '@yihu/contracts'

const whole = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 })

/** The number as the wall shows it; why there is none, where there is none. */
export function valueText({ state, value }: Pick<IndicatorFigure, 'state' | 'value'>): string {
  if (state === 'failed') return '没有算出'
  if (state === 'too-few') return '少于 10'
  return value === null ? '没有数' : whole.format(value)
}

/** A share of fewer is chance. */
const FEW = 10

/** How it stands against its target; null without one. */
export function targetOf({ value, of, target }: Pick<IndicatorFigure, 'value' | 'of' | 'target'>): { readonly text: string; readonly isMet: boolean | null } | null {
  if (!target) return null
  const { least, most } = target
  const text = least === null ? `目标 不超过 ${most ?? 0}` : `目标 ${least} 以上`
  if (value === null || (of !== null && of < FEW)) return { text, isMet: null }
  return { text, isMet: (least === null || value >= least) && (most === null || value <= most) }
}

/** What stands under the number: of how many, or how much more than last month by now. */
export function besideText({ value, of, ofUnit, before, unit }: Pick<IndicatorFigure, 'value' | 'of' | 'ofUnit' | 'before' | 'unit'>): string | null {
  if (of !== null) return `共 ${whole.format(of)} ${ofUnit}`
  if (before === null || value === null) return null
  const more = value - before
  return more === 0 ? '与上月同期持平' : `比上月同期${more > 0 ? '多' : '少'} ${whole.format(Math.abs(more))} ${unit}`
}

/** Whether a figure is too old to be trusted, as the server's clock has it. */
export function isStale({ asOf, staleAfter }: Pick<IndicatorFigure, 'asOf' | 'staleAfter'>, now: number): boolean {
  return now - Date.parse(asOf) > staleAfter * 1000
}

/** A small curve through the days, as points of an SVG line in a box of this size; empty below two days. */
export function sparkOf(series: IndicatorFigure['series'], { width, height }: { readonly width: number; readonly height: number }): string {
  if (series.length < 2) return ''
  const values = series.map(({ value }) => value)
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 1)]
  return values.map((value, at) => `${((at * width) / (values.length - 1)).toFixed(1)},${(height - ((value - low) * height) / (high - low)).toFixed(1)}`).join(' ')
}
