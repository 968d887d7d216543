import { frameOf, middleOf, pathOf, placeIn, shadeOf, SIDE } from '../model/open-map.ts'
import type { AreaMapProps } from './area-map-props.ts'
import './area-map.css'

/** Coloured ground with its numbers, drawn here from the borders: no map service is asked. Everything it says stands in the list too. */
export function AreaMap({ grounds, counts, steps, chosen, onChoose, label }: AreaMapProps) {
  const frame = frameOf(grounds.flatMap(({ rings }) => rings))
  if (!frame) return null
  return (
    <svg className="area-map" viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={label}>
      {grounds.map(({ code, rings }) => (
        <path key={code} className={`ground shade-${shadeOf(counts.get(code) ?? 0, steps)}${code === chosen ? ' chosen' : ''}`} d={pathOf(frame, rings)} onClick={() => onChoose(code)} />
      ))}
      {grounds.map(({ code, rings }) => {
        const count = counts.get(code)
        if (count === undefined || rings.length === 0) return null
        const [x, y] = placeIn(frame, middleOf(rings))
        return (
          <text key={code} className="count" x={x} y={y}>
            {count}
          </text>
        )
      })}
    </svg>
  )
}
