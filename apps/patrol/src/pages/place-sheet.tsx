import { lazy, Suspense, useState } from 'react'
import { usePosition } from '../model/place.ts'
import type { Spot } from '../model/place.ts'
import { usePhone } from '../store/phone.ts'
import { Field, Sheet } from '../ui/parts.tsx'

const OfflineMap = lazy(() => import('../map/offline-map.tsx').then(({ OfflineMap: map }) => ({ default: map })))
const MOST = 30

interface Props {
  readonly spot: Spot | null
  readonly onPick: (place: { spot: Spot; label: string }) => void
  readonly onClose: () => void
}

/** Where it is: here, a building by name, or a point on the map; all of it without signal. */
export function PlaceSheet({ spot, onPick, onClose }: Props) {
  const { bundle } = usePhone()
  const [q, setQ] = useState('')
  const here = usePosition({ isAsked: true })
  const words = q.trim()
  const houses = words === '' ? [] : (bundle?.areas ?? []).filter(({ level, point, name, address }) => point && level !== 'grid' && level !== 'community' && `${address ?? ''}${name}`.includes(words)).slice(0, MOST)
  return (
    <Sheet title="在哪里" onClose={onClose}>
      {here.spot ? <button type="button" className="first" onClick={() => here.spot && onPick({ spot: here.spot, label: '现在的位置' })}>就在我这里</button> : <p className="soft">{here.problem ?? '正在定位…'}</p>}
      <Field label="选楼栋">{(at) => <input {...at} type="search" value={q} onChange={({ target }) => setQ(target.value)} placeholder="小区名或楼号" />}</Field>
      {words !== '' && houses.length === 0 && <p className="soft">手机里没有这栋楼。可以在地图上点，或写地址。</p>}
      <ul className="list">
        {houses.map(({ code, name, address, point }) => <li key={code}><button type="button" className="row" onClick={() => point && onPick({ spot: point, label: address ?? name })}>{address ?? name}</button></li>)}
      </ul>
      <p>或者在地图上点一下：</p>
      <Suspense fallback={<p aria-busy="true">正在打开地图…</p>}><OfflineMap picked={spot} dots={[]} onPick={(point) => onPick({ spot: point, label: '地图上选的点' })} /></Suspense>
      <button type="button" onClick={onClose}>返回</button>
    </Sheet>
  )
}
