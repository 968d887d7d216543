import type { BundleArea } from '@yihu/contracts'
import { planeAround } from './view.ts'
import type { Plane, View } from './view.ts'
import type { Spot } from '../model/place.ts'

export interface Dot {
  readonly spot: Spot
  readonly tone: 'red' | 'amber' | 'green' | 'grey' | 'accent'
  readonly shape: 'circle' | 'triangle' | 'diamond' | 'square'
}

/** Own grids ready to be drawn: outlines as one path a level and piece of ground, so that only what is near is drawn. */
export interface Scene {
  readonly plane: Plane
  readonly corners: readonly (readonly [number, number])[]
  readonly pieces: readonly Piece[]
  readonly names: readonly { readonly text: string; readonly x: number; readonly y: number; readonly level: Level }[]
}

/** The outlines of one level that begin in one piece of ground, and how far they reach. */
interface Piece {
  readonly level: Level
  readonly path: Path2D
  readonly reach: { west: number; east: number; north: number; south: number }
}

/** Metres. */
const PIECE = 250

type Level = 'grid' | 'estate' | 'building'
const LEVELS: readonly Level[] = ['grid', 'estate', 'building']

export function sceneOf(areas: readonly BundleArea[]): Scene {
  const first = areas.find(({ point }) => point)?.point ?? { lon: 118.3, lat: 36.81 }
  const plane = planeAround(first)
  const pieces = new Map<string, Piece>()
  const corners: (readonly [number, number])[] = []
  const names: Scene['names'][number][] = []
  for (const { level, geometry, name, point } of areas) {
    const kind = LEVELS.find((one) => one === level)
    if (!kind) continue
    const rings = ringsOf(geometry).map((ring) => ring.map(([lon, lat]) => plane.at({ lon, lat })))
    addOutline(pieces, kind, rings)
    if (kind !== 'building') corners.push(...rings.flat())
    if (point) {
      const [x, y] = plane.at(point)
      names.push({ text: name, x, y, level: kind })
    }
  }
  return { plane, corners, pieces: [...pieces.values()], names }
}

/** All rings of an outline go into one piece: a hole stays a hole. */
function addOutline(pieces: Map<string, Piece>, level: Level, rings: readonly (readonly (readonly [number, number])[])[]): void {
  const first = rings[0]?.[0]
  if (!first) return
  const name = `${level} ${Math.floor(first[0] / PIECE)} ${Math.floor(first[1] / PIECE)}`
  const piece = pieces.get(name) ?? { level, path: new Path2D(), reach: { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity } }
  pieces.set(name, piece)
  for (const points of rings) {
    for (const [index, [x, y]] of points.entries()) {
      if (index === 0) piece.path.moveTo(x, y)
      else piece.path.lineTo(x, y)
      Object.assign(piece.reach, { west: Math.min(piece.reach.west, x), east: Math.max(piece.reach.east, x), north: Math.min(piece.reach.north, y), south: Math.max(piece.reach.south, y) })
    }
    piece.path.closePath()
  }
}

type LonLat = readonly [lon: number, lat: number]

/** Outer and inner rings of a GeoJSON polygon or multi-polygon. */
function ringsOf(geometry: BundleArea['geometry']): readonly (readonly LonLat[])[] {
  if (geometry?.type === 'Polygon') return geometry.coordinates as LonLat[][] // GeoJSON of our own server
  if (geometry?.type === 'MultiPolygon') return (geometry.coordinates as LonLat[][][]).flat() // as above
  return []
}

export interface Ink {
  readonly page: string
  readonly surface: string
  readonly line: string
  readonly text: string
  readonly accent: string
  readonly soft: string
  readonly tones: Readonly<Record<Dot['tone'], string>>
}

