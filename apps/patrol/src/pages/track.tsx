import { useEffect, useMemo, useState } from 'react'
import { exportOwnTracks, listOwnTracks } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { api } from '../api.ts'
import { OfflineMap } from '../map/offline-map.tsx'
import { walksOf } from '../model/track.ts'
import type { Spot } from '../model/place.ts'
import { hourText } from '../model/words.ts'
import { send } from '../send/send.ts'
import { usePhone } from '../store/phone.ts'
import { forgetWalks } from '../store/tracks.ts'
import { Confirm, Field, Head, Warnings } from '../ui/parts.tsx'
import { TrackSwitch } from '../ui/track-switch.tsx'

type Past = AnswerOf<typeof listOwnTracks>

/** One's own tracks: of today from the phone, of the days before from the server; nobody else reads them. */
export function TrackPage() {
  const { walks, isOnline, bundle } = usePhone()
  const today = localDate(Date.now())
  const [day, setDay] = useState(today)
  const [past, setPast] = useState<Past | null>(null)
  const [isSure, setSure] = useState(false)
  useEffect(() => {
    if (isOnline) void api.call(listOwnTracks, { query: { day } }).then(setPast, () => setPast(null))
  }, [isOnline, day])
  const days = [...new Set([today, ...(past?.days ?? [])])]
  const shown = useMemo(() => {
    const own = walksOf(walks, day)
    return day === today && own.length > 0 ? ownOf(own) : theirsOf(past, day)
  }, [day, today, walks, past])
  const ways = useMemo(() => shown.map(({ path }) => path), [shown])
  const forget = async () => {
    setSure(false)
    await forgetWalks()
    void send()
  }
  return (
    <>
      <Head title="我的足迹" up="mine" />
      <main className="main">
        <Warnings />
        <TrackSwitch />
        <Field label="哪一天">{(at) => <select {...at} value={day} onChange={({ target }) => setDay(target.value)}>{days.map((one) => <option key={one} value={one}>{one === today ? `今天（${one}）` : one}</option>)}</select>}</Field>
        {shown.length === 0 ? <p className="soft">这一天没有足迹。</p> : <ul className="list">{shown.map((one) => <li key={one.id} className="card"><p>{hourText(one.begunAt)} 到 {one.endedAt === null ? '现在' : hourText(one.endedAt)} · {one.path.length} 个点</p></li>)}</ul>}
        {bundle && <OfflineMap key={day} dots={[]} picked={ways[0]?.[0] ?? null} ways={ways} />}
        <p className="soft">锁屏或切到别的应用时，浏览器不给位置，那一段不记。电量低于 20% 又没在充电时少记一些。{isOnline ? '' : '前些天的连上网可以看。'}</p>
        <div className="buttons">
          {isOnline && <a className="button" href={api.address(exportOwnTracks)} download>导出全部（CSV）</a>}
          {walks.length > 0 && <button type="button" className="danger" onClick={() => setSure(true)}>删掉手机里的</button>}
        </div>
      </main>
      {isSure && <Confirm title="删掉手机里的足迹？" text="还没有传的会丢，足迹会关掉。已经传上去的只有您看得到，满 30 天自动销毁。" yes="删掉" onYes={() => void forget()} onClose={() => setSure(false)} />}
    </>
  )
}

interface Shown {
  readonly id: string
  readonly begunAt: number
  readonly endedAt: number | null
  readonly path: readonly Spot[]
}

function ownOf(walks: ReturnType<typeof walksOf>): Shown[] {
  return walks.map(({ id, begunAt, endedAt, points }) => ({ id, begunAt, endedAt, path: points }))
}

function theirsOf(past: Past | null, day: string): Shown[] {
  if (past?.day !== day) return []
  return past.sessions.map(({ id, begunAt, endedAt, path }) => ({ id, begunAt: Date.parse(begunAt), endedAt: endedAt === null ? null : Date.parse(endedAt), path }))
}
