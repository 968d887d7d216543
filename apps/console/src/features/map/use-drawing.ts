import { useMemo, useState } from 'react'
import { areaSquareMetres, haversineMetres } from '@yihu/domain'
import type { Position } from '@yihu/domain'
import type { Feature, Geometry } from 'geojson'
import type { LonLat } from '../../map/base-map.tsx'
import type { Shapes } from '../../map/geometry.ts'
import type { Handle, HandleActions } from '../../map/handles.ts'

/** What the pencil does: measures a way, measures a piece of ground, or picks out what lies in it. */
export type Tool = 'line' | 'area' | 'pick'

export interface Drawing {
  readonly tool: Tool | null
  readonly corners: readonly LonLat[]
  readonly shapes: Shapes
  readonly handles: readonly Handle[]
  readonly actions: HandleActions
  /** Takes a tool up, or puts it away when it is in hand. */
  readonly take: (tool: Tool | null) => void
  readonly add: (at: LonLat) => void
  readonly undo: () => void
  readonly clear: () => void
}

/** As many corners as the server takes. */
const MOST = 60

/** A line or a ring that somebody draws, corner by corner; corners are moved with mouse, finger or arrow keys. */
export function useDrawing(start: readonly LonLat[]): Drawing {
  const [tool, setTool] = useState<Tool | null>(start.length > 2 ? 'pick' : null)
  const [corners, setCorners] = useState(start)
  const shapes = useMemo(() => shapesOf(tool, corners), [tool, corners])
  const handles = useMemo(() => handlesOf(tool, corners), [tool, corners])
  return {
    tool, corners, shapes, handles,
    actions: {
      onMove: (id, to) => setCorners((all) => all.map((corner, at) => (String(at) === id ? to : corner))),
      onRemove: (id) => setCorners((all) => all.filter((_, at) => String(at) !== id)),
    },
    take: (next) => {
      setTool(next === tool ? null : next)
      setCorners([])
    },
    add: (at) => setCorners((all) => (all.length < MOST ? [...all, at] : all)),
    undo: () => setCorners((all) => all.slice(0, -1)),
    clear: () => setCorners([]),
  }
}

function handlesOf(tool: Tool | null, corners: readonly LonLat[]): Handle[] {
  return tool === null ? [] : corners.map(({ lon, lat }, at) => ({ id: String(at), lon, lat, kind: 'corner', title: `第 ${at + 1} 个点：方向键移动，Delete 去掉` }))
}

const positionOf = ({ lon, lat }: LonLat): [number, number] => [lon, lat]

function shapesOf(tool: Tool | null, corners: readonly LonLat[]): Shapes {
  const line = corners.map(positionOf)
  const [first] = line
  const geometry: Geometry | null = tool === null || !first || line.length < 2 ? null : tool === 'line' || line.length < 3 ? { type: 'LineString', coordinates: line } : { type: 'Polygon', coordinates: [[...line, first]] }
  const feature: Feature<Geometry, Record<string, unknown>>[] = geometry ? [{ type: 'Feature', geometry, properties: {} }] : []
  return { type: 'FeatureCollection', features: feature }
}

/** Metres along the corners. */
export function lengthOf(corners: readonly LonLat[]): number {
  return corners.slice(1).reduce((sum, corner, at) => sum + haversineMetres(positionOf(corners[at] ?? corner), positionOf(corner)), 0)
}

/** Square metres within the corners. */
export function groundOf(corners: readonly LonLat[]): number {
  const ring: Position[] = corners.map(positionOf)
  return ring.length < 3 ? 0 : areaSquareMetres({ type: 'Polygon', coordinates: [ring] })
}

export function lengthText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(2)} 公里`
}

export function groundText(squareMetres: number): string {
  if (squareMetres < 10_000) return `${Math.round(squareMetres)} 平方米`
  return squareMetres < 1_000_000 ? `${(squareMetres / 10_000).toFixed(2)} 万平方米` : `${(squareMetres / 1_000_000).toFixed(2)} 平方公里`
}
