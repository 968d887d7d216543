import { useQueries, useQuery } from '@tanstack/react-query'
import { Button, Select, Table } from 'antd'
import { PERSON_FIGURES } from '@yihu/contracts'
import type { AnswerOf, PersonFigure, personFigures } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { FigureCard } from '../screens/figure-card.tsx'
import { figuresQuery, indicatorQuery, scoreQuery } from './quality-queries.ts'
import '../screens/screens.css'

const SHARES = ['pool.floating-share', 'pool.elder-share', 'pool.special-share', 'pool.party-covered', 'pool.contacted'] as const

interface PeopleFiguresProps {
  readonly area: string | undefined
  readonly by: PersonFigure
  readonly onChange: (next: { readonly by?: PersonFigure; readonly area?: string }) => void
}

/** How the people of a place are made up; what few people stand behind is held back, and cannot be reckoned from the rest. */
export function PeopleFigures({ area, by, onChange }: PeopleFiguresProps) {
  const can = useCan()
  const place = useQuery(scoreQuery(area))
  if (place.isPending) return <Loading rows={10} />
  if (!place.data) return <Failed error={place.error} retry={() => void place.refetch()} />
  const { path } = place.data.area
  return (
    <>
      {can('indicator.read') ? <Shares area={path} /> : null}
      <div className="filters quality-filters"><Select aria-label="按什么分" className="register-filter" value={by} onChange={(next: PersonFigure) => onChange({ by: next })} options={Object.entries(PERSON_FIGURES).map(([value, { name }]) => ({ value, label: `按${name}分` }))} /></div>
      <ByArea area={path} by={by} onArea={(next) => onChange({ area: next })} />
    </>
  )
}

function Shares({ area }: { readonly area: string }) {
  const found = useQueries({ queries: SHARES.map((id) => indicatorQuery(id, area)) })
  return <ul className="figures">{found.flatMap(({ data }) => (data ? [<FigureCard key={data.id} figure={data} area={data.area.path} now={Date.parse(data.asOf)} />] : []))}</ul>
}

type Figures = AnswerOf<typeof personFigures>
type Row = Figures['rows'][number]

const told = (count: number | null) => (count === null ? <span className="soft" title="人数太少，或会让别处的少数被推算出来">不显示</span> : count.toLocaleString('zh-CN'))

function ByArea({ area, by, onArea }: { readonly area: string; readonly by: PersonFigure; readonly onArea: (path: string) => void }) {
  const found = useQuery(figuresQuery(area, by))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { definition, source, asOf, rows, columns, total, held } = found.data
  if (rows.length === 0) return <Empty title="这里还没有登记">登记了居民和户以后，这里按区域分出人数。</Empty>
  const cells = (at: number) => ({ title: columns[at]?.name ?? '', key: columns[at]?.key ?? '', align: 'right' as const, width: 110, render: (_: unknown, row: Row) => told(row.cells[at]?.count ?? null) })
  return (
    <>
      <p className="soft">{definition}来源：{source}，截至 <When at={asOf} />。{held > 0 ? `${held} 格少于 10，或能推算出少于 10 的，不显示。` : ''}</p>
      <Table<Row> size="small" rowKey="path" dataSource={rows} scroll={{ x: 260 + columns.length * 110 }} pagination={false} columns={[
        { title: '区域', width: 160, render: (_, { path, name }) => (path === area ? name : <Button type="link" size="small" onClick={() => onArea(path)}>{name}</Button>) },
        { title: '合计', align: 'right', width: 100, render: (_, row) => told(row.total) },
        ...columns.map((_, at) => cells(at)),
      ]} summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>合计</Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">{told(total)}</Table.Summary.Cell>
          {columns.map(({ key, count }, at) => <Table.Summary.Cell key={key} index={at + 2} align="right">{told(count)}</Table.Summary.Cell>)}
        </Table.Summary.Row>
      )} />
    </>
  )
}
