import { showOpenMap } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { openDataOf } from './collect.ts'
import type { OpenData } from './collect.ts'
import { mapOf } from './map.ts'
import { dataPackage, gridsCsv, peopleCsv, placesCsv, placesGeoJson } from './write.ts'

const FILES: Readonly<Record<string, { readonly type: string; readonly write: (data: OpenData) => string }>> = {
  'datapackage.json': { type: 'application/json; charset=utf-8', write: (data) => JSON.stringify(dataPackage(data), null, 2) },
  'cases.csv': { type: 'text/csv; charset=utf-8', write: placesCsv },
  'cases.geojson': { type: 'application/geo+json; charset=utf-8', write: (data) => JSON.stringify(placesGeoJson(data)) },
  'grids.csv': { type: 'text/csv; charset=utf-8', write: gridsCsv },
  'people.csv': { type: 'text/csv; charset=utf-8', write: peopleCsv },
}

/** The open files, for everybody. */
export function routes(router: Router, context: Context): void {
  const access = anyone('公开数据：只到网格、日期和分类', { max: 30, windowSeconds: 60 })
  router.on(showOpenMap, anyone('公开地图：只到网格、月份和分类', { max: 60, windowSeconds: 60 }), ({ query }) => mapOf(context, query.month))
  for (const [name, { type, write }] of Object.entries(FILES)) {
    router.door({
      method: 'GET', url: `/open-data/${name}`, access,
      handle: async ({ reply }) => {
        const data = await openDataOf(context)
        return reply.type(type).header('access-control-allow-origin', '*').header('last-modified', new Date(data.asOf).toUTCString()).header('cache-control', 'public, max-age=600').send(write(data))
      },
    })
  }
}
