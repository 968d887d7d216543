import { draw, drawMe, inkOf } from './scene.ts'
import type { Drawing, Ink } from './scene.ts'
import type { View } from './view.ts'

/** What is drawn besides the ink, which is the painter's to know, and where one is, which moves. */
export type Shown = Omit<Drawing, 'ink'>

/** Draws the map so that a pan is one copy of a picture, whatever lies in it. */
export interface Painter {
  paint(canvas: HTMLCanvasElement, shown: Shown): void
  /** The colours have changed. */
  forget(): void
}

interface Still {
  readonly picture: HTMLCanvasElement
  readonly ink: Ink
  readonly shown: Shown
}

/** So much of the screen lies ready beyond each of its edges. */
const BEYOND = 0.25

/** What stands still is drawn once, somewhat larger than the screen, and moved with the finger until its edge comes into sight or the scale changes. */
export function createPainter(): Painter {
  let still: Still | null = null
  return {
    forget: () => { still = null },
    paint: (canvas, shown) => {
      const context = canvas.getContext('2d')
      if (!context) return
      if (!still || !holds(still.shown, shown)) still = stand(still?.picture ?? document.createElement('canvas'), { shown, ink: still?.ink ?? inkOf(canvas) })
      const { view, size, ratio } = shown
      const { x, y } = offsetOf(still.shown.view, view)
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, canvas.width, canvas.height)
      // Whole pixels: a picture between two is blurred.
      context.drawImage(still.picture, Math.round((x - BEYOND * size.width) * ratio), Math.round((y - BEYOND * size.height) * ratio))
      drawMe(context, { ...shown, ink: still.ink })
    },
  }
}

function stand(picture: HTMLCanvasElement, { shown, ink }: Pick<Still, 'shown' | 'ink'>): Still {
  const size = { width: shown.size.width * (1 + 2 * BEYOND), height: shown.size.height * (1 + 2 * BEYOND) }
  Object.assign(picture, { width: Math.round(size.width * shown.ratio), height: Math.round(size.height * shown.ratio) })
  const context = picture.getContext('2d')
  if (context) draw(context, { ...shown, size, ink })
  return { picture, ink, shown }
}

/** Whether what was drawn is what is to be shown, and reaches over the whole screen. */
export function holds(drawn: Shown, { view, size, ...shown }: Shown): boolean {
  const { x, y } = offsetOf(drawn.view, view)
  const isSame = drawn.scene === shown.scene && drawn.dots === shown.dots && drawn.ways === shown.ways && drawn.ratio === shown.ratio && drawn.size.width === size.width && drawn.size.height === size.height
  return isSame && drawn.view.scale === view.scale && Math.abs(x) <= BEYOND * size.width && Math.abs(y) <= BEYOND * size.height
}

/** Where the middle of one view lies from that of another of the same scale, in pixels. */
function offsetOf(from: View, { x, y, scale }: View): { readonly x: number; readonly y: number } {
  return { x: (from.x - x) * scale, y: (from.y - y) * scale }
}
