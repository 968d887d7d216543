import { useState } from 'react'
import { walkOn } from '../model/track.ts'
import { send } from '../send/send.ts'
import { usePhone } from '../store/phone.ts'
import { beginWalk, endWalk } from '../store/tracks.ts'

/** The worker's own switch: on duty, and only as long as they want. Absent where the office notes no tracks. */
export function TrackSwitch() {
  const { me, walks, trackProblem } = usePhone()
  const [isBusy, setBusy] = useState(false)
  const walk = walkOn(walks, Date.now())
  if (!me?.permissions.includes('track.walk') || !('geolocation' in navigator)) return null
  const turn = async () => {
    setBusy(true)
    await (walk ? endWalk() : beginWalk()).finally(() => setBusy(false))
    void send()
  }
  return (
    <section className="card" aria-label="足迹">
      <label className="switch"><input type="checkbox" role="switch" checked={walk !== null} disabled={isBusy} onChange={() => void turn()} />上岗足迹{walk ? '：开着' : '：关着，没有在记'}</label>
      {trackProblem !== null && walk && <p className="note" data-tone="amber" role="alert">{trackProblem}</p>}
      <p className="soft">只在开着时记，走动才记点；只有您自己看得到，30 天后销毁。<a href="#/track">看我的足迹</a></p>
    </section>
  )
}

/** In sight on every page as long as places are noted. */
export function TrackSign() {
  const { walks } = usePhone()
  const walk = walkOn(walks, Date.now())
  if (!walk) return null
  return <p className="track-sign"><span>● 足迹开着 · 记了 {walk.points.length} 个点</span><a href="#/track">看、关</a></p>
}
