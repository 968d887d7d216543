import { Button } from 'antd'
import { groundOf, groundText, lengthOf, lengthText } from './use-drawing.ts'
import type { Drawing, Tool } from './use-drawing.ts'

interface Props {
  readonly drawing: Drawing
  /** Whether the map is there: before, there is nothing to print and no middle. */
  readonly isDrawn: boolean
  readonly isTall: boolean
  readonly onTall: () => void
  readonly onPrint: () => void
  /** The middle of the map becomes a corner: for who draws with keys. */
  readonly onMiddle: () => void
  readonly onLook: () => void
}

const TOOLS: readonly (readonly [Tool, string])[] = [['line', '量距离'], ['area', '量面积'], ['pick', '圈选']]
const SAID: Readonly<Record<Tool, string>> = { line: '在地图上依次点，量一段路。', area: '在地图上依次点出角，量一块地。', pick: '在地图上依次点出角，看圈里有什么。' }

/** The pencil, the tall buildings and the printer. */
export function MapTools({ drawing, isDrawn, isTall, onTall, onPrint, onMiddle, onLook }: Props) {
  const { tool, corners, take, undo, clear } = drawing
  return (
    <section className="one-map-tools" aria-label="地图工具">
      <div className="one-map-buttons" role="group" aria-label="工具">
        <Button size="small" aria-pressed={isTall} type={isTall ? 'primary' : 'default'} onClick={onTall}>立体楼栋</Button>
        {TOOLS.map(([name, label]) => <Button key={name} size="small" aria-pressed={tool === name} type={tool === name ? 'primary' : 'default'} onClick={() => take(name)}>{label}</Button>)}
        <Button size="small" disabled={!isDrawn} onClick={onPrint}>打印</Button>
      </div>
      {tool === null ? null : (
        <div className="one-map-drawing card">
          <p role="status">{readingOf(drawing)}</p>
          <div className="one-map-buttons">
            <Button size="small" disabled={!isDrawn} onClick={onMiddle}>把地图中心加为一个点</Button>
            <Button size="small" disabled={corners.length === 0} onClick={undo}>撤掉一个点</Button>
            <Button size="small" disabled={corners.length === 0} onClick={clear}>重画</Button>
            {tool === 'pick' ? <Button size="small" type="primary" disabled={corners.length < 3} onClick={onLook}>看里面有什么</Button> : null}
          </div>
        </div>
      )}
    </section>
  )
}

function readingOf({ tool, corners }: Drawing): string {
  if (tool === null) return ''
  if (corners.length < 2) return SAID[tool]
  if (tool === 'line') return `${corners.length} 个点，共 ${lengthText(lengthOf(corners))}`
  const edge = corners[0] ? lengthOf([...corners, corners[0]]) : 0
  return corners.length < 3 ? SAID[tool] : `${groundText(groundOf(corners))}，一圈 ${lengthText(edge)}`
}
