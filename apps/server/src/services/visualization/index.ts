/**
 * Visualisation (可视化): what screens and bulletins show, every number with its definition, its time and the list it counts,
 * and what lies on the map, cut into vector tiles and given to GIS clients (OGC API – Features); dashboards of one's own and the bulletins
 * made from them. Owns `indicator_day`, `raster_map`, `raster_tile`, `dashboard`, `bulletin`. Raises nothing; hears every event that may change a layer.
 * Figures and layers are the modules' own (`indicators`, `layers` of their manifests); `app.ts` hands them over.
 */
import { compareIndicator, exportIndicator, listIndicators, showIndicator } from '@yihu/contracts'
import { may, notWhileSeeing } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import type { Layer } from '../../kernel/layer.ts'
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { makeDue, tidyBulletins } from './dashboards/bulletin.ts'
import { dashboardRoutes } from './dashboards/routes.ts'
import { keepFigures, tidyFigures } from './keep.ts'
import { sheetOf } from './list-sheet.ts'
import { ogcRoutes } from './ogc/routes.ts'
import { rememberFigures } from './memory.ts'
import type { Disagreements } from './memory.ts'
import { comparisonOf, indicatorOf } from './provenance.ts'
import { rasterRoutes } from './rasters/routes.ts'
import { sendSheet } from './send-sheet.ts'
import { screenOf } from './show.ts'
import { tileRoutes } from './tiles/routes.ts'
import { openLayers } from './tiles/tile.ts'

export { figureFor } from './provenance.ts'
/** For the bench: the cutting alone, the figures of all places. */
export { cut, layOut } from './tiles/cut.ts'
export { keepFigures } from './keep.ts'
export { offerOuterBases, originsOf } from './rasters/outer.ts'
export type { OuterSetting } from './rasters/outer.ts'

/** Each sheet reads a whole list. */
const TAKEN = { max: 30, windowSeconds: 60 }

interface Given {
  readonly indicators: () => readonly Indicator[]
  readonly layers: () => readonly Layer[]
  /** What other sources say of what a figure counts. */
  readonly sayOtherwise: Disagreements
}

/** Manifest of the service, given the figures and layers of all modules. */
export function visualization({ indicators, layers, sayOtherwise }: Given): Module {
  return defineModule({
    id: 'visualization',
    name: '可视化',
    permissions: { 'indicator.read': '查看指标和大屏', 'layer.read': '用地图软件读取图层' },
    routes: (router, context) => {
      const memory = rememberFigures(context, sayOtherwise)
      const opened = openLayers(context, layers)
      tileRoutes(router, context, opened)
      ogcRoutes(router, context, opened)
      dashboardRoutes(router, context, { indicators, memory })
      rasterRoutes(router, context)
      router.on(listIndicators, may('indicator.read'), ({ query, actor }) => screenOf(context, actor, { query, all: indicators(), memory }))
      router.on(showIndicator, may('indicator.read'), ({ params, query, actor }) => indicatorOf(context, actor, { id: params.id, query, all: indicators(), sayOtherwise }))
      router.on(exportIndicator, notWhileSeeing(may('export.make', TAKEN)), async ({ params: { id }, query: { area }, actor, request, reply }) => {
        const { name, file } = await sheetOf(context, actor, { id, area, ip: request.ip, all: indicators() })
        sendSheet(reply, name, file)
      })
      router.on(compareIndicator, may('indicator.read'), ({ params, query, actor }) => comparisonOf(context, actor, { id: params.id, query, all: indicators(), memory }))
    },
    jobs: [
      { name: 'indicator.keep', cron: '50 * * * *', run: (context) => keepFigures(context, indicators()) },
      { name: 'indicator.tidy', cron: '35 3 * * *', isMadeUp: true, run: tidyFigures },
      { name: 'bulletin.due', cron: '3 * * * *', run: (context) => makeDue(context, indicators()) },
      { name: 'bulletin.tidy', cron: '25 3 * * *', isMadeUp: true, run: tidyBulletins },
    ],
  })
}
