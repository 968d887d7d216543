import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { fetchGround, type GroundMap } from '../api.ts'
import type { Fix } from '../model/draft.ts'
import { pathOf, placeIn, SIDE } from '../model/open-map.ts'
import { drawnBy, frameAround, isAtEdge, labelsIn, type Place, STEPS, wordsFor } from '../model/point-map.ts'
import { toProblem } from '../model/problem.ts'
import { locateIfAllowed } from '../platform/device'
import { Box, Button, Status, Text } from './base'
import { useElder } from './elder.ts'
import './point-map.css'

export interface PointMapProps {
  readonly from: Fix | undefined
  readonly onChosen: (fix: Fix) => void
  readonly onClose: () => void
}

/** Less than this is a tap, not a drag. */
const TAP = 12
/** One press of an arrow. */
const KEY_STEP = SIDE / 10
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [KEY_STEP, 0], ArrowRight: [-KEY_STEP, 0], ArrowUp: [0, KEY_STEP], ArrowDown: [0, -KEY_STEP] }
const LETTERS = { plain: 42, elder: 66 } as const

/** Our own map with a pin in its middle: it is drawn, tapped or moved by arrows until the pin stands where the matter is. No map service is asked. */
export function PointMap({ from, onChosen, onClose }: PointMapProps) {
  const { middle, ground, problem, moveTo } = useGround(from)
  const [step, setStep] = useState(1)
  const across = STEPS[step] ?? STEPS[0]
  if (!middle || !ground) {
    return (
      <>
        <Status className="status">{problem === '' ? '正在取地图…' : problem}</Status>
        <Button onPress={onClose}>不用地图</Button>
      </>
    )
  }
  const words = wordsFor(ground, middle)
  return (
    <Box label="在地图上指位置">
      <Text block>拖动地图，或者点一下，让红针落在事情的地方。</Text>
      <Drawing ground={ground} middle={middle} across={across} onMove={(by) => moveTo(drawnBy(middle, across, by))} />
      <Status className="status">{problem || (words === '' ? '红针在这里。' : `红针在：${words}`)}</Status>
      <Box className="pair point-steps">
        <Button disabled={step === 0} onPress={() => setStep(step - 1)}>
          放大
        </Button>
        <Button disabled={step === STEPS.length - 1} onPress={() => setStep(step + 1)}>
          缩小
        </Button>
      </Box>
      <Box className="pair">
        <Button kind="primary" onPress={() => onChosen({ ...middle, accuracy: across / 20, isPointed: true })}>
          就是这里
        </Button>
        <Button onPress={onClose}>不用地图</Button>
      </Box>
    </Box>
  )
}

/** The ground under the pin: what is there already stays while more is fetched, and when it cannot be. */
function useGround(from: Fix | undefined) {
  const [middle, setMiddle] = useState<Place>()
  const [ground, setGround] = useState<GroundMap>()
  const [problem, setProblem] = useState('')
  const wanted = useRef<Place>(undefined)

  const fetchAt = async (at: Place | undefined) => {
    wanted.current = at
    const answer = await fetchGround(at).catch(toProblem)
    if (wanted.current !== at) return
    if (answer instanceof Error) {
      wanted.current = undefined
      setProblem(answer.kind === 'offline' ? '▲ 没有网络，再远的地方画不出来。已经看得到的还能指；也可以写地址。' : `▲ ${answer.message}`)
      return
    }
    setProblem('')
    setGround(answer)
    setMiddle((now) => now ?? { lon: answer.lon, lat: answer.lat })
  }
  useEffect(() => {
    const begin = async () => {
      const known = from?.crs === undefined ? from : undefined
      const found = known ?? (await locateIfAllowed())
      const start = found && { lon: found.lon, lat: found.lat }
      if (start) setMiddle(start)
      await fetchAt(start)
    }
    void begin()
    // Where it begins is settled once.
  }, [])

  return {
    middle, ground, problem,
    moveTo: (to: Place) => {
      setMiddle(to)
      if (ground && isAtEdge(ground, to) && (!wanted.current || isAtEdge({ ...ground, ...wanted.current }, to))) void fetchAt(to)
    },
  }
}

