import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useState } from 'react'
import type { AnswerOf, compareIndicator } from '@yihu/contracts'
import { figureText, localDate } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { serverNow } from '../../app/server-time.ts'
import { comparisonQuery } from './screen-queries.ts'

type Row = AnswerOf<typeof compareIndicator>['rows'][number]

/** The same figure here and in the places within, now and on another day. */
export function FigureComparison({ id, area }: { readonly id: string; readonly area: string }) {
  const [day, setDay] = useState<string>()
  const found = useQuery(comparisonQuery(id, area, day))
  if (found.isPending) return <Loading rows={4} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { rows, unit, isRough, day: compared } = found.data
  return (
    <section>
      <h3>各处比较 <label className="soft">和哪天比 <input type="date" value={day ?? compared} max={localDate(serverNow().getTime())} onChange={(event) => setDay(event.target.value || undefined)} /></label></h3>
      <Table<Row> rowKey="path" size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} dataSource={rows} columns={[
        { title: '地方', render: (_, { name }) => name },
        { title: `现在（${unit}）`, align: 'right', sorter: (a, b) => (a.value ?? -1) - (b.value ?? -1), render: (_, row) => (row.list === '' || row.value === null ? figureText(row) : <Link to={row.list}>{figureText(row)}</Link>) },
        { title: `${compared.slice(5)}${isRough ? '（取整）' : ''}`, align: 'right', render: (_, { before }) => (before === null ? <span className="soft">没有记</span> : figureText({ state: 'measured', value: before })) },
        ...(isRough ? [] : [{ title: '差', align: 'right' as const, render: (_: unknown, { value, before }: Row) => (value === null || before === null ? '' : changeText(value - before)) }]),
      ]} />
    </section>
  )
}

function changeText(change: number): string {
  return `${change > 0 ? '+' : ''}${figureText({ state: 'measured', value: change })}`
}
