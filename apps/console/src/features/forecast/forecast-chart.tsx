import { useQuery } from '@tanstack/react-query'
import { showForecast } from '@yihu/contracts'
import type { AnswerOf, ForecastRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { bandOf, lineOf, scaleOf, ticksOf } from './chart-shape.ts'

type Series = AnswerOf<typeof showForecast>

const SIZE = { width: 720, height: 220, left: 34, right: 10, top: 10, bottom: 26 }

/** Half a year of weeks of one place and class: the band of nine weeks in ten, the expected line, what came as dots. */
export function ForecastChart({ row: { area, class: group } }: { readonly row: ForecastRow }) {
  const found = useQuery({ queryKey: ['forecast', area.path, group?.code ?? ''], queryFn: ({ signal }) => api.call(showForecast, { query: { area: area.path, classCode: group?.code ?? '' }, signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { weeks, part, explanation } = found.data
  return (
    <section className="card forecast-chart" aria-label={`${area.name} ${group?.name ?? '各类合计'}`}>
      <h2>{area.name}　{group?.name ?? '各类合计'}</h2>
      <p className="forecast-legend soft"><span className="key-band" /> 九成的周落在里面　<span className="key-line" /> 预计　<span className="key-dot" /> 实际{part < 1 ? '（最后一点是本周到现在）' : ''}</p>
      <Drawing weeks={weeks} />
      <details><summary>预计是怎么算的</summary><ul>{explanation.map((line) => <li key={line}>{line}</li>)}</ul></details>
      <details><summary>每周的数</summary><WeekTable weeks={weeks} /></details>
    </section>
  )
}

function Drawing({ weeks }: Pick<Series, 'weeks'>) {
  const scale = scaleOf(weeks, SIZE)
  const last = weeks.length - 1
  return (
    <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={`近 ${weeks.length} 周：预计、区间和实际，数字见“每周的数”`}>
      {ticksOf(weeks).map((value) => <g key={value}><line className="chart-grid" x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={scale.y(value)} y2={scale.y(value)} /><text x={SIZE.left - 6} y={scale.y(value) + 4} textAnchor="end">{value}</text></g>)}
      <path className="chart-band" d={bandOf(weeks, scale)} />
      <path className="chart-line" d={lineOf(weeks, scale)} />
      {weeks.map(({ week, observed, high }, at) => <circle key={week} className={observed > high ? 'chart-dot chart-dot-over' : 'chart-dot'} cx={scale.x(at)} cy={scale.y(observed)} r={observed > high ? 5 : 3.5}><title>{`${week} 起的一周：${observed} 件`}</title></circle>)}
      {[0, Math.floor(last / 2), last].map((at) => <text key={at} x={scale.x(at)} y={SIZE.height - 6} textAnchor={at === 0 ? 'start' : at === last ? 'end' : 'middle'}>{weeks[at]?.week.slice(5)}</text>)}
    </svg>
  )
}

function WeekTable({ weeks }: Pick<Series, 'weeks'>) {
  return (
    <div className="forecast-weeks"><table><thead><tr><th>周一</th><th>实际</th><th>预计</th><th>九成的周</th></tr></thead>
      <tbody>{weeks.toReversed().map(({ week, observed, expected, low, high }) => <tr key={week}><td>{week}</td><td>{observed}</td><td>{expected.toFixed(1)}</td><td>{low}–{high}</td></tr>)}</tbody>
    </table></div>
  )
}
