import type { IndicatorFigure } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Indicator, Measured, Sight } from '../../kernel/indicator.ts'
import { peopleAt } from './people.ts'

const STALE_AFTER_SECONDS = 60
/** People are counted together, less often. */
const PEOPLE_STALE_SECONDS = 180

/** A figure as the wire tells it; the days that were kept are added by who has them. A query that fails leaves the others standing. */
export async function figureOf(context: Context, indicator: Indicator, sight: Sight): Promise<IndicatorFigure> {
  const { id, name, definition, unit, ofUnit = '件', source, target } = indicator
  const fixed = {
    id, name, definition, unit, ofUnit, source, target: target ? { least: 'least' in target ? target.least : null, most: 'most' in target ? target.most : null } : null,
    asOf: new Date(sight.now).toISOString(), isDisputed: false, staleAfter: 'people' in indicator ? PEOPLE_STALE_SECONDS : STALE_AFTER_SECONDS,
  }
  try {
    return { ...fixed, ...('people' in indicator ? await peopleAt(context, indicator, sight) : told(await indicator.measure(context, sight))) }
  } catch (error) {
    context.log.error({ err: error, indicator: id }, 'a figure could not be measured')
    return { ...fixed, state: 'failed', value: null, of: null, before: null, list: '', series: [] }
  }
}

function told({ value, of, before, list, series }: Measured) {
  return { state: 'measured' as const, value, of: of ?? null, before: before ?? null, list, series: [...(series ?? [])] }
}