/** The colours of the theme in force. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(`--yihu-${name}`).trim()
  return {
    page: of('page'), surface: of('surface'), line: of('line-strong'), text: of('text'), accent: of('accent'), soft: of('accent-soft'),
    tones: { red: of('red'), amber: of('amber'), green: of('green'), grey: of('grey'), accent: of('accent') },
  }
}

const NAME_FROM: Readonly<Record<Level, number>> = { grid: 0, estate: 0.5, building: 1.6 }

export interface Drawing {
  readonly scene: Scene
  readonly view: View
  readonly ink: Ink
  readonly size: { readonly width: number; readonly height: number }
  readonly ratio: number
  readonly dots: readonly Dot[]
  readonly ways: readonly (readonly Spot[])[]
  readonly me: Spot | null
}

/** Draws everything that stands still anew, as far as it is in sight. */
export function draw(canvas: CanvasRenderingContext2D, drawing: Drawing): void {
  const { scene, view, ink, size, ratio } = drawing
  const { x, y, scale } = view
  canvas.setTransform(1, 0, 0, 1, 0, 0)
  canvas.clearRect(0, 0, size.width * ratio, size.height * ratio)
  const zoom = scale * ratio
  canvas.setTransform(zoom, 0, 0, zoom, (size.width / 2) * ratio - x * zoom, (size.height / 2) * ratio - y * zoom)
  canvas.lineWidth = 1 / scale
  const [across, down] = [size.width / 2 / scale, size.height / 2 / scale]
  const near = scene.pieces.filter(({ reach: { west, east, north, south } }) => west <= x + across && east >= x - across && north <= y + down && south >= y - down)
  canvas.strokeStyle = ink.line
  for (const [level, fill] of [['grid', ink.surface], ['estate', ink.soft], ['building', ink.page]] as const) {
    canvas.fillStyle = fill
    for (const { path } of near.filter((piece) => piece.level === level)) {
      canvas.fill(path)
      if (level !== 'building' || scale > 0.4) canvas.stroke(path)
    }
  }
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0)
  drawNames(canvas, drawing)
  for (const way of drawing.ways) drawWay(canvas, way, drawing)
  for (const dot of drawing.dots) drawDot(canvas, dot, drawing)
}

/** Where one is, upon all that. */
export function drawMe(canvas: CanvasRenderingContext2D, drawing: Drawing): void {
  canvas.setTransform(drawing.ratio, 0, 0, drawing.ratio, 0, 0)
  if (drawing.me) drawDot(canvas, { spot: drawing.me, tone: 'accent', shape: 'circle' }, drawing)
}

function pixelOf([x, y]: readonly [number, number], { view, size }: Drawing): readonly [number, number] {
  return [(x - view.x) * view.scale + size.width / 2, (y - view.y) * view.scale + size.height / 2]
}

function drawNames(canvas: CanvasRenderingContext2D, drawing: Drawing): void {
  const { scene, view, ink, size } = drawing
  canvas.font = `12px ${getComputedStyle(document.documentElement).fontFamily}`
  canvas.textAlign = 'center'
  canvas.lineWidth = 3
  canvas.strokeStyle = ink.surface
  canvas.fillStyle = ink.text
  for (const { text, x, y, level } of scene.names) {
    if (view.scale < NAME_FROM[level]) continue
    const [left, top] = pixelOf([x, y], drawing)
    if (left < 0 || top < 0 || left > size.width || top > size.height) continue
    canvas.strokeText(text, left, top)
    canvas.fillText(text, left, top)
  }
}

function drawWay(canvas: CanvasRenderingContext2D, way: readonly Spot[], drawing: Drawing): void {
  canvas.beginPath()
  for (const [index, spot] of way.entries()) {
    const [x, y] = pixelOf(drawing.scene.plane.at(spot), drawing)
    if (index === 0) canvas.moveTo(x, y)
    else canvas.lineTo(x, y)
  }
  canvas.strokeStyle = drawing.ink.accent
  canvas.lineWidth = 4
  canvas.lineJoin = 'round'
  canvas.lineCap = 'round'
  canvas.stroke()
}

function drawDot(canvas: CanvasRenderingContext2D, { spot, tone, shape }: Dot, drawing: Drawing): void {
  const [x, y] = pixelOf(drawing.scene.plane.at(spot), drawing)
  canvas.beginPath()
  if (shape === 'circle') canvas.arc(x, y, 8, 0, 2 * Math.PI)
  else if (shape === 'square') canvas.rect(x - 7, y - 7, 14, 14)
  else if (shape === 'diamond') { canvas.moveTo(x, y - 10); canvas.lineTo(x + 10, y); canvas.lineTo(x, y + 10); canvas.lineTo(x - 10, y) }
  else { canvas.moveTo(x, y - 10); canvas.lineTo(x + 10, y + 8); canvas.lineTo(x - 10, y + 8) }
  canvas.closePath()
  canvas.fillStyle = drawing.ink.tones[tone]
  canvas.strokeStyle = drawing.ink.surface
  canvas.lineWidth = 2
  canvas.fill()
  canvas.stroke()
}
