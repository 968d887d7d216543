import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select, Table } from 'antd'
import { useId, useState } from 'react'
import { POST_STATES } from '@yihu/contracts'
import type { AnswerOf, gridDoorContacts } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { doorContactsAtQuery, doorContactsQuery } from './grid-queries.ts'

type Row = AnswerOf<typeof gridDoorContacts>['grids'][number]
const DAYS = [30, 60, 90] as const

/** Chiefs, group leaders and centre households: who comes to 我的联系户, and at which doors nobody was; in the order of places, nobody is ranked. */
export function DoorContacts({ area }: { readonly area: string | undefined }) {
  const [days, setDays] = useState<number>(DAYS[0])
  const found = useQuery(doorContactsQuery(area, days))
  const id = useId()
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { grids, asOf, definition } = found.data
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>楼长、党小组长、中心户的联系户</h2>
      <p className="soft">他们用自己的手机号在 i雪宫 登录，看过告知、同意以后，只看得到自己联系的门。按地方排，不给人排名。{definition}截至 <When at={asOf} />。</p>
      <p><label htmlFor={`${id}-days`}>多少天没人上门　</label><Select id={`${id}-days`} value={days} onChange={setDays} options={DAYS.map((value) => ({ value, label: `${value} 天` }))} /></p>
      <Table<Row> size="small" rowKey="path" scroll={{ x: 760 }} dataSource={grids} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }} expandable={{ expandedRowRender: ({ path }) => <Inside path={path} days={days} /> }} columns={[
        { title: '网格', width: 170, dataIndex: 'name' },
        { title: '任职', align: 'right', width: 80, dataIndex: 'posts' },
        { title: POST_STATES.open, align: 'right', width: 80, dataIndex: 'open' },
        { title: POST_STATES.never, align: 'right', width: 90, dataIndex: 'never' },
        { title: POST_STATES.left, align: 'right', width: 90, dataIndex: 'left' },
        { title: '有联系人的户', align: 'right', width: 110, dataIndex: 'households' },
        { title: `${days} 天没人上门`, align: 'right', width: 120, dataIndex: 'unvisited' },
      ]} />
    </section>
  )
}

function Inside({ path, days }: { readonly path: string; readonly days: number }) {
  const found = useQuery(doorContactsAtQuery(path, days))
  if (found.isPending) return <Loading rows={4} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { people, doors, isCut } = found.data
  return (
    <dl className="facts">
      <div className="fact"><dt>任职的人</dt><dd>{people.length === 0 ? <span className="soft">没有</span> : <ul>{people.map(({ personId, name, role, place, state, agreedOn }) => <li key={`${personId}${role}${place}`}><span className="soft">{place} {role}</span>　<Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link>　{state === 'open' ? `● ${POST_STATES.open}` : `○ ${POST_STATES[state]}`}{agreedOn ? <span className="soft">，{agreedOn} 同意</span> : null}</li>)}</ul>}</dd></div>
      <div className="fact"><dt>{days} 天没人上门的户</dt><dd>{doors.length === 0 ? <span className="tone-green">● 没有</span> : <ul>{doors.map(({ id, place, lastOn }) => <li key={id}><Link to="/registers" search={{ of: 'household', at: id }}>{place}</Link>　<span className="soft">{lastOn ? `上次 ${lastOn}` : '还没有记录'}</span></li>)}</ul>}{isCut ? <p className="soft">只列前 {doors.length} 户，选小一点的地方看其余的。</p> : null}</dd></div>
    </dl>
  )
}
