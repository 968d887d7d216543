import type { Layer, LayerFeature } from '../../../kernel/layer.ts'

interface Link {
  readonly href: string
  readonly rel: string
  readonly type: string
  readonly title: string
}

const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0'
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const CLASSES = ['core', 'geojson', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`)

const link = (rel: string, href: string, title: string, type = JSON_TYPE): Link => ({ href, rel, type, title })

/** Landing page (req/core/root-success). */
export function landing(root: string): object {
  return {
    title: '一呼 · 地图图层', description: '街道平台的图层，按密钥或本人的管辖范围给出；坐标是 WGS-84 经纬度（CRS84）。居民不在其中。',
    links: [link('self', `${root}/`, '本页'), link('service-desc', `${root}/api`, '接口说明', OPENAPI_TYPE), link('conformance', `${root}/conformance`, '符合哪些要求类'), link('data', `${root}/collections`, '图层')],
  }
}

/** Requirement classes (req/core/conformance-success). */
export function conformance(): object {
  return { conformsTo: CLASSES }
}

/** One collection (req/core/fc-md-success). */
export function collection(root: string, { id, name, what }: Layer): object {
  const own = `${root}/collections/${id}`
  return { id, title: name, description: what, itemType: 'feature', crs: [CRS84], links: [link('self', own, name), link('items', `${own}/items`, `${name}的要素`, GEOJSON_TYPE)] }
}

export function collections(root: string, layers: readonly Layer[]): object {
  return { links: [link('self', `${root}/collections`, '图层')], collections: layers.map((layer) => collection(root, layer)) }
}

/** A feature of GeoJSON (RFC 7946); what people wrote is not told to machines. */
export function feature({ id, geometry, title, tone, at, more }: LayerFeature, isTitled: boolean): object {
  return { type: 'Feature', id, geometry, properties: { ...(isTitled ? { title } : {}), tone, ...(at === undefined ? {} : { at }), ...more } }
}

interface Page {
  /** Address of the items without a query. */
  readonly address: string
  readonly query: string
  readonly features: readonly object[]
  readonly matched: number
  /** Id of the last one, when there are more. */
  readonly next: string | null
  readonly now: number
}

/** A page of features with the way to the next one (req/core/fc-response, fc-links). */
export function items({ address, query, features, matched, next, now }: Page): object {
  const self = `${address}${query === '' ? '' : `?${query}`}`
  const further = new URLSearchParams(query)
  if (next !== null) further.set('after', next)
  return {
    type: 'FeatureCollection', timeStamp: new Date(now).toISOString(), numberMatched: matched, numberReturned: features.length, features,
    links: [link('self', self, '本页', GEOJSON_TYPE), ...(next === null ? [] : [link('next', `${address}?${further.toString()}`, '下一页', GEOJSON_TYPE)])],
  }
}

/** The description of these addresses (req/oas30/oas-definition-1). */
export function openapi(root: string): object {
  const query = (name: string, schema: object) => ({ name, in: 'query', required: false, schema, style: 'form', explode: false })
  const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
  const get = (summary: string, parameters: readonly object[] = [], type = JSON_TYPE) => ({ get: { summary, parameters, responses: { 200: { description: summary, content: { [type]: { schema: { type: 'object' } } } }, 400: { description: '参数不对' }, 401: { description: '没有登录，密钥不对' }, 404: { description: '没有' } } } })
  const asked = [
    query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }), query('bbox', { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } }), query('datetime', { type: 'string' }),
    query('after', { type: 'string' }), query('crs', { type: 'string', enum: [CRS84] }), query('bbox-crs', { type: 'string', enum: [CRS84] }),
  ]
  return {
    openapi: '3.0.3', info: { title: '一呼 · OGC API – Features', version: '1.0' }, servers: [{ url: root }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' }, basic: { type: 'http', scheme: 'basic' } } }, security: [{ key: [] }, { basic: [] }],
    paths: {
      '/': get('首页'), '/conformance': get('符合哪些要求类'), '/collections': get('图层'), '/collections/{collectionId}': get('一个图层', [path('collectionId')]),
      '/collections/{collectionId}/items': get('要素', [path('collectionId'), ...asked], GEOJSON_TYPE), '/collections/{collectionId}/items/{featureId}': get('一个要素', [path('collectionId'), path('featureId')], GEOJSON_TYPE),
    },
  }
}
