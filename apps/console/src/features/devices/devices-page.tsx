import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { DeviceDialog } from './device-dialog.tsx'
import { DeviceFilters } from './device-filters.tsx'
import { DeviceList } from './device-list.tsx'
import { devicesQuery } from './device-queries.ts'
import { filtersOf, readDeviceSearch } from './device-search.ts'
import type { DeviceSearch } from './device-search.ts'
import { DeviceView } from './device-view.tsx'
import '../cases/inbox.css'
import './devices.css'

const DevicesMap = lazy(async () => ({ default: (await import('./devices-map.tsx')).DevicesMap }))
/** From here on the list stands beside the map or the open device. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** The devices of the street: the list; beside it where they stand, or the one that is open. */
export function DevicesPage() {
  const can = useCan()
  return can('device.read') ? <Devices /> : <NoPermission what="设备" />
}

type Change = Partial<Record<keyof DeviceSearch, string | undefined>>

function Devices() {
  const can = useCan()
  const search = readDeviceSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const [words, setWords] = useState(search.q ?? '')
  const settled = useSettled(words.trim(), 350)
  const { q: _q, ...rest } = search
  const asked = settled === '' ? rest : { ...rest, q: settled }
  const list = useInfiniteQuery(devicesQuery(asked))
  const [isRegistering, setRegistering] = useState(false)
  const change = useCallback((next: Change) => {
    void navigate({ to: '/devices', search: (last) => readDeviceSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  const open = (id: string) => change({ at: id })
  const isMapShown = isWide ? search.at === undefined : search.view === 'map' && search.at === undefined
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isWide || (search.at === undefined && search.view !== 'map') ? (
        <section className="inbox-list" aria-label="设备列表">
          <h1 className="unseen">设备</h1>
          <Tools isWide={isWide} onRegister={can('device.edit') ? () => setRegistering(true) : null} onMap={() => change({ view: 'map' })} search={asked} />
          <DeviceFilters search={search} counts={list.data?.pages[0]?.counts} words={words} onWords={setWords} onChange={change} />
          <DeviceList search={asked} onOpen={open} onClear={() => { setWords(''); change({ q: undefined, product: undefined, kind: undefined, area: undefined, health: undefined }) }} />
        </section>
      ) : null}
      {isWide || search.at || isMapShown ? (
        <section className="inbox-case" aria-label={search.at ? '设备' : '地图'}>
          {isWide && !search.at ? null : <Button className="device-back" onClick={() => change({ at: undefined, view: isWide || search.at ? search.view : undefined })}>‹ {isWide ? '看地图' : '返回列表'}</Button>}
          {search.at ? <DeviceView key={search.at} id={search.at} /> : null}
          {isMapShown ? <Suspense fallback={<Loading />}><DevicesMap search={asked} onOpen={open} /></Suspense> : null}
        </section>
      ) : null}
      {isRegistering ? <DeviceDialog onClose={() => setRegistering(false)} onDone={open} /> : null}
    </div>
  )
}

interface ToolsProps {
  readonly isWide: boolean
  readonly search: DeviceSearch
  /** Null for those who may not. */
  readonly onRegister: (() => void) | null
  readonly onMap: () => void
}

function Tools({ isWide, search, onRegister, onMap }: ToolsProps) {
  return (
    <div className="device-tools">
      {onRegister ? <><Button size="small" type="primary" onClick={onRegister}>登记设备</Button><Link to="/device-import">成批登记</Link></> : null}
      <Link to="/device-labels" search={filtersOf(search)}>打印标签</Link>
      <Link to="/device-products">产品</Link>
      <Link to="/camera-channels">平台的摄像机</Link>
      {isWide ? null : <Button size="small" onClick={onMap}>看地图</Button>}
    </div>
  )
}
