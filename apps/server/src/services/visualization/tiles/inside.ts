import type { Readable } from 'node:stream'
import { Fault, MOST_INSIDE } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listInside } from '@yihu/contracts'
import { areaSquareMetres, bboxOf, centroidOf, pointInPolygon, timeText } from '@yihu/domain'
import type { Polygon, Position } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import type { Box, Layer, LayerFeature } from '../../../kernel/layer.ts'
import { record } from '../../../platform/audit/index.ts'
import { fileStream } from '../../../platform/exports/index.ts'
import { countOf, narrowKinds, ofKinds, presentKinds } from './kinds.ts'
import type { Layers } from './tile.ts'

type Asked = BodyOf<typeof listInside>

/** Points on the eastern and northern edge of a box lie in the next one: the shape's own edge is still inside. */
const EDGE = 1e-9

interface Found {
  readonly layer: Layer
  readonly features: readonly LayerFeature[]
}

/** What lies in a drawn shape, layer by layer, within the asker's sight. @throws not-found, shape-empty, layer-too-dense */
export async function insideOf(context: Context, layers: Layers, { actor, asked }: { readonly actor: Actor; readonly asked: Asked }): Promise<AnswerOf<typeof listInside>> {
  const shape = shapeOf(asked)
  const found = await findInside(layers, { actor, asked, shape })
  return {
    squareMetres: Math.round(areaSquareMetres(shape)), asOf: new Date(context.clock.now()).toISOString(),
    layers: found.map(({ layer, features }) => ({
      id: layer.id, name: layer.name, unit: layer.unit, card: layer.card ?? null, count: countOf(layer, features),
      things: layer.isByDay ? [] : features.slice(0, MOST_INSIDE).map(({ id, title, more = {} }) => ({ id, title, word: String(more['word'] ?? ''), facts: { ...more, id } })),
    })),
  }
}

/** The same as a sheet; numbers of people do not leave. Who took it and what was drawn is on record. */
export async function sheetInside(context: Context, layers: Layers, { actor, asked, ip }: { readonly actor: Actor; readonly asked: Asked; readonly ip: string }): Promise<Readable> {
  const shape = shapeOf(asked)
  const found = (await findInside(layers, { actor, asked, shape })).filter(({ layer: { isPeople, isByDay } }) => !isPeople && !isByDay)
  const rows = found.flatMap(({ layer, features }) => features.map((feature) => rowOf(layer, feature)))
  const [now, squareMetres] = [context.clock.now(), Math.round(areaSquareMetres(shape))]
  await context.db.transact(actor.scope, (tx) => record(tx, {
    at: now, by: actor, action: 'map.export', object: found.map(({ layer }) => layer.name).join('、').slice(0, 200), result: 'done', ip, detail: { rows: rows.length, squareMetres, ring: asked.ring },
  }))
  async function* pages() { yield rows }
  return fileStream('xlsx', {
    name: '圈选', asOf: new Date(now).toISOString(), source: '一张图', watermark: `地图圈选（${squareMetres} 平方米），${actor.name}（${actor.username}）导出，${timeText(new Date(now).toISOString())}`,
    columns: ['图层', '名称', '类别', '编号', '经度（WGS-84）', '纬度', '时间'], pages: pages(),
  })
}

function rowOf({ name }: Layer, feature: LayerFeature): string[] {
  const { id, title, at = '', more = {} } = feature
  const [lon = '', lat = ''] = middleOf(feature) ?? []
  return [name, title, String(more['word'] ?? ''), String(more['number'] ?? id), String(lon), String(lat), at === '' ? '' : timeText(at)]
}

async function findInside(layers: Layers, { actor, asked, shape }: { readonly actor: Actor; readonly asked: Asked; readonly shape: Polygon }): Promise<Found[]> {
  const box = bboxOf(shape)
  if (!box) throw new Fault('shape-empty')
  const around: Box = [box[0], box[1], box[2] + EDGE, box[3] + EDGE]
  const mine = layers.mine(actor)
  const wanted = asked.layers.map(({ id, only }) => {
    const layer = mine.find((one) => one.id === id)
    if (!layer) throw new Fault('not-found')
    return { layer, only }
  })
  return Promise.all(wanted.map(async ({ layer, only }): Promise<Found> => {
    const features = (await layers.inside(layer, actor.scope, around)).filter((feature) => lies(feature, shape))
    const kinds = only === undefined ? null : narrowKinds(presentKinds(features), only)
    return { layer, features: kinds ? ofKinds(features, kinds) : features }
  }))
}

/** An area lies where its middle does: whole grids and buildings, never a part of one. */
function lies(feature: LayerFeature, shape: Polygon): boolean {
  const middle = middleOf(feature)
  return middle !== null && pointInPolygon(middle, shape)
}

function middleOf({ geometry }: LayerFeature): Position | null {
  return geometry.type === 'Point' ? geometry.coordinates : centroidOf(geometry)
}

/** @throws shape-empty for corners that enclose nothing */
function shapeOf({ ring }: Asked): Polygon {
  const shape: Polygon = { type: 'Polygon', coordinates: [ring.map(({ lon, lat }) => [lon, lat])] }
  if (areaSquareMetres(shape) < 1) throw new Fault('shape-empty')
  return shape
}
