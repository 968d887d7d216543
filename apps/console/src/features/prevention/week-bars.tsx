import type { ClusterDetail } from '@yihu/contracts'

const [WIDTH, HEIGHT, FOOT] = [640, 120, 18]

/** How many came each week, as bars; the same in words for those who cannot see them. */
export function WeekBars({ weeks }: Pick<ClusterDetail, 'weeks'>) {
  const most = Math.max(1, ...weeks.map(({ count }) => count))
  const step = WIDTH / Math.max(1, weeks.length)
  const said = weeks.filter(({ count }) => count > 0).map(({ from, count }) => `${from.slice(5)} 那周 ${count} 件`).join('，')
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`每周件数：${said || '半年内没有'}`}>
      {weeks.map(({ from, count }, at) => {
        const height = (count / most) * (HEIGHT - FOOT - 14)
        return (
          <g key={from}>
            <rect className="chart-bar" x={at * step + 2} y={HEIGHT - FOOT - height} width={step - 4} height={height} />
            {count > 0 ? <text className="chart-text" x={at * step + step / 2} y={HEIGHT - FOOT - height - 3} textAnchor="middle">{count}</text> : null}
            {at % 4 === 0 ? <text className="chart-text" x={at * step} y={HEIGHT - 4}>{from.slice(5)}</text> : null}
          </g>
        )
      })}
      <line className="chart-axis" x1={0} x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
    </svg>
  )
}
