import type { IndicatorFigure } from '@yihu/contracts'

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
