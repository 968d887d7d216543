import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, listLayers } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { scopeKey } from '../../../kernel/db/index.ts'
import type { Scope } from '../../../kernel/db/index.ts'
import { OVERFLOW } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import type { Box, Layer, LayerFeature } from '../../../kernel/layer.ts'
import { cut, layOut } from './cut.ts'
import { countOf, kindsOf, narrowKinds, ofKinds, presentKinds } from './kinds.ts'
import type { Cloth } from './cut.ts'
import { BUFFER, boxOf, groundAt, isInWorld } from './grid.ts'
import type { TileAt } from './grid.ts'
import { createShelf } from './shelf.ts'
import type { Shelf } from './shelf.ts'

/** More things than this in one piece of ground are not drawn; a street has a third of it. */
const MOST = 30_000
/** Bytes held of all layers, roughly. */
const MOST_BYTES = 192 * 1024 * 1024
/** A feature laid out, with its share of the trees and what it says in bytes. */
const FEATURE_BYTES = 800
const WORLD: Box = [-180, -90, 180, 90]
/** From so many bytes on packing is worth it. */
const PACKED_FROM = 1024

/** A tile on its way out. */
export interface Tile {
  readonly plain: Buffer
  readonly gzip: Buffer | undefined
  readonly etag: string
  /** Whether it would still be the answer to who was just given it. */
  readonly isStill: () => boolean
}

const EMPTY: Tile = { plain: Buffer.alloc(0), gzip: undefined, etag: '"0"', isStill: () => false }

/** What one sight has of one layer in one piece of ground, and the tiles cut from it so far. */
interface Ground {
  readonly features: readonly LayerFeature[]
  readonly kinds: ReadonlySet<string>
  readonly cloth: Cloth | null
  readonly tiles: Map<string, Tile>
  /** The same ground with some of its kinds only: it goes when this goes. */
  readonly narrowed: Map<string, Ground>
}

const weigh = ({ features }: Ground): number => 1000 + features.length * FEATURE_BYTES

/** The layers of one server: read within the asker's scope, held until something changes in them. */
export interface Layers {
  /** Those whose lists this person may open. */
  mine(actor: Pick<Actor, 'permissions'>): readonly Layer[]
  /** Those given to GIS clients: to a person their own, to a key all; numbers of people to nobody. */
  published(actor: Actor): readonly Layer[]
  /** @throws not-found, permission-missing, tile-outside, layer-too-dense */
  tile(actor: Actor, id: string, at: TileAt & { readonly only?: string | undefined }): Promise<Tile>
  /** With how many there are of each. */
  list(actor: Actor): Promise<AnswerOf<typeof listLayers>>
  /** All in sight in a box. @throws layer-too-dense */
  within(layer: Layer, scope: Scope, box: Box): Promise<readonly LayerFeature[]>
  /** The same for a box that hardly anybody asks for again: read anew, not held. @throws layer-too-dense */
  inside(layer: Layer, scope: Scope, box: Box): Promise<readonly LayerFeature[]>
}

/** Opens the layers over a context; an event makes those it concerns be read anew. */
export function openLayers(context: Context, all: () => readonly Layer[]): Layers {
  const shelf = createShelf<Ground>({ most: MOST_BYTES, weigh })
  let declared: ReadonlyMap<string, Layer> | undefined
  // The modules name each other: their layers are all there only once the first question comes.
  const byId = () => (declared ??= new Map(all().map((layer) => [layer.id, layer])))
  context.live.subscribe(({ topic }) => {
    if (topic === OVERFLOW) shelf.forget()
    else for (const { id, isChangedBy } of all()) if (isChangedBy(topic)) shelf.forget(id)
  })
  const mine: Layers['mine'] = ({ permissions }) => all().filter(({ permission }) => permissions.has(permission))
  const within: Layers['within'] = async (layer, scope, box) => (await held(shelf, { context, layer, scope, key: box.join(' '), read: async () => ({ features: await read(context, layer, { scope, box }), kinds: new Set(), cloth: null, tiles: new Map(), narrowed: new Map() }) })).features
  return {
    mine, within,
    inside: (layer, scope, box) => read(context, layer, { scope, box }),
    published: (actor) => (actor.scope.userId === null ? all().filter(({ isForStaff }) => !isForStaff) : mine(actor)).filter(({ isPeople }) => !isPeople),
    async tile(actor, id, { only, ...at }) {
      const layer = byId().get(id)
      if (!layer) throw new Fault('not-found')
      if (!actor.permissions.has(layer.permission)) throw new Fault('permission-missing', { details: { permission: layer.name } })
      const [from, to] = layer.zooms
      if (at.z < from || at.z > to || !isInWorld(at)) throw new Fault('tile-outside', { details: { from, to } })
      return cutFor(shelf, { context, layer, scope: actor.scope, only }, at)
    },
    async list(actor) {
      const layers = await Promise.all(mine(actor).map(async (layer) => {
        const { id, name, what, unit, sign, kind, zooms: [minZoom, maxZoom], list, card = null, isPeople = false, isByDay = false } = layer
        const all = await unlessDense(() => within(layer, actor.scope, WORLD))
        return { id, name, what, unit, sign, kind, minZoom, maxZoom, isPeople, isByDay, list, card, count: all && countOf(layer, all), kinds: kindsOf(all ?? []) }
      }))
      return { layers, asOf: new Date(context.clock.now()).toISOString() }
    },
  }
}

