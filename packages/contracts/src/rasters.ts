import { z } from 'zod'
import { Day, Id, text } from './common.ts'
import { contract } from './contract.ts'

const TAG = '可视化'
/** The file of a raster may be so large. */
export const RASTER_FILE_MB = 200

export const RasterInfo = z.object({
  id: Id, name: z.string(), source: z.string(),
  /** The day it was taken. */
  asOf: z.string(),
  minZoom: z.number(), maxZoom: z.number(), tiles: z.number(), bytes: z.number(), addedBy: z.string(), addedAt: z.string(),
  /** West, south, east, north. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})
export type RasterInfo = z.infer<typeof RasterInfo>

/** A base map of somebody else's, fetched by the browser itself; only those the server is configured for. */
export const OuterBase = z.object({
  id: z.string(), name: z.string(),
  /** Addresses with {z}, {x}, {y}, the lowest first. */
  tiles: z.array(z.string()),
  /** How it lies: GCJ-02 is shifted to our coordinates before it is drawn. */
  crs: z.enum(['WGS-84', 'GCJ-02']),
  maxZoom: z.number(), source: z.string(),
})
export type OuterBase = z.infer<typeof OuterBase>

export const listRasters = contract({
  method: 'GET', path: '/rasters', tag: TAG, summary: '可选的底图：导入的影像（谁的、哪天的）和配置了的天地图、高德', answer: z.object({ rasters: z.array(RasterInfo), outer: z.array(OuterBase) }),
})

export const importRaster = contract({
  method: 'POST', path: '/rasters', tag: TAG, summary: '导入影像底图：MBTiles，或装着 z/x/y 图片的压缩包', raw: 'upload', status: 201,
  query: z.object({ name: text(40, '名称'), source: text(60, '来源'), asOf: Day }), answer: RasterInfo,
})

export const dropRaster = contract({ method: 'DELETE', path: '/rasters/:id', tag: TAG, summary: '删除一张影像底图', params: z.object({ id: Id }), status: 204, answer: z.undefined() })

const Zoom = z.string().regex(/^\d{1,2}$/u).transform(Number)
const Ordinal = z.string().regex(/^\d{1,8}$/u).transform(Number)

export const showRasterTile = contract({
  method: 'GET', path: '/rasters/:id/:z/:x/:y', tag: TAG, summary: '影像底图的一块（PNG、JPEG 或 WebP），登录就能看', raw: 'download', params: z.object({ id: Id, z: Zoom, x: Ordinal, y: Ordinal }), answer: z.unknown(),
})
