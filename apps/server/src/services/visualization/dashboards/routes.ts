import { bulletinFile, indicatorBook, listBulletins, listDashboards, makeBulletin, removeDashboard, saveDashboard, showDashboard } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may, notWhileSeeing } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import type { FigureMemory } from '../memory.ts'
import { listOwn, makeNow, sendBulletin } from './bulletin.ts'
import { dropDashboard, keepDashboard } from './save.ts'
import { dashboardOf, dashboardsOf } from './show.ts'

/** Contract → use case. */
export function dashboardRoutes(router: Router, context: Context, { indicators, memory }: { readonly indicators: () => readonly Indicator[]; readonly memory: FigureMemory }): void {
  const read = may('indicator.read')
  router.on(indicatorBook, read, async ({ actor: { permissions } }) => ({
    indicators: indicators().filter(({ permission }) => permissions.has(permission)).map(({ id, name, definition, unit, source }) => ({ id, name, definition, unit, source })),
  }))
  router.on(listDashboards, read, ({ actor }) => dashboardsOf(context, actor))
  router.on(showDashboard, read, ({ params, query, actor }) => dashboardOf(context, actor, { id: params.id, area: query.area, all: indicators(), memory }))
  router.on(saveDashboard, read, ({ params, body, actor, request }) => keepDashboard(context, actor, { id: params.id, body, origin: `${request.protocol}://${request.host}`, all: indicators() }))
  router.on(removeDashboard, read, ({ params, actor }) => dropDashboard(context, actor, params.id))
  router.on(listBulletins, read, ({ query, actor }) => listOwn(context, actor, query))
  router.on(makeBulletin, may('indicator.read', { max: 10, windowSeconds: 60 }), ({ params, actor }) => makeNow(context, actor, { id: params.id, all: indicators() }))
  router.on(bulletinFile, notWhileSeeing(read), ({ params, query, actor, reply }) => sendBulletin(context, actor, { id: params.id, format: query.format, reply }))
}
