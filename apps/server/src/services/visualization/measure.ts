import type { IndicatorFigure } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Indicator, Measured, Sight } from '../../kernel/indicator.ts'

/** Fewer people than this are not told (GB/T 37964-2019): who is among them could be guessed. */
const FEW = 10
const STALE_AFTER_SECONDS = 60

/** A figure as the wire tells it; the days that were kept are added by who has them. A query that fails leaves the others standing. */
export async function figureOf(context: Context, indicator: Indicator, sight: Sight): Promise<IndicatorFigure> {
  const { id, name, definition, unit, source, target } = indicator
  const fixed = { id, name, definition, unit, source, target: target ? { least: 'least' in target ? target.least : null, most: 'most' in target ? target.most : null } : null, asOf: new Date(sight.now).toISOString(), staleAfter: STALE_AFTER_SECONDS }
  try {
    return { ...fixed, ...told(indicator, await indicator.measure(context, sight)) }
  } catch (error) {
    context.log.error({ err: error, indicator: id }, 'a figure could not be measured')
    return { ...fixed, state: 'failed', value: null, of: null, before: null, list: '', series: [] }
  }
}

function told({ isPeople }: Indicator, { value, of, before, list, series }: Measured) {
  if (isPeople && value !== null && value < FEW) return { state: 'too-few' as const, value: null, of: null, before: null, list, series: [] }
  return { state: 'measured' as const, value, of: of ?? null, before: before ?? null, list, series: [...(series ?? [])] }
}
