import { listSeasons, saveSeason } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { keepSeason, listCalendar } from './calendar.ts'

/** Contract → use case. */
export function seasonRoutes(router: Router, context: Context): void {
  router.on(listSeasons, may('prevention.read'), ({ actor }) => listCalendar(context, actor))
  router.on(saveSeason, may('prevention.open'), ({ params, body, actor, request }) => keepSeason(context, actor, { id: params.id, form: body, ip: request.ip }))
}
