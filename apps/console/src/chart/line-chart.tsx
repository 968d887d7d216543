import { useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import { exactText, instantText } from '../app/time.ts'
import { runsOf, thin, timeTicks, valueTicks } from './scale.ts'
import type { Sample } from './scale.ts'
import './chart.css'

const HEIGHT = 220
const PAD = { top: 10, right: 14, bottom: 24, left: 56 }
const DAY = 86_400_000

interface LineChartProps {
  /** What is measured, for those who hear the page. */
  readonly title: string
  readonly unit: string
  readonly samples: readonly Sample[]
  readonly from: number
  readonly to: number
  /** What numbers mean, for switches: `打开` is 1. */
  readonly words?: Readonly<Record<string, number>>
  /** Instants to point out, each with a word. */
  readonly marks?: readonly { readonly at: number; readonly word: string }[]
}

interface Frame {
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly width: number
  readonly values: readonly number[]
  readonly times: readonly number[]
}

/** A measured curve: the mean as a line, lowest to highest as a band; arrows or the pointer read single values. */
export function LineChart({ title, unit, samples, from, to, words = {}, marks = [] }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [at, setAt] = useState<number | null>(null)
  const drawn = thin(samples, { from, to, columns: Math.max(40, Math.floor(width - PAD.left - PAD.right)) })
  const frame = frameOf(drawn, { from, to, width, words })
  const say = (value: number) => wordOf(words, value) ?? `${numberText(value)}${unit ? ` ${unit}` : ''}`
  const here = at === null ? undefined : drawn[Math.min(at, drawn.length - 1)]
  const step = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (move === undefined || drawn.length === 0) return
    event.preventDefault()
    setAt((last) => Math.min(drawn.length - 1, Math.max(0, (last ?? drawn.length) + move)))
  }
  const point = (event: PointerEvent) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    const wanted = from + ((left - PAD.left) / Math.max(1, width - PAD.left - PAD.right)) * (to - from)
    setAt(drawn.length === 0 ? null : nearest(drawn, wanted))
  }
  return (
    <figure className="chart">
      <div ref={box} className="chart-box" tabIndex={0} role="group" aria-label={`${title}的曲线，左右键看每个值`} onKeyDown={step} onPointerMove={point} onPointerLeave={() => setAt(null)} onBlur={() => setAt(null)}>
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <Axes frame={frame} say={say} isLong={to - from > 2 * DAY} />
          {runsOf(drawn).map((run) => <Run key={run[0]?.at} run={run} frame={frame} isStepped={Object.keys(words).length > 0} />)}
          {marks.filter((mark) => mark.at >= from && mark.at <= to).map((mark) => <Mark key={`${mark.at} ${mark.word}`} x={frame.x(mark.at)} word={mark.word} />)}
          {here ? <g><line className="chart-here" x1={frame.x(here.at)} x2={frame.x(here.at)} y1={PAD.top} y2={HEIGHT - PAD.bottom} /><circle className="chart-dot" cx={frame.x(here.at)} cy={frame.y(here.mean)} r={4} /></g> : null}
        </svg>
      </div>
      <figcaption className="chart-word" aria-live="polite">{here ? `${exactText(new Date(here.at).toISOString())}　${say(here.mean)}${here.count > 1 ? `（最低 ${say(here.low)}，最高 ${say(here.high)}）` : ''}` : summary(drawn, say)}</figcaption>
    </figure>
  )
}

function summary(samples: readonly Sample[], say: (value: number) => string): string {
  const last = samples.at(-1)
  if (!last) return '这段时间没有读数'
  return `最低 ${say(Math.min(...samples.map(({ low }) => low)))}，最高 ${say(Math.max(...samples.map(({ high }) => high)))}，最近 ${say(last.mean)}`
}

function nearest(samples: readonly Sample[], wanted: number): number {
  return samples.reduce((best, { at }, i) => (Math.abs(at - wanted) < Math.abs((samples[best]?.at ?? 0) - wanted) ? i : best), 0)
}

function frameOf(samples: readonly Sample[], { from, to, width, words }: { from: number; to: number; width: number; words: Readonly<Record<string, number>> }): Frame {
  const named = Object.values(words)
  const low = Math.min(...samples.map((one) => one.low), ...named)
  const high = Math.max(...samples.map((one) => one.high), ...named)
  const values = named.length > 0 ? named.toSorted((a, b) => a - b) : valueTicks(Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 1, 5)
  const [bottom, top] = [Math.min(low, values[0] ?? 0), Math.max(high, values.at(-1) ?? 1)]
  const inner = Math.max(1, width - PAD.left - PAD.right)
  return {
    width, values, times: timeTicks(from, to, Math.max(2, Math.floor(inner / 96))),
    x: (at) => PAD.left + ((at - from) / Math.max(1, to - from)) * inner,
    y: (value) => HEIGHT - PAD.bottom - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - PAD.top - PAD.bottom),
  }
}

function Axes({ frame: { x, y, width, values, times }, say, isLong }: { readonly frame: Frame; readonly say: (value: number) => string; readonly isLong: boolean }) {
  const timeText = (at: number) => instantText(new Date(at).toISOString()).split(' ')[isLong ? 0 : 1]
  return (
    <g className="chart-axes">
      {values.map((value) => <g key={value}><line x1={PAD.left} x2={width - PAD.right} y1={y(value)} y2={y(value)} /><text x={PAD.left - 6} y={y(value) + 4} textAnchor="end">{say(value).split(' ')[0]}</text></g>)}
      {times.map((at) => <text key={at} x={x(at)} y={HEIGHT - 6} textAnchor="middle">{timeText(at)}</text>)}
    </g>
  )
}

function Run({ run, frame: { x, y }, isStepped }: { readonly run: readonly Sample[]; readonly frame: Frame; readonly isStepped: boolean }) {
  const [first] = run
  if (!first) return null
  if (run.length === 1) return <circle className="chart-dot" cx={x(first.at)} cy={y(first.mean)} r={2.5} />
  const line = run.map(({ at, mean }, i) => (i === 0 ? `M${x(at)} ${y(mean)}` : isStepped ? `H${x(at)}V${y(mean)}` : `L${x(at)} ${y(mean)}`)).join('')
  const isBand = run.some(({ low, high }) => high > low) && !isStepped
  const band = isBand ? `M${run.map(({ at, high }) => `${x(at)} ${y(high)}`).join('L')}L${run.toReversed().map(({ at, low }) => `${x(at)} ${y(low)}`).join('L')}Z` : ''
  return <>{isBand ? <path className="chart-band" d={band} /> : null}<path className="chart-line" d={line} /></>
}

function Mark({ x, word }: { readonly x: number; readonly word: string }) {
  return <g className="chart-mark"><line x1={x} x2={x} y1={PAD.top} y2={HEIGHT - PAD.bottom} /><text x={x + 4} y={PAD.top + 10}>{word}</text></g>
}

function wordOf(words: Readonly<Record<string, number>>, value: number): string | undefined {
  return Object.entries(words).find(([, number]) => number === value)?.[0]
}

/** Four digits that matter; large totals whole. */
export function numberText(value: number): string {
  return Number(Math.abs(value) >= 1000 ? value.toFixed(1) : value.toPrecision(4)).toLocaleString('zh-CN', { maximumFractionDigits: 4 })
}

function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = () => setWidth(Math.max(200, element.clientWidth))
    read()
    const sizes = new ResizeObserver(read)
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [box])
  return width
}
