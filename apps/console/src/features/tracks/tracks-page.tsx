import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { Coverage } from './coverage.tsx'
import { OwnTracks } from './own-tracks.tsx'
import { readTracksSearch } from './tracks-search.ts'
import type { Go } from './tracks-search.ts'
import './tracks.css'

/** 足迹: which places were reached, for who leads; one's own way, for who walks. */
export function TracksPage() {
  const can = useCan()
  return can('track.coverage') || can('track.walk') ? <Tracks /> : <NoPermission what="足迹" />
}

function Tracks() {
  const can = useCan()
  const navigate = useNavigate()
  const search = readTracksSearch(useSearch({ strict: false }))
  const go: Go = (next) => void navigate({ to: '/tracks', search: (last) => readTracksSearch({ ...last, ...next }), replace: true })
  const items = [
    ...(can('track.coverage') ? [{ key: 'places', label: '走到了哪里', children: <Coverage search={search} go={go} /> }] : []),
    ...(can('track.walk') ? [{ key: 'mine', label: '我的足迹', children: <OwnTracks day={search.day} go={go} /> }] : []),
  ]
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>足迹</h1></div>
      <Tabs activeKey={items.find(({ key }) => key === search.tab)?.key ?? items[0]?.key ?? 'mine'} destroyOnHidden items={items} onChange={(key) => go({ tab: key === 'mine' ? 'mine' : undefined, day: undefined })} />
    </div>
  )
}
