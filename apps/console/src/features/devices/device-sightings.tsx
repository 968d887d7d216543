import { useQuery } from '@tanstack/react-query'
import { isCamera, listSightings } from '@yihu/contracts'
import type { DeviceSighting } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'

/** What a camera has claimed lately; nothing for a device that is none. */
export function DeviceSightings({ id, kind }: { readonly id: string; readonly kind: string }) {
  const found = useQuery({ queryKey: ['device', id, 'sightings'], queryFn: ({ signal }) => api.call(listSightings, { params: { id }, signal }) })
  const rows = found.data?.sightings ?? []
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  if (rows.length === 0 && !isCamera(kind)) return null
  return (
    <section className="card" aria-label="最近识别到">
      <h2>最近识别到</h2>
      <p className="soft">摄像机自己的说法，不是结论。说法和场景对不上的，在“修改”里写用语对照。</p>
      {found.isSuccess && rows.length === 0 ? <p className="soft">还没有识别到什么。</p> : null}
      <ul className="device-sightings">{rows.map((row) => <li key={row.id}><When at={row.at} isRelative /> <strong>{row.said}</strong>{wordsOf(row)}</li>)}</ul>
    </section>
  )
}

function wordsOf({ said, label, zone, score, dwellSeconds, isActive, channel }: DeviceSighting): string {
  const words = [
    label !== null && label !== said ? `算作 ${label}` : null, zone === null ? null : `区域 ${zone}`, channel === null ? null : `通道 ${channel}`, score === null ? null : `可信 ${Math.round(score * 100)} %`,
    dwellSeconds > 0 ? `停留 ${dwellSeconds} 秒` : null, isActive ? null : '已结束',
  ]
  return words.filter((word) => word !== null).map((word) => `　${word}`).join('')
}
