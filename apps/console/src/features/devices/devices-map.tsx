import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Failed } from '../../app/conditions.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapPoint } from '../../map/points.ts'
import { devicesOnMapQuery } from './device-queries.ts'
import type { DeviceSearch } from './device-search.ts'
import { HEALTH_MARKS, HealthMark } from './health.tsx'

/** Where the devices stand; those that stand close together are one circle with their number until one comes nearer. */
export function DevicesMap({ search, onOpen }: { readonly search: DeviceSearch; readonly onOpen: (id: string) => void }) {
  const found = useQuery(devicesOnMapQuery(search))
  const [here, setHere] = useState<readonly string[]>([])
  const points = useMemo(() => (found.data?.devices ?? []).map(({ id, name, lon, lat, health }): MapPoint => (
    { id, lon, lat, ...HEALTH_MARKS[health], title: name, isBad: health === 'silent' || health === 'fault' }
  )), [found.data])
  const press = (ids: readonly string[]) => {
    const [only] = ids
    if (ids.length === 1 && only !== undefined) onOpen(only)
    else setHere(ids)
  }
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  const together = here.length > 0 ? (found.data?.devices ?? []).filter(({ id }) => here.includes(id)) : []
  return (
    <div className="devices-map">
      <BaseMap points={points} onPoints={press} label="设备地图；左边的列表是同样这些设备" />
      <p className="devices-map-word">
        {found.data ? `图上 ${found.data.devices.length} 台${found.data.placeless > 0 ? `，另有 ${found.data.placeless} 台没有地图位置` : ''}` : '正在载入…'}
        <span className="soft">　数字是挨得近的台数，▲ 是其中失联或故障的；点开看。</span>
      </p>
      {together.length > 0 ? (
        <section className="devices-here card" aria-label="同一处的设备">
          <h2>这一处有 {together.length} 台</h2>
          <ul>{together.map(({ id, name, health }) => <li key={id}><button type="button" className="devices-here-one" onClick={() => onOpen(id)}><HealthMark health={health} /> {name}</button></li>)}</ul>
        </section>
      ) : null}
    </div>
  )
}
