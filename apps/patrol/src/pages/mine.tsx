import { useEffect, useState } from 'react'
import { listPatrolDevices, revokePatrolDevice } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { countPending } from '@yihu/domain'
import { api } from '../api.ts'
import { whenText } from '../model/words.ts'
import { send } from '../send/send.ts'
import { usePhone } from '../store/phone.ts'
import { logOut } from '../store/session.ts'
import { endWalk } from '../store/tracks.ts'
import { isLarge, setLarge } from '../ui/look.ts'
import { Confirm, Head, Warnings } from '../ui/parts.tsx'
import { TrackSwitch } from '../ui/track-switch.tsx'

type Device = AnswerOf<typeof listPatrolDevices>['devices'][number]

/** Oneself: size of letters, space in the phone, other phones, the way out. */
export function MinePage() {
  const { me, outbox, drafts, bundleAt, bundle } = usePhone()
  const [large, setSize] = useState(isLarge)
  const [isLeaving, setLeaving] = useState(false)
  const left = countPending(outbox) + drafts.size
  return (
    <>
      <Head title="我的" />
      <main className="main">
        <Warnings />
        <section className="card" aria-label="我">
          <p><strong>{me?.name}</strong>（{me?.roleNames.join('、')}）</p>
          <p className="soft">{me?.units.map(({ name }) => name).join('、')}</p>
          <p className="soft">手机里有 {bundle?.cases.length ?? 0} 件案件、{bundle?.areas.length ?? 0} 个区域{bundleAt === null ? '' : `，${whenText(bundleAt)} 取的`}</p>
        </section>
        <label className="switch"><input type="checkbox" role="switch" checked={large} onChange={({ target }) => { setLarge(target.checked); setSize(target.checked) }} />大字</label>
        <TrackSwitch />
        <Space />
        <Devices />
        <button type="button" className="danger" onClick={() => setLeaving(true)}>退出登录</button>
        <p className="soft">手机里的内容是加密的，密钥在登录时才给。退出登录会把它们从这部手机里抹掉。</p>
      </main>
      {isLeaving && <Confirm title="退出登录？" text={left > 0 ? `还有 ${left} 条没有传完或没写完，退出会丢掉它们。建议先连网传完。` : '手机里的资料会抹掉，下次登录再取。'} yes={left > 0 ? '丢掉它们并退出' : '退出'} onYes={() => void leave()} onClose={() => setLeaving(false)} />}
    </>
  )
}

/** The switch goes off before the phone forgets whose it was. */
async function leave(): Promise<void> {
  await endWalk()
  await send()
  await logOut()
}

function Space() {
  const { space } = usePhone()
  return space && space.quota > 0 && <p className="soft">已用手机存储 {(space.usage / 1_048_576).toFixed(1)} MB，还能用 {((space.quota - space.usage) / 1_048_576).toFixed(0)} MB</p>
}

function Devices() {
  const { deviceId, isOnline } = usePhone()
  const [devices, setDevices] = useState<readonly Device[] | null>(null)
  const [asked, setAsked] = useState<Device | null>(null)
  const load = () => api.call(listPatrolDevices).then(({ devices: rows }) => setDevices(rows), () => setDevices(null))
  useEffect(() => { if (isOnline) void load() }, [isOnline])
  const end = async (device: Device) => {
    setAsked(null)
    await api.call(revokePatrolDevice, { params: { id: device.id } }).catch(() => undefined)
    await load()
  }
  if (!devices) return <p className="soft">连上网可以看到您登录过的手机，丢了的可以注销。</p>
  return (
    <section className="stack">
      <h2>我登录过的手机</h2>
      <ul className="list">
        {devices.map((device) => (
          <li key={device.id} className="card">
            <p>{device.name}{device.id === deviceId ? '（这一部）' : ''}<br /><span className="soft">{device.isRevoked ? '已注销' : `最近登录 ${whenText(device.seenAt)}`}</span></p>
            {!device.isRevoked && device.id !== deviceId && <button type="button" className="danger" onClick={() => setAsked(device)}>丢了，注销它</button>}
          </li>
        ))}
      </ul>
      {asked && <Confirm title="注销这部手机？" text={`“${asked.name}”会马上退出登录，里面的资料在它下次联网时抹掉，没传的也会丢。`} yes="注销" onYes={() => void end(asked)} onClose={() => setAsked(null)} />}
    </section>
  )
}
