import { z } from 'zod'
import { contract } from './contract.ts'

/** How a thing on the map stands; colours and shapes are the look's own. */
export const LAYER_TONES = ['accent', 'green', 'amber', 'red', 'grey', 'violet'] as const
export type LayerTone = (typeof LAYER_TONES)[number]

export const LayerInfo = z.object({
  id: z.string(), name: z.string(), unit: z.string(),
  /** What is in it, in words. */
  what: z.string(),
  /** One character that stands for it on the map. */
  sign: z.string(),
  kind: z.enum(['point', 'polygon']),
  minZoom: z.number(), maxZoom: z.number(),
  /** It counts people, in whole grids and never fewer than ten. */
  isPeople: z.boolean(),
  /** Every point has the property `day` (20260507): heat and days instead of single points. */
  isByDay: z.boolean(),
  /** Address of the list in the console, and of one thing with properties of the tile in braces: `/cases/{id}`. */
  list: z.string(), card: z.string().nullable(),
  /** How many there are in the asker's sight; null: more than are counted. */
  count: z.number().nullable(),
})
export type LayerInfo = z.infer<typeof LayerInfo>

export const listLayers = contract({
  method: 'GET', path: '/layers', tag: '可视化', summary: '地图图层：本人看得到的每一层、有多少、点开去哪里',
  answer: z.object({ layers: z.array(LayerInfo), asOf: z.string() }),
})

const Ordinal = z.string().regex(/^\d{1,8}$/u).transform(Number)

export const showTile = contract({
  method: 'GET', path: '/tiles/:layer/:z/:x/:y.mvt', tag: '可视化', summary: '一块矢量瓦片（MVT 2，Web 墨卡托），只含本人看得到的', raw: 'download',
  params: z.object({ layer: z.string().max(40), z: Ordinal, x: Ordinal, y: Ordinal }), answer: z.unknown(),
})
