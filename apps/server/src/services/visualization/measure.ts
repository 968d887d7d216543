import type { IndicatorFigure } from '@yihu/contracts'
import { LEAST_PEOPLE } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Indicator, Measured, Sight } from '../../kernel/indicator.ts'

const STALE_AFTER_SECONDS = 60

/** A figure as the wire tells it; the days that were kept are added by who has them. A query that fails leaves the others standing. */
export async function figureOf(context: Context, indicator: Indicator, sight: Sight): Promise<IndicatorFigure> {
  const { id, name, definition, unit, ofUnit = '件', source, target } = indicator
  const fixed = { id, name, definition, unit, ofUnit, source, target: target ? { least: 'least' in target ? target.least : null, most: 'most' in target ? target.most : null } : null, asOf: new Date(sight.now).toISOString(), staleAfter: STALE_AFTER_SECONDS }
  try {
    return { ...fixed, ...told(indicator, await indicator.measure(context, sight)) }
  } catch (error) {
    context.log.error({ err: error, indicator: id }, 'a figure could not be measured')
    return { ...fixed, state: 'failed', value: null, of: null, before: null, list: '', series: [] }
  }
}

function told({ isPeople }: Indicator, { value, of, part, before, list, series }: Measured) {
  if (isPeople && value !== null && isFew(part ?? value, of)) return { state: 'too-few' as const, value: null, of: null, before: null, list, series: [] }
  return { state: 'measured' as const, value, of: of ?? null, before: before ?? null, list, series: [...(series ?? [])] }
}

/** Who is among few people, or missing among many, could be guessed (GB/T 37964-2019). */
function isFew(count: number, whole: number | undefined): boolean {
  const rest = whole === undefined ? 0 : whole - count
  return count < LEAST_PEOPLE || (rest > 0 && rest < LEAST_PEOPLE)
}
