import type { PreventionEffect } from '@yihu/contracts'

const [WIDTH, HEIGHT, LEFT, FOOT, TOP] = [640, 200, 30, 20, 18]

interface Line {
  readonly at: number
  readonly value: number
}

/** Before and after: what came here by week, and what matched places would have led one to expect. The table below says the same. */
export function EffectChart({ weeks }: Pick<PreventionEffect, 'weeks'>) {
  const most = Math.max(2, ...weeks.flatMap(({ observed, expected }) => [observed, expected ?? 0]))
  const x = (at: number): number => LEFT + ((at + 0.5) * (WIDTH - LEFT)) / Math.max(1, weeks.length)
  const y = (value: number): number => HEIGHT - FOOT - (value / most) * (HEIGHT - FOOT - TOP)
  const path = (line: readonly Line[]): string => line.map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join(' ')
  const expected = weeks.flatMap(({ expected: value }, at) => (value === null ? [] : [{ at, value }]))
  const work = weeks.flatMap(({ phase }, at) => (phase === 'work' ? [at] : []))
  const after = weeks.findIndex(({ phase }) => phase === 'after')
  const half = (WIDTH - LEFT) / Math.max(1, weeks.length) / 2
  const first = work[0] ?? after
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="办之前和办之后每周的件数；下面的表里是同样的数">
      {work.length > 0 ? <rect className="chart-work" x={x(work[0] ?? 0) - half} y={TOP} width={work.length * half * 2} height={HEIGHT - FOOT - TOP} /> : null}
      <line className="chart-axis" x1={LEFT} x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
      <text className="chart-text" x={LEFT - 6} y={y(most) + 4} textAnchor="end">{Math.ceil(most)}</text>
      <text className="chart-text" x={LEFT - 6} y={y(0) + 4} textAnchor="end">0</text>
      <text className="chart-text" x={LEFT} y={12}>办之前</text>
      {first >= 0 ? <text className="chart-text" x={x(first) - half} y={12}>{work.length > 0 ? '在办' : '办之后'}</text> : null}
      {after > 0 && work.length > 0 ? <text className="chart-text" x={x(after) - half} y={12}>办之后</text> : null}
      {expected.length > 0 ? <path className="chart-expected" d={path(expected)} /> : null}
      <path className="chart-observed" d={path(weeks.map(({ observed }, at) => ({ at, value: observed })))} />
      {weeks.map(({ from, observed }, at) => <circle key={from} className="chart-dot" cx={x(at)} cy={y(observed)} r={3} />)}
      {weeks.map(({ from }, at) => (at % 4 === 0 ? <text key={from} className="chart-text chart-date" x={x(at)} y={HEIGHT - 4} textAnchor="middle">{from.slice(5)}</text> : null))}
    </svg>
  )
}
