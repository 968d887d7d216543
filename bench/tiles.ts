import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { modules } from '../apps/server/src/app.ts'
import type { LayerFeature } from '../apps/server/src/kernel/layer.ts'
import { cut, layOut } from '../apps/server/src/services/visualization/index.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { MISSING, startPostGis } from './postgis.ts'
import type { Feature, PostGis } from './postgis.ts'
import { leanRateOf } from './lean-client.ts'
import { roundsBeside } from './rounds.ts'
import { cpuOf, readyLine, startServer, stopChild } from './server.ts'
import type { BenchServer } from './server.ts'
import { signIn } from './staff.ts'

/** Layers of many things and of few, points and areas. */
const LAYERS = ['devices', 'parts', 'areas-building', 'cases']
const ZOOMS = [13, 14, 15, 16]
const EDITS = 5
const CONNECTIONS = 32
const SECONDS = 2

interface TileAt {
  readonly z: number
  readonly x: number
  readonly y: number
}

type Headers = Readonly<Record<string, string>>

interface Street {
  readonly url: string
  readonly headers: Headers
  readonly wanted: readonly TileAt[]
}

/**
 * Vector tiles of the demo street as the duty chief asks for them over HTTP: the first tile of each layer (its ground is
 * read and laid out), each other tile that nobody asked for before; the cutting alone beside PostGIS cutting the same
 * things at the same place, each from its own index; how many a second come from memory beside a bare node:http with as
 * many bytes; and how soon a new case is on one.
 */
export async function benchTiles(): Promise<Figure[]> {
  const server = await startServer({ home: 'list' })
  const rival = await startPostGis()
  try {
    const headers = await signIn(server.url, 'duty')
    const street = { url: server.url, headers, wanted: await tilesOfStreet(server.url, headers) }
    const first: number[] = []
    const cold: number[] = []
    const ratios: number[] = []
    for (const layer of LAYERS) {
      const own: number[] = []
      for (const tile of street.wanted) own.push(await timed(addressOf(street.url, layer, tile), headers))
      first.push(own[0] ?? Number.NaN)
      cold.push(...own.slice(1))
      if (rival) ratios.push(...(await sideBySide(street, layer, rival)))
    }
    return [
      { id: 'tiles.first', what: `first tile of a layer, its ground read and laid out: worst of ${LAYERS.join(', ')}`, value: Math.max(...first), unit: 'ms' },
      { id: 'tiles.cold', what: `p95 of ${cold.length} tiles nobody asked for before, zooms ${ZOOMS.join(', ')}; median ${median(cold).toFixed(1)}`, value: percentile(cold, 0.95), unit: 'ms', bar: { atMost: 50 } },
      { id: 'tiles.by-postgis', what: rival ? `how many times longer PostGIS takes (ST_AsMVT over its socket, prepared, warm) than our cutting and writing of the same tile in the process, both from their index: median of ${ratios.length}` : MISSING, value: rival ? median(ratios) : Number.NaN, unit: '×', bar: { atLeast: 3 } },
      await cachedFigure(street, server),
      await visibleFigure(street),
    ]
  } finally {
    await rival?.stop()
    await server.stop()
  }
}

/** How many times longer the rival takes for each wanted tile that holds anything, in turns; the first warms both. */
async function sideBySide(street: Street, id: string, rival: PostGis): Promise<number[]> {
  const layer = modules.flatMap((module) => module.layers ?? []).find((one) => one.id === id)
  if (!layer) throw new Error(`there is no layer ${id}`)
  const features = await allOf(street, id)
  await rival.load(id, features)
  const cloth = layOut(layer, features.map((feature) => featureOf(feature)))
  const ratios: number[] = []
  for (const tile of street.wanted) {
    const started = performance.now()
    const bytes = cut(cloth, id, tile)
    const own = performance.now() - started
    const { ms } = await rival.tile(id, tile)
    if (bytes) ratios.push(ms / own)
  }
  return ratios.slice(1)
}

/** A thing as the server has it in memory. */
function featureOf({ id, geometry, properties: { title, tone, ...more } }: Feature): LayerFeature {
  return { id, geometry, title: String(title), tone, more } as LayerFeature // our own OGC API wrote it
}

