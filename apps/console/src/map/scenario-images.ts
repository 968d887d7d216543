import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl'
import { palettes, SCENARIO_ICONS } from '@yihu/ui'
import type { Mode } from '@yihu/ui'

const PREFIX = 'scenario-'
/** Pixels of the map, and of the computer for each. */
const SIDE = 15
const RATIO = 2
const FIELD = 24

/** The image of a scenario's icon, of a map that draws them. */
export const imageOf = (icon: ExpressionSpecification): ExpressionSpecification => ['concat', PREFIX, icon]

/** Has a map draw the icon of a scenario when it is first needed, to lie on the colour of its thing. */
export function drawScenarioImages(map: MapLibre, mode: Mode): void {
  map.setMissingStyleImageResolver((id) => {
    const lines = id.startsWith(PREFIX) ? SCENARIO_ICONS[id.slice(PREFIX.length)] : undefined
    const pen = document.createElement('canvas').getContext('2d')
    if (lines === undefined || !pen || map.hasImage(id)) return
    pen.canvas.width = pen.canvas.height = SIDE * RATIO
    pen.scale((SIDE * RATIO) / FIELD, (SIDE * RATIO) / FIELD)
    pen.strokeStyle = palettes[mode].surface
    pen.lineWidth = 2.2
    pen.lineCap = pen.lineJoin = 'round'
    pen.stroke(new Path2D(lines))
    map.addImage(id, pen.getImageData(0, 0, SIDE * RATIO, SIDE * RATIO), { pixelRatio: RATIO })
  })
}
