import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { listHouses } from '@yihu/contracts'
import type { HouseRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { cardQuery } from '../registers/register-queries.ts'

const PAGE = 200

/** A building by entrances and rooms, and who lives in one of them, masked; for those the server lets see it. */
export function HouseView({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const [room, setRoom] = useState<string | null>(null)
  const houses = useInfiniteQuery({
    queryKey: ['registers', 'house', 'rooms', path], queryFn: ({ pageParam, signal }) => api.call(listHouses, { query: { area: path, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '', getNextPageParam: (page) => page.next,
  })
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = houses
  useEffect(() => { if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage() }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const rows = houses.data?.pages.flatMap((page) => page.houses) ?? []
  const residents = rows.reduce((sum, house) => sum + house.residents, 0)
  return (
    <section className="one-map-house card" aria-label="人房">
      <div className="one-map-things-head"><h2>{rows[0]?.areaName ?? '人房'}</h2><Button type="text" size="small" onClick={onClose}>关闭</Button></div>
      {houses.isPending ? <Loading rows={4} /> : houses.data === undefined ? <Failed error={houses.error} retry={() => void houses.refetch()} /> : rows.length === 0 ? <Empty title="这栋楼还没有登记房屋">在导入里带入房屋，或在台账里登记。</Empty> : (
        <>
          <p className="soft">{rows.length} 套房，{rows.reduce((sum, { households }) => sum + households, 0)} 户，登记 {residents} 人。<Link to="/registers" search={{ of: 'house', area: path }}>房屋列表</Link></p>
          {isFetchNextPageError ? <Failed error={houses.error} retry={() => void fetchNextPage()} /> : null}
          {unitsOf(rows).map(([unit, rooms]) => <Unit key={unit} unit={unit} rooms={rooms} chosen={room} onChoose={setRoom} />)}
          {room === null ? <p className="soft">点一间房，看住了谁。</p> : <Room id={room} />}
        </>
      )}
    </section>
  )
}

/** Entrance by entrance, the top floor first, as a house stands. */
function unitsOf(rows: readonly HouseRow[]): (readonly [unit: string, rooms: readonly HouseRow[]])[] {
  const byNumber = (a: string, b: string) => a.localeCompare(b, 'zh', { numeric: true })
  return [...Map.groupBy(rows, ({ unit }) => unit)].toSorted(([a], [b]) => byNumber(a, b)).map(([unit, rooms]) => [unit, rooms.toSorted((a, b) => byNumber(b.room.slice(0, -2), a.room.slice(0, -2)) || byNumber(a.room, b.room))])
}

interface UnitProps {
  readonly unit: string
  readonly rooms: readonly HouseRow[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

function Unit({ unit, rooms, chosen, onChoose }: UnitProps) {
  return (
    <div role="group" aria-label={unit === '' ? '不分单元' : `${unit}单元`}>
      <h3>{unit === '' ? '不分单元' : `${unit}单元`}</h3>
      <div className="one-map-rooms">
        {rooms.map(({ id, room, residents }) => (
          <Button key={id} size="small" type={id === chosen ? 'primary' : 'default'} aria-pressed={id === chosen} onClick={() => onChoose(id)}>{room}<span className="unseen">室，</span><span className="one-map-room-count">{residents}</span><span className="unseen"> 人</span></Button>
        ))}
      </div>
    </div>
  )
}

/** The card of a house names its people masked; what lies under the mask is shown on their own cards, with a purpose and on record. */
function Room({ id }: { readonly id: string }) {
  const card = useQuery(cardQuery('house', id))
  if (card.isPending) return <Loading rows={2} />
  if (card.data === undefined) return <Failed error={card.error} retry={() => void card.refetch()} />
  const { title, members, contacts } = card.data
  return (
    <section className="one-map-room" aria-label={title}>
      <h3><Link to="/registers" search={{ of: 'house', at: id }}>{title}</Link></h3>
      {members.length === 0 ? <p className="soft">没有登记住户，或您的岗位不看居民。</p> : (
        <ul>{members.map((member) => <li key={member.id}><Link to="/registers" search={{ of: 'person', at: member.id }}>{member.name}</Link><span className="soft"> · {[member.roleName, member.sex, member.age === null ? null : `${member.age} 岁`].filter(Boolean).join(' · ')}</span></li>)}</ul>
      )}
      {contacts[0] ? <p className="soft">联系人：{contacts[0].name}（{contacts[0].roleName}）</p> : null}
    </section>
  )
}