/** Beside a bare node:http in turns, asked by a client that only counts bytes; also what an answer takes of each server's processor time. */
async function cachedFigure({ url, headers, wanted }: Street, { pid }: BenchServer): Promise<Figure> {
  const address = addressOf(url, 'areas-building', wanted[0] ?? { z: 13, x: 0, y: 0 })
  const answer = await fetch(address, { headers })
  const bytes = (await answer.arrayBuffer()).byteLength
  const bare = spawn(process.execPath, [fileURLToPath(new URL('bare-http.ts', import.meta.url)), String(bytes), 'application/vnd.mapbox-vector-tile'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const bareUrl = await readyLine(bare, /ready (http:\S+) in/u)
    const spent = { ours: [] as number[], bare: [] as number[] }
    const ask = async (whose: 'ours' | 'bare'): Promise<number> => {
      const [asked, of, sent] = whose === 'ours' ? [address, pid, headers] : [bareUrl, bare.pid ?? 0, {}]
      const before = cpuOf(of)
      const rate = await leanRateOf(asked, { headers: sent, connections: CONNECTIONS, seconds: SECONDS })
      spent[whose].push(((cpuOf(of) - before) * 1e6) / (rate * SECONDS))
      return rate
    }
    await ask('bare')
    await ask('ours') // both warm
    const rounds = await roundsBeside({ ours: () => ask('ours'), other: () => ask('bare') })
    const rate = Math.round(median(rounds.map((round) => round.rate)))
    return { id: 'tiles.cached', what: `of a bare node:http with as many bytes (${bytes}): a tile of buildings from memory with Bearer, ${rounds.length} rounds, ${rate} tiles/s; processor time of an answer ${median(spent.ours).toFixed(0)} µs, of the bare one ${median(spent.bare).toFixed(0)} µs`, value: median(rounds.map(({ ratio }) => ratio)), unit: '×', bar: { atLeast: 0.7 } }
  } finally {
    await stopChild(bare)
  }
}

/** From the answer to a new report until a tile has changed. */
async function visibleFigure({ url, headers }: Street): Promise<Figure> {
  const { areas } = await ask<{ areas: { point: { lon: number; lat: number } | null }[] }>(`${url}/api/v1/areas?level=building&limit=50`, headers)
  const took: number[] = []
  for (const { point } of areas.slice(0, EDITS)) {
    if (!point) continue
    const address = addressOf(url, 'cases', tileOf(point, 16))
    const before = (await fetch(address, { headers })).headers.get('etag')
    await fetch(`${url}/api/v1/cases`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ text: '井盖松动，一踩就响', ...point }) })
    const started = performance.now()
    while ((await fetch(address, { headers })).headers.get('etag') === before) if (performance.now() - started > 10_000) break
    took.push(performance.now() - started)
  }
  return { id: 'tiles.visible', what: `from a new case's answer until it is on its tile, worst of ${took.length}`, value: Math.max(...took), unit: 'ms', bar: { atMost: 1000 } }
}

function addressOf(url: string, layer: string, { z, x, y }: TileAt): string {
  return `${url}/api/v1/tiles/${layer}/${z}/${x}/${y}.mvt`
}

function tileOf({ lon, lat }: { readonly lon: number; readonly lat: number }, z: number): TileAt {
  return { z, x: Math.floor(((lon + 180) / 360) * 2 ** z), y: Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z) }
}

/** The tiles of each zoom that hold a building of the street, the widest first. */
async function tilesOfStreet(url: string, headers: Headers): Promise<TileAt[]> {
  const { areas } = await ask<{ areas: { point: { lon: number; lat: number } | null }[] }>(`${url}/api/v1/areas?level=building&limit=200`, headers)
  const found = new Map<string, TileAt>()
  for (const z of ZOOMS) for (const { point } of areas) {
    if (!point) continue
    const tile = tileOf(point, z)
    found.set(Object.values(tile).join('/'), tile)
  }
  return [...found.values()]
}

/** All things of a layer by our own OGC API. */
async function allOf({ url, headers }: Street, layer: string): Promise<Feature[]> {
  const features: Feature[] = []
  for (let next: string | undefined = `${url}/ogc/collections/${layer}/items?limit=10000`; next !== undefined;) {
    const page: { features: Feature[]; links: { rel: string; href: string }[] } = await ask(next, headers)
    features.push(...page.features)
    next = page.links.find(({ rel }) => rel === 'next')?.href
  }
  return features
}

async function ask<T>(url: string, headers: Headers): Promise<T> {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as T // the caller names the contract's answer
}

async function timed(url: string, headers: Headers): Promise<number> {
  const started = performance.now()
  const answer = await fetch(url, { headers })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return performance.now() - started
}
