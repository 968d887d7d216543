import { listForecast, showForecast } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { forecastNow, forecastSeries } from './show.ts'

/** Contract → use case. */
export function forecastRoutes(router: Router, context: Context): void {
  router.on(listForecast, may('prevention.read'), ({ actor }) => forecastNow(context, actor))
  router.on(showForecast, may('prevention.read'), ({ query, actor }) => forecastSeries(context, actor, query))
}