interface Asked {
  readonly context: Context
  readonly layer: Layer
  readonly scope: Scope
}

async function cutFor(shelf: Shelf<Ground>, { context, layer, scope, only }: Asked & { readonly only: string | undefined }, at: TileAt): Promise<Tile> {
  const ground = groundAt(at)
  const place = `${ground.z}/${ground.x}/${ground.y}`
  const box = boxOf(ground, layer.kind === 'polygon' ? BUFFER : 0)
  const whole = await held(shelf, { context, layer, scope, key: place, read: async () => laid(layer, await read(context, layer, { scope, box })) })
  const key = keyOf({ layer, scope, key: place })
  const grow = (bytes: number) => shelf.grow({ group: layer.id, key }, bytes)
  const { tiles, cloth } = groundOfKinds(whole, { layer, only, grow })
  const name = `${at.z}/${at.x}/${at.y}`
  const known = tiles.get(name)
  if (known) return known
  const plain = cloth ? cut(cloth, layer.id, at) : undefined
  // Nothing is kept of nothing: however many empty places somebody asks for.
  if (!plain) return EMPTY
  const isHeld = shelf.watch({ group: layer.id, key, freshMs: layer.freshMs }, whole)
  const tile = { plain, isStill: () => isHeld(context.clock.now()), gzip: plain.length < PACKED_FROM ? undefined : gzipSync(plain), etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` }
  tiles.set(name, tile)
  grow(plain.length + (tile.gzip?.length ?? 0) + 200)
  return tile
}

function laid(layer: Layer, features: readonly LayerFeature[]): Ground {
  return { features, kinds: presentKinds(features), cloth: layOut(layer, features), tiles: new Map(), narrowed: new Map() }
}

/** A ground with the kinds asked for alone, laid out once. */
function groundOfKinds(whole: Ground, { layer, only, grow }: { readonly layer: Layer; readonly only: string | undefined; readonly grow: (bytes: number) => void }): Ground {
  const kinds = only === undefined ? null : narrowKinds(whole.kinds, only)
  if (!kinds) return whole
  const key = [...kinds].toSorted().join(',')
  const known = whole.narrowed.get(key)
  if (known) return known
  const made = laid(layer, ofKinds(whole.features, kinds))
  whole.narrowed.set(key, made)
  grow(weigh(made))
  return made
}

function held(shelf: Shelf<Ground>, { context, layer, scope, key, read: reading }: Asked & { readonly key: string; readonly read: () => Promise<Ground> }): Promise<Ground> {
  return shelf.get({ group: layer.id, key: keyOf({ layer, scope, key }), now: context.clock.now(), freshMs: layer.freshMs }, reading)
}

/** What a reading depends on: the layer, who sees, where. */
function keyOf({ layer, scope, key }: { readonly layer: Layer; readonly scope: Scope; readonly key: string }): string {
  return layer.isCommon ? key : `${key} ${scopeKey(scope)}`
}

async function read(context: Context, layer: Layer, { scope, box }: { readonly scope: Scope; readonly box: Box }): Promise<readonly LayerFeature[]> {
  const features = await layer.find(context, { scope, box, limit: MOST + 1 })
  if (features.length > MOST) throw new Fault('layer-too-dense', { details: { most: MOST } })
  return features
}

/** What was read; null where it is more than is read at once. */
async function unlessDense<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof Fault && error.code === 'layer-too-dense') return null
    throw error
  }
}
