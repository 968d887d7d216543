import { useMemo } from 'react'
import { localCase, urgencyOf } from '../model/cases.ts'
import { OfflineMap } from '../map/offline-map.tsx'
import type { Dot } from '../map/scene.ts'
import { useRoute } from '../route.ts'
import { usePhone } from '../store/phone.ts'
import { Head, Warnings } from '../ui/parts.tsx'

const LOOK: Readonly<Record<ReturnType<typeof urgencyOf>, Pick<Dot, 'tone' | 'shape'>>> = {
  overdue: { tone: 'red', shape: 'triangle' }, soon: { tone: 'amber', shape: 'diamond' }, normal: { tone: 'green', shape: 'circle' },
  suspended: { tone: 'grey', shape: 'square' }, ended: { tone: 'grey', shape: 'circle' },
}

/** One's own grids with what is open in them, drawn from the phone. */
export function MapPage() {
  const { bundle, outbox, me } = usePhone()
  const { query } = useRoute()
  const [lon, lat] = [Number(query.get('lon')), Number(query.get('lat'))]
  const dots = useMemo(() => (bundle && me ? bundle.cases.flatMap((one): Dot[] => (one.point ? [{ spot: one.point, ...LOOK[urgencyOf(localCase(one, { outbox, me }), Date.now())] }] : [])) : []), [bundle, outbox, me])
  return (
    <>
      <Head title="地图" />
      <main className="main">
        <Warnings />
        <OfflineMap dots={dots} picked={lon && lat ? { lon, lat } : null} />
        <p className="soft">▲ 超期　◆ 临期　● 在办　■ 挂账。地图在手机里，没有信号也能看。</p>
      </main>
    </>
  )
}
