import { z } from 'zod'
import { Point } from './common.ts'
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
  /** Heat by days: every thing is a cell of ground with one property for each day that has any (`d20260507`: how many). */
  isByDay: z.boolean(),
  /** The kinds of things in it, each with its picture (null: it has none) and how many there are in the asker's sight; what a tile can be narrowed to. */
  kinds: z.array(z.object({ word: z.string(), icon: z.string().nullable(), count: z.number() })),
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

/** Kinds of things of one layer, with commas between. */
const Only = z.string().max(400)

const Ordinal = z.string().regex(/^\d{1,8}$/u).transform(Number)

export const showTile = contract({
  method: 'GET', path: '/tiles/:layer/:z/:x/:y.mvt', tag: '可视化', summary: '一块矢量瓦片（MVT 2，Web 墨卡托），只含本人看得到的', raw: 'download',
  params: z.object({ layer: z.string().max(40), z: Ordinal, x: Ordinal, y: Ordinal }),
  query: z.object({ only: Only.optional() }), answer: z.unknown(),
})

/** Corners of a drawn shape, each once. */
const Ring = z.array(Point.extend({ lon: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) })).min(3, '至少要三个角').max(60, '最多 60 个角')
const InsideBody = z.object({ ring: Ring, layers: z.array(z.object({ id: z.string().max(40), only: Only.optional() })).min(1, '请打开一个图层').max(20) })

/** So many things of a layer are told one by one. */
export const MOST_INSIDE = 500

const ThingInside = z.object({
  id: z.string(), title: z.string(), word: z.string(),
  /** What the address of its page is made of. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const listInside = contract({
  method: 'POST', path: '/layers/inside', tag: '可视化', summary: '圈出来的地方里有什么：按图层点数，逐个列出（每层最多 500 个）；只含本人看得到的，人数只按整个网格', body: InsideBody,
  answer: z.object({
    squareMetres: z.number(), asOf: z.string(),
    layers: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string(), count: z.number(), card: z.string().nullable(), things: z.array(ThingInside) })),
  }),
})

export const exportInside = contract({
  method: 'POST', path: '/layers/inside/sheet', tag: '可视化', summary: '同上，导出成表格（xlsx）；谁导出、圈了哪里留痕，人数不导出', raw: 'download', body: InsideBody, answer: z.undefined(),
})
