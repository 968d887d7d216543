import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { VisitRow } from '@yihu/contracts'
import { resultName, VISIT_ACTS } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { visitsQuery } from './grid-queries.ts'
import { VisitPhotos } from './visit-photos.tsx'

/** What came of visits in an area, the latest first. */
export function Visits({ area, since }: { readonly area: string | undefined; readonly since: string | undefined }) {
  const found = useInfiniteQuery(visitsQuery(area, since))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const visits = found.data.pages.flatMap((page) => page.visits)
  if (visits.length === 0) return <Empty title="这里还没有走访记录">在「到期清单」里登记，或者在掌上APP里记。</Empty>
  return (
    <>
      <ul className="grid-list">{visits.map((visit) => <Line key={visit.id} visit={visit} />)}</ul>
      {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看 50 条</Button> : <p className="list-end">{since ? `${since} 起，` : ''}共 {visits.length} 条</p>}
    </>
  )
}

function Line({ visit }: { readonly visit: VisitRow }) {
  const { at, by, act, routineName, result, notes, isEvening, flights, subject, verified } = visit
  const work = [...(isEvening ? ['晚上'] : []), ...(flights > 0 ? [`爬 ${flights} 层`] : [])].join('，')
  return (
    <li className="card grid-line">
      <div>
        <strong>{subject.label}</strong> <span className={result === 'nobody' ? 'tone-amber' : result === 'moved' ? 'tone-red' : ''}>{resultName({ act, kind: subject.kind }, result)}</span>
        <p className="soft"><When at={at} />，{by}，{routineName ?? `随手${VISIT_ACTS[act]}`}{work ? `，${work}` : ''}</p>
        {notes ? <p>{notes}</p> : null}
        {verified.length > 0 ? <p className="soft">核实：{verified.map(({ label, as }) => `${label}${as === 'right' ? '属实' : as === 'wrong' ? '不对' : '不清楚'}`).join('、')}</p> : null}
        <VisitPhotos visit={visit} />
      </div>
    </li>
  )
}
