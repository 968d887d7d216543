import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { listForecast } from '@yihu/contracts'
import type { ForecastRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { ForecastChart } from './forecast-chart.tsx'
import './forecast.css'

/** Complaints of the running week beside what was to be expected, the least ordinary first. */
export function ForecastPage() {
  const can = useCan()
  return can('prevention.read') ? <Forecast /> : <NoPermission what="诉求预测" />
}

/** One complaint where none was expected says nothing yet. */
const FEW = 2

const keyOf = ({ area, class: group }: ForecastRow): string => `${area.path} ${group?.code ?? ''}`
const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)))

function Forecast() {
  const found = useQuery({ queryKey: ['forecast'], queryFn: ({ signal }) => api.call(listForecast, { signal }) })
  const [picked, setPicked] = useState<string | null>(null)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { rows, asOf } = found.data
  const shown = rows.find((row) => keyOf(row) === picked) ?? rows[0]
  const waves = rows.filter(({ isWave }) => isWave).length
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>诉求预测</h1>{asOf ? <span className="soft">本周到 <When at={asOf} /> 的件数，每天早上重新数</span> : null}<Link to="/desk/$desk" params={{ desk: 'all' }} search={{ source: 'prevention' }}>未诉先办的案件</Link></div>
      {shown ? (
        <>
          <p>{waves === 0 ? '● 本周各处都在平常的范围里。' : <strong className="tone-red">▲ {waves} 处明显多于平常。出在社区某一类、或一个小区的，已自动建未诉先办任务派给当地。</strong>}</p>
          <ForecastChart key={keyOf(shown)} row={shown} />
          <Table<ForecastRow> className="forecast-rows" size="small" rowKey={keyOf} dataSource={rows} scroll={{ x: 620 }} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
            rowClassName={(row) => (row === shown ? 'forecast-picked' : '')} columns={[
              { title: '地方和分类', render: (_, row) => <Button type="link" size="small" aria-pressed={row === shown} onClick={() => setPicked(keyOf(row))}>{row.area.name}　{row.class?.name ?? '各类合计'}</Button> },
              { title: '本周到现在', align: 'right', width: 110, render: (_, row) => <Observed row={row} /> },
              { title: '到现在应有', align: 'right', width: 110, render: (_, { expected }) => rounded(expected) },
              { title: '九成的周', align: 'right', width: 110, render: (_, { low, high }) => `${low}–${high} 件` },
              { title: '判断', width: 130, render: (_, row) => <Verdict row={row} /> },
            ]} />
        </>
      ) : <Empty title="还没有预测">满八个整周的诉求以后，每天早上按以往的数算出各处本周该有多少；明显多出来的，会提前派人去看。</Empty>}
    </div>
  )
}

/** The number opens the list that was counted. */
function Observed({ row: { area, class: group, week, observed } }: { readonly row: ForecastRow }) {
  const can = useCan()
  if (observed === 0 || !can('case.read')) return <>{observed}</>
  return <Link to="/desk/$desk" params={{ desk: 'all' }} search={{ area: area.path, ...(group ? { classCode: group.code } : {}), happened: 'taken', since: `${week}T00:00` }}>{observed} 件</Link>
}

function Verdict({ row: { isWave, observed, high, low } }: { readonly row: ForecastRow }) {
  if (isWave) return <span className="tone-red">▲ 明显偏多</span>
  if (observed > high) return observed < FEW ? <span className="soft">○ 件数太少</span> : <span className="tone-amber">◆ 略多</span>
  return observed < low ? <span className="soft">○ 偏少</span> : <span className="soft">● 平常</span>
}
