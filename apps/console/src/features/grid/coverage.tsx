import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import type { AnswerOf, gridCoverage } from '@yihu/contracts'
import { RHYTHMS } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { coverageQuery } from './grid-queries.ts'

type Answer = AnswerOf<typeof gridCoverage>
type Row = Answer['rows'][number]
type Routine = Answer['routines'][number]
type Counted = Routine['whole']

/** How far each routine has come here and one level below; every number opens what stands behind it. */
export function Coverage({ area, onArea }: { readonly area: string | undefined; readonly onArea: (path: string) => void }) {
  const found = useQuery(coverageQuery(area))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { routines, rows, asOf, area: place } = found.data
  const asked = routines.filter(({ whole }) => whole.total > 0)
  if (asked.length === 0) return <Empty title="这里现在没有要做的">登记了户、单位和部件以后，五必按它们算出该做多少；哪些人、多久一次，在「五必和专项」里定。</Empty>
  return (
    <>
      <p className="soft">{place.name}，截至 <When at={asOf} />。只看哪些地方还没有走到，不比人。</p>
      <ul className="grid-cards">{asked.map((one) => <RoutineCard key={one.id} routine={one} area={area} />)}</ul>
      <Table<Row> size="small" rowKey="path" scroll={{ x: 160 + asked.length * 150 }} dataSource={rows.toSorted((a, b) => lowest(a) - lowest(b))} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }} columns={[
        { title: '区域', width: 160, render: (_, { path, name }) => (path === place.path ? name : <Button type="link" size="small" onClick={() => onArea(path)}>{name}</Button>) },
        ...asked.map((one) => ({ title: one.form.name, key: one.id, align: 'right' as const, width: 150, render: (_: unknown, { path, cells }: Row) => <Cell counted={cells[one.id]} routine={one.id} area={path} /> })),
      ]} />
    </>
  )
}

/** Those with most left to do first. */
function lowest({ cells }: Row): number {
  return Math.min(...Object.values(cells).map(({ done, total }) => (total === 0 ? 1 : done / total)))
}

function RoutineCard({ routine: { id, form, of, whole, window }, area }: { readonly routine: Routine; readonly area: string | undefined }) {
  const left = whole.total - whole.done
  const due = { tab: 'due', routine: id, ...(area ? { area } : {}) } as const
  return (
    <li className="card grid-card">
      <h2>{form.name}</h2>
      <p className="soft">{of}，{RHYTHMS[form.rhythm]}{window ? `，到 ${dayText(window.to)}` : ''}</p>
      <p><span className="grid-share">{share(whole)}</span> <span className="soft">%，做了 </span><Link to="/grid" search={{ ...due, state: 'done' }} aria-label={`${form.name}已做 ${whole.done}`}>{whole.done}</Link><span className="soft"> / {whole.total}</span></p>
      <p>{left === 0 ? <span className="tone-green">● 都做了</span> : <Link to="/grid" search={due}>还有 {left} 处没做</Link>}{whole.tried > 0 ? <span className="soft">，其中 {whole.tried} 处去过没人</span> : null}</p>
    </li>
  )
}

function Cell({ counted, routine, area }: { readonly counted: Counted | undefined; readonly routine: string; readonly area: string }) {
  if (!counted) return <span className="soft">没有</span>
  const left = counted.total - counted.done
  return <>{share(counted)}% {left === 0 ? <span className="soft">都做了</span> : <Link to="/grid" search={{ tab: 'due', routine, area }}>差 {left}</Link>}</>
}

/** Never 100 before all is done. */
function share({ done, total }: Counted): number {
  return total === 0 ? 100 : Math.floor((100 * done) / total)
}

function dayText(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month} 月 ${date} 日`
}