interface DrawingProps {
  readonly ground: GroundMap
  readonly middle: Place
  readonly across: number
  /** Drawn by so many units. */
  readonly onMove: (by: readonly [number, number]) => void
}

function Drawing({ ground, middle, across, onMove }: DrawingProps) {
  const [shift, setShift] = useState<readonly [number, number]>([0, 0])
  const start = useRef<{ readonly x: number; readonly y: number; readonly scale: number; readonly box: DOMRect }>(undefined)

  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (!event.isPrimary) return
    const box = event.currentTarget.getBoundingClientRect()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, y: event.clientY, scale: SIDE / box.width, box }
  }
  const drawn = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const { x, y, scale } = start.current ?? { x: clientX, y: clientY, scale: 1 }
    return [(clientX - x) * scale, (clientY - y) * scale]
  }
  const up = (event: PointerEvent<SVGSVGElement>) => {
    const begun = start.current
    if (!begun || !event.isPrimary) return
    const [x, y] = drawn(event)
    start.current = undefined
    setShift([0, 0])
    if (Math.hypot(x, y) >= TAP) onMove([x, y])
    else onMove([SIDE / 2 - (event.clientX - begun.box.left) * begun.scale, SIDE / 2 - (event.clientY - begun.box.top) * begun.scale])
  }
  const press = (event: KeyboardEvent) => {
    const by = ARROWS[event.key]
    if (!by) return
    event.preventDefault()
    onMove(by)
  }
  const stop = () => {
    start.current = undefined
    setShift([0, 0])
  }
  return (
    <svg
      className="point-map" viewBox={`0 0 ${SIDE} ${SIDE}`} tabIndex={0} role="application" aria-label="地图，红针在正中；用方向键移动"
      onPointerDown={down} onPointerMove={(event) => start.current && setShift(drawn(event))} onPointerUp={up} onPointerCancel={stop} onKeyDown={press}
    >
      <g transform={`translate(${shift[0]} ${shift[1]})`}>
        <Shapes ground={ground} lon={middle.lon} lat={middle.lat} across={across} />
      </g>
      <path className="pin-mark" d={`M${SIDE / 2} ${SIDE / 2}l-34 -72a40 40 0 1 1 68 0z`} />
    </svg>
  )
}

interface ShapesProps extends Place {
  readonly ground: GroundMap
  readonly across: number
}

/** Drawn anew when the pin has come to rest, not while the drawing is under a finger. */
const Shapes = memo(function Shapes({ ground: { shapes }, lon, lat, across }: ShapesProps) {
  const isElder = useElder()
  const frame = useMemo(() => frameAround({ lon, lat }, across), [lon, lat, across])
  const letters = isElder ? LETTERS.elder : LETTERS.plain
  const lines = shapes.filter(({ form }) => form === 'line').map(({ lines: some }) => some.map((line) => pathOf(frame, [line]).replace(/Z$/u, '')).join(''))
  return (
    <>
      {shapes.map(({ kind, form, lines: rings }, index) => form === 'surface' && <path key={index} className={`surface ${kind}`} d={pathOf(frame, rings)} />)}
      {lines.map((d, index) => <path key={index} className="line-edge" d={d} />)}
      {lines.map((d, index) => <path key={index} className="line" d={d} />)}
      {shapes.map(({ form, lines: [line] }, index) => {
        const [spot] = line ?? []
        if (form !== 'spot' || !spot) return null
        const [x, y] = placeIn(frame, spot)
        return <circle key={index} className="spot" cx={x} cy={y} r={12} />
      })}
      {labelsIn(frame, shapes, letters).map(({ name, x, y }) => (
        <text key={`${name} ${x} ${y}`} x={x} y={y}>
          {name}
        </text>
      ))}
    </>
  )
})
