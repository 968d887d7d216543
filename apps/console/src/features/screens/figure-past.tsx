import type { AnswerOf, showIndicator } from '@yihu/contracts'
import { sparkOf } from './figure-words.ts'

type Figure = AnswerOf<typeof showIndicator>

const BOX = { width: 480, height: 120 }

/** How a figure was, by day: a curve, and the days as a table for who does not see it. */
export function FigurePast({ series, unit, days: { asked, known } }: Pick<Figure, 'series' | 'unit' | 'days'>) {
  const line = sparkOf(series, BOX)
  return (
    <>
      <p className="soft">{known === 0 ? '这段时间还没有记下的数，每小时记一次。' : `${asked} 天里 ${known} 天有数。`}</p>
      {line === '' ? null : <svg className="figure-past" viewBox={`0 -4 ${BOX.width} ${BOX.height + 8}`} preserveAspectRatio="none" aria-hidden="true"><polyline points={line} /></svg>}
      {series.length > 0 ? (
        <details>
          <summary>逐日的数</summary>
          <table className="figure-days"><thead><tr><th>日期</th><th>{unit}</th></tr></thead><tbody>{series.toReversed().map(({ day, value }) => <tr key={day}><td>{day}</td><td>{value}</td></tr>)}</tbody></table>
        </details>
      ) : null}
    </>
  )
}
