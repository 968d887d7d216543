import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import type { DueItem } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { dueQuery, routinesQuery } from './grid-queries.ts'
import type { GridSearch } from './grid-search.ts'
import { Phone } from './phone.tsx'
import { OwnWork } from './own-work.tsx'
import { VisitDialog } from './visit-dialog.tsx'

interface DueListProps {
  readonly search: GridSearch
  readonly onChange: (next: { readonly routine?: string | undefined; readonly state?: 'nobody' | 'done' | undefined }) => void
}

/** What is due in one's areas, or what is done; reckoned anew each time. */
export function DueList({ search, onChange }: DueListProps) {
  const routines = useQuery(routinesQuery).data?.routines ?? []
  return (
    <>
      <OwnWork />
      <div className="filters grid-filters">
        <Radio.Group aria-label="看哪些" value={search.state ?? 'due'} onChange={({ target }) => onChange({ state: target.value === 'due' ? undefined : target.value as 'nobody' | 'done' })} optionType="button" options={[{ value: 'due', label: '没做的' }, { value: 'nobody', label: '没见到要回访的' }, { value: 'done', label: '做了的' }]} />
        <Select aria-label="哪一项" className="grid-routine" value={search.routine ?? null} allowClear placeholder="全部项目" onChange={(next: string | null) => onChange({ routine: next ?? undefined })} options={routines.filter(({ window }) => window !== null).map(({ id, form }) => ({ value: id, label: form.name }))} />
      </div>
      <Items search={search} />
    </>
  )
}

function Items({ search }: { readonly search: GridSearch }) {
  const found = useInfiniteQuery(dueQuery(search))
  const [visited, setVisited] = useState<DueItem | null>(null)
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const items = found.data.pages.flatMap((page) => page.items)
  const asOf = found.data.pages[0]?.asOf
  if (items.length === 0) return search.state === 'nobody' ? <Empty title="没有要回访的">去过、打过而没有人的会列在这里，见到了就下去。</Empty> : search.state === 'done' ? <Empty title="这个周期还没有做过的">做了以后登记，这里列出来。</Empty> : <Empty title="没有到期的">这里该做的这个周期都做了，或者这一项现在不在期里。</Empty>
  return (
    <>
      <p className="soft">先到期的在前，{asOf ? <>截至 <When at={asOf} />。</> : null}</p>
      <ul className="grid-list">{items.map((item) => <Line key={item.id} item={item} isDone={search.state === 'done'} onVisit={() => setVisited(item)} />)}</ul>
      {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看 50 条</Button> : <p className="list-end">共 {items.length} 条</p>}
      {visited ? <VisitDialog item={visited} state={search.state} onClose={() => setVisited(null)} /> : null}
    </>
  )
}

function Line({ item: { subject, why, dueOn }, isDone, onVisit }: { readonly item: DueItem; readonly isDone: boolean; readonly onVisit: () => void }) {
  const can = useCan()
  const { kind, id, label, path } = subject
  return (
    <li className="card grid-line">
      <div>
        {kind === 'grid' ? <strong>{label}</strong> : kind === 'part' ? <Link to="/registers" search={{ of: 'part', area: path }}>{label}</Link> : <Link to="/registers" search={{ of: kind, at: id }}>{label}</Link>}
        <p className="soft">{why}{isDone ? '' : `，到 ${dueOn}`}</p>
      </div>
      {kind === 'person' && !isDone && can('person.reveal') ? <Phone id={id} label={label} /> : null}
      {can('grid.visit') ? <Button size="small" aria-label={`登记：${label}`} onClick={onVisit}>登记</Button> : null}
    </li>
  )
}
