import { useMemo, useState } from 'react'
import type { AnswerOf, showAreaNeighbours } from '@yihu/contracts'
import type { Handle } from '../../map/handles.ts'
import { addCorner, borderOf, changedCodes, cornersOf, edgesOf, moveCorner, removeCorner } from './border-edit.ts'
import type { Borders } from './border-edit.ts'

type Neighbourhood = AnswerOf<typeof showAreaNeighbours>

/** More than anybody moves by hand; such borders come as a file. */
const MOST_CORNERS = 400

/** An area's border while it is moved, with those that are joined to it. */
export function useBorderEdit({ area, neighbours }: Neighbourhood) {
  const start = useMemo(() => bordersOf({ area, neighbours }), [area, neighbours])
  const [steps, setSteps] = useState<readonly Borders[]>([])
  const now = steps.at(-1) ?? start
  const own = now[area.code]
  const corners = useMemo(() => (own ? cornersOf(own) : []), [own])
  const edges = useMemo(() => (own ? edgesOf(own) : []), [own])
  const isTooFine = corners.length > MOST_CORNERS
  const handles = useMemo((): Handle[] => isTooFine ? [] : [
    ...edges.map(({ middle: [lon = 0, lat = 0] }, i) => ({ id: `edge-${i}`, lon, lat, kind: 'middle' as const, title: '拖动它加一个拐点' })),
    ...corners.map(([lon = 0, lat = 0], i) => ({ id: `corner-${i}`, lon, lat, kind: 'corner' as const, title: `拐点 ${i + 1}，拖动或用方向键移动，双击或按 Delete 去掉` })),
  ], [corners, edges, isTooFine])
  const step = (next: Borders) => { if (next !== now) setSteps([...steps, next]) }
  return {
    now, handles, isTooFine,
    changed: changedCodes(start, now),
    canUndo: steps.length > 0,
    undo: () => setSteps(steps.slice(0, -1)),
    reset: () => setSteps([]),
    move: (id: string, { lon, lat }: { readonly lon: number; readonly lat: number }) => {
      const [kind, text] = id.split('-')
      const [corner, edge] = [corners[Number(text)], edges[Number(text)]]
      if (kind === 'corner' && corner) step(moveCorner(now, corner, [lon, lat]))
      else if (kind === 'edge' && edge) step(addCorner(now, edge, [lon, lat]))
    },
    remove: (id: string) => {
      const [kind, text] = id.split('-')
      const corner = corners[Number(text)]
      if (kind === 'corner' && corner) step(removeCorner(now, corner))
    },
  }
}

/** Only what the person may change moves along. */
function bordersOf({ area, neighbours }: Neighbourhood): Borders {
  return Object.fromEntries([area, ...neighbours].flatMap(({ code, geometry, isMine }) => {
    const border = borderOf(geometry)
    return border && isMine ? [[code, border] as const] : []
  }))
}
