import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { usePosition } from '../model/place.ts'
import type { Spot } from '../model/place.ts'
import { usePhone } from '../store/phone.ts'
import { createPainter } from './painter.ts'
import { sceneOf } from './scene.ts'
import type { Dot } from './scene.ts'
import { toPlane, viewOf, zoomAt } from './view.ts'
import type { View } from './view.ts'

interface Props {
  readonly dots: readonly Dot[]
  /** Ways gone, each from its first place to its last. */
  readonly ways?: readonly (readonly Spot[])[]
  /** Shown in the middle. */
  readonly picked: Spot | null
  readonly onPick?: (spot: Spot) => void
}

interface Finger {
  readonly x: number
  readonly y: number
}

const TAP_PX = 8
const PICKED_SCALE = 1.2
const NO_WAYS: NonNullable<Props['ways']> = []

/** Own grids on a canvas, from what the phone carries: no tiles, no network. */
export function OfflineMap({ dots, picked, onPick, ways = NO_WAYS }: Props) {
  const { bundle } = usePhone()
  const canvas = useRef<HTMLCanvasElement>(null)
  const scene = useMemo(() => sceneOf(bundle?.areas ?? []), [bundle])
  const { spot: me, ask } = usePosition({ isAsked: true })
  const [size, setSize] = useState({ width: 0, height: 0 })
  const view = useRef<View | null>(null)
  const [painter] = useState(createPainter)
  const frame = useRef(0)
  const marks = useMemo((): readonly Dot[] => (picked ? [...dots, { spot: picked, tone: 'red', shape: 'diamond' }] : dots), [dots, picked])
  const paint = useCallback(() => {
    const element = canvas.current
    if (!element || size.width === 0) return
    if (!view.current) {
      const whole = viewOf(scene.corners, size)
      const [x, y] = picked ? scene.plane.at(picked) : [whole.x, whole.y]
      view.current = picked ? { x, y, scale: PICKED_SCALE } : whole
    }
    painter.paint(element, { scene, view: view.current, size, ratio: devicePixelRatio, dots: marks, ways, me })
    element.dataset['painted'] = 'yes'
  }, [painter, scene, size, marks, ways, picked, me])
  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    const watch = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect()
      Object.assign(element, { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) })
      setSize({ width, height })
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  useEffect(paint, [paint])
  useEffect(() => {
    const theme = matchMedia('(prefers-color-scheme: dark)')
    const again = () => {
      painter.forget()
      paint()
    }
    theme.addEventListener('change', again)
    return () => theme.removeEventListener('change', again)
  }, [painter, paint])
  const show = useCallback((next: View) => {
    view.current = next
    // Fingers are felt more often than the screen is drawn.
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(paint)
  }, [paint])
  const hands = useFingers({ view, size, show, onTap: onPick && ((pixel) => { if (view.current) onPick(scene.plane.spot(...toPlane(view.current, pixel, size))) }) })
  const zoom = (factor: number) => { if (view.current) show(zoomAt(view.current, factor, { pixel: { x: size.width / 2, y: size.height / 2 }, size })) }
  const centre = () => {
    ask()
    if (me && view.current) {
      const [x, y] = scene.plane.at(me)
      show({ ...view.current, x, y })
    }
  }
  return (
    <div className="map">
      <canvas ref={canvas} role="img" aria-label={`离线地图：${bundle?.areas.length ?? 0} 个区域，${dots.length} 个标记`} {...hands} />
      <div className="map-tools">
        <button type="button" aria-label="放大" onClick={() => zoom(1.5)}>＋</button>
        <button type="button" aria-label="缩小" onClick={() => zoom(1 / 1.5)}>－</button>
        <button type="button" aria-label="到我这里" onClick={centre}>◎</button>
      </div>
    </div>
  )
}

interface Hands {
  readonly view: { current: View | null }
  readonly size: { width: number; height: number }
  readonly show: (view: View) => void
  readonly onTap: ((pixel: Finger) => void) | undefined
}

/** One finger pans, two pinch, a short touch picks; the buttons do the same for whoever cannot. */
function useFingers({ view, size, show, onTap }: Hands) {
  const fingers = useRef(new Map<number, Finger>())
  const travelled = useRef(0)
  const pixelOf = ({ currentTarget, clientX, clientY }: PointerEvent): Finger => {
    const box = currentTarget.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const lift = (event: PointerEvent) => {
    const isTap = fingers.current.size === 1 && travelled.current < TAP_PX && event.type === 'pointerup'
    fingers.current.delete(event.pointerId)
    if (isTap) onTap?.(pixelOf(event))
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      if (fingers.current.size === 0) travelled.current = 0
      fingers.current.set(event.pointerId, pixelOf(event))
    },
    onPointerMove: (event: PointerEvent) => {
      const before = fingers.current.get(event.pointerId)
      const now = view.current
      if (!before || !now) return
      const pixel = pixelOf(event)
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
      travelled.current += Math.hypot(pixel.x - before.x, pixel.y - before.y)
      fingers.current.set(event.pointerId, pixel)
      if (!other) return show({ ...now, x: now.x - (pixel.x - before.x) / now.scale, y: now.y - (pixel.y - before.y) / now.scale })
      const spread = (one: Finger) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
      show(zoomAt(now, spread(pixel) / spread(before), { pixel: other, size }))
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  }
}
