import { useQuery } from '@tanstack/react-query'
import { listCameraPictures } from '@yihu/contracts'
import type { AlarmDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { exactText } from '../../app/time.ts'

/** What the camera sent along when it rang, for who deals with alarms; nothing where it sent none. */
export function Pictures({ alarm: { device, raisedAt } }: { readonly alarm: AlarmDetail }) {
  const isAllowed = useCan()('alarm.act')
  const found = useQuery({ queryKey: ['device', device.id, 'pictures', raisedAt], queryFn: ({ signal }) => api.call(listCameraPictures, { params: { id: device.id }, query: { around: raisedAt }, signal }), enabled: isAllowed, retry: false })
  const { pictures = [], keptDays } = found.data ?? {}
  if (pictures.length === 0) return null
  return (
    <section className="card" aria-label="画面">
      <h2>画面</h2>
      <ul className="alarm-pictures">{pictures.map(({ id, at, url }) => (
        <li key={id}><a href={url} target="_blank" rel="noreferrer"><img src={`${url}?size=thumbnail`} alt={`${device.name} ${exactText(at)}的画面`} loading="lazy" /></a><When at={at} /></li>
      ))}</ul>
      <p className="soft">摄像机随事件发来的，不是结论；{keptDays} 天后删除。</p>
    </section>
  )
}
