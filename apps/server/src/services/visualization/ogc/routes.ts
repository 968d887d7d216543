import { Fault } from '@yihu/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../kernel/context.ts'
import { mayOrKey } from '../../../kernel/http/index.ts'
import type { Actor, Router } from '../../../kernel/http/index.ts'
import type { Box, Layer, LayerFeature } from '../../../kernel/layer.ts'
import type { Layers } from '../tiles/tile.ts'
import { collection, collections, conformance, feature, GEOJSON_TYPE, items, landing, openapi, OPENAPI_TYPE } from './answers.ts'
import { readItemsQuery, readQuery } from './params.ts'
import type { ItemsQuery } from './params.ts'

const WORLD: Box = [-180, -90, 180, 90]
const JSON_TYPE = 'application/json; charset=utf-8'

interface Call {
  readonly root: string
  readonly query: string
  readonly actor: Actor
  readonly layers: Layers
  readonly now: number
}

interface Answer {
  readonly value: object
  readonly type: string
}

const said = (value: object, type = JSON_TYPE): Answer => ({ value, type })

/** OGC API – Features, Part 1: the layers for GIS clients, by a key or by a session, within its scope. Numbers of people are not among them. */
export function ogcRoutes(router: Router, context: Context, layers: Layers): void {
  const access = mayOrKey('layer.read', { max: 600, windowSeconds: 60 })
  const handle = async ({ request, reply, actor }: { request: FastifyRequest; reply: FastifyReply; actor: Actor | null }): Promise<FastifyReply> => {
    if (!actor) throw new Fault('login-needed')
    const [path = '', query = ''] = request.url.split('?')
    const root = `${request.protocol}://${request.host}/ogc`
    const { value, type } = await answer(path.split('/').slice(2).map((part) => decodeURIComponent(part)).filter((part) => part !== ''), { root, query, actor, layers, now: context.clock.now() })
    return reply.type(type).header('cache-control', 'private, no-cache').header('vary', 'cookie, authorization, x-api-key').send(JSON.stringify(value))
  }
  for (const url of ['/ogc', '/ogc/*']) router.door({ method: 'GET', url, access, handle })
}

async function answer([first, id, third, featureId, ...rest]: readonly string[], call: Call): Promise<Answer> {
  const { root, query, actor, layers } = call
  if (rest.length > 0) throw new Fault('not-found')
  if (third === 'items' && first === 'collections' && featureId === undefined) return said(await page(layerOf(call, id), call), `${GEOJSON_TYPE}; charset=utf-8`)
  readQuery(query, ['f'])
  if (first === undefined) return said(landing(root))
  if (first === 'api' && id === undefined) return said(openapi(root), OPENAPI_TYPE)
  if (first === 'conformance' && id === undefined) return said(conformance())
  if (first !== 'collections' || (third !== undefined && third !== 'items')) throw new Fault('not-found')
  if (id === undefined) return said(collections(root, layers.published(actor)))
  const layer = layerOf(call, id)
  if (featureId === undefined) return said(collection(root, layer))
  const found = (await layers.within(layer, actor.scope, WORLD)).find((one) => one.id === featureId)
  if (!found) throw new Fault('not-found')
  const own = `${root}/collections/${layer.id}`
  const links = [{ href: `${own}/items/${encodeURIComponent(featureId)}`, rel: 'self', type: GEOJSON_TYPE, title: layer.name }, { href: own, rel: 'collection', type: 'application/json', title: layer.name }]
  return said({ ...feature(found, isTitled(layer, actor)), links }, `${GEOJSON_TYPE}; charset=utf-8`)
}

function layerOf({ layers, actor }: Call, id: string | undefined): Layer {
  const layer = layers.published(actor).find((one) => one.id === id)
  if (!layer) throw new Fault('not-found')
  return layer
}

/** Whoever may open the list reads its words; a machine does not get what people wrote. */
function isTitled({ isWritten }: Layer, { scope }: Actor): boolean {
  return !isWritten || scope.userId !== null
}

async function page(layer: Layer, { root, query, actor, layers, now }: Call): Promise<object> {
  const asked = readItemsQuery(query)
  const found = (await Promise.all((asked.boxes ?? [WORLD]).map((box) => layers.within(layer, actor.scope, box)))).flat()
  const matching = found.filter((one) => isWithin(one, asked)).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const { after, limit } = asked
  const left = after === null ? matching : matching.filter(({ id }) => id > after)
  const shown = left.slice(0, limit)
  return items({
    address: `${root}/collections/${layer.id}/items`, query, now, matched: matching.length, next: left.length > limit ? (shown.at(-1)?.id ?? null) : null,
    features: shown.map((one) => feature(one, isTitled(layer, actor))),
  })
}

/** What has no time is of every time. */
function isWithin({ at }: LayerFeature, { time }: ItemsQuery): boolean {
  if (time === null || at === undefined) return true
  const ms = Date.parse(at)
  return ms >= time[0] && ms <= time[1]
}
