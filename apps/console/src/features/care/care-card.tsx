import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { CARE_SCOPES, revealCare } from '@yihu/contracts'
import type { AnswerOf, CareDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { numberText } from '../../chart/line-chart.tsx'
import { HealthMark } from '../devices/health.tsx'
import { Away } from './away.tsx'
import { CareEdit } from './care-edit.tsx'
import { careQuery } from './care-queries.ts'
import { PurposeForm } from './purpose-form.tsx'
import { Reminders } from './reminders.tsx'
import '../case/case.css'

type Clear = AnswerOf<typeof revealCare>

/** One person's card: masked until somebody says what for. */
export function CareCard({ id }: { readonly id: string }) {
  const can = useCan()
  const [isAsking, setAsking] = useState(false)
  const found = useQuery(careQuery(id))
  const show = useMutation({ mutationFn: (body: Parameters<typeof reveal>[1]) => reveal(id, body), onSuccess: () => setAsking(false) })
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const person = found.data
  const clear = show.data
  return (
    <article className="case" aria-label="看护卡片">
      <header className="case-head">
        <div className="case-title">
          <h1>{clear?.name ?? person.name}</h1>
          <p className="soft">{person.kindName} · {[person.areaName, person.room].filter(Boolean).join(' ')} · {clear?.phone ?? person.phone ?? '没有电话'}{person.isEnded ? ' · ○ 已结束' : ''}</p>
        </div>
        <div className="moves">
          {can('care.reveal') && !person.isEnded ? (
            clear ? <span className="soft">已显示，记入审计和这张卡片</span> : (
              <Popover trigger="click" open={isAsking} onOpenChange={setAsking} title="为什么要看" content={<PurposeForm error={show.error} isBusy={show.isPending} onAsk={(body) => show.mutate(body)} />}>
                <Button>看姓名电话</Button>
              </Popover>
            )
          ) : null}
          <CareEdit person={person} />
        </div>
      </header>
      {clear?.note ? <p className="care-note">看护须知：{clear.note}</p> : null}
      {person.isEnded ? null : <Away person={person} saidBy={clear?.awaySaidBy ?? null} />}
      <Devices person={person} />
      <Contacts person={person} clear={clear} />
      {person.isEnded ? null : <Reminders person={person} />}
      <Alarms person={person} />
      <section className="card" aria-label="经过"><h2>经过</h2><ol className="timeline">{person.history.map(({ at, kind, text, by }) => <li key={`${at} ${kind} ${text}`}><p className="timeline-line"><When at={at} /> {text}{by ? <span className="soft"> {by}</span> : null}</p></li>)}</ol></section>
    </article>
  )
}

function reveal(id: string, body: { readonly purpose: 'contact' | 'visit' | 'emergency'; readonly note?: string }) {
  return api.call(revealCare, { params: { id }, body })
}

function Devices({ person: { devices, consent, testCalls } }: { readonly person: CareDetail }) {
  return (
    <section className="card" aria-label="设备">
      <h2>设备</h2>
      {devices.length === 0 ? <p className="soft">还没有连设备。</p> : (
        <ul className="care-devices">
          {devices.map(({ scopeName, device }) => {
            const call = testCalls.find(({ deviceId }) => deviceId === device.id)
            return (
              <li key={device.id}>
                <p><HealthMark health={device.health} />　<Link to="/devices" search={{ at: device.id }}>{device.name}</Link>　<span className="soft">{scopeName}</span></p>
                <p className="soft">{device.values.filter(({ value }) => value !== null).map(({ title, value, word, unit }) => `${title} ${word ?? `${numberText(value ?? 0)} ${unit}`}`).join('，') || '还没有读数'}{device.lastAt ? <>，<When at={device.lastAt} isRelative /></> : null}</p>
                {call ? <p className={call.answeredAt ? 'soft' : 'tone-amber'}>{call.month} 试呼：{call.answeredAt ? <>● <When at={call.answeredAt} /> 应答</> : '△ 还没有应答'}</p> : null}
              </li>
            )
          })}
        </ul>
      )}
      <p className="soft">{consent.day} {consent.by === 'self' ? '本人' : '监护人'}同意：{consent.scopes.map((scope) => CARE_SCOPES[scope]).join('、')}</p>
    </section>
  )
}

function Contacts({ person: { contacts }, clear }: { readonly person: CareDetail; readonly clear: Clear | undefined }) {
  return (
    <section className="card" aria-label="联系人">
      <h2>出事先找谁</h2>
      {contacts.length === 0 ? <p className="tone-amber">△ 没有联系人：告警只能找网格员和值班人员。</p> : (
        <ol className="care-contacts">
          {contacts.map(({ id, kindName, name, phone, relation, consentDay }) => {
            const whole = clear?.contacts.find((one) => one.id === id)
            return <li key={id}><strong>{whole?.name ?? name}</strong>　{kindName}{relation ? `（${relation}）` : ''}　{whole?.phone ?? phone}　{consentDay ? <span className="soft">{consentDay} 同意</span> : <span className="tone-amber">△ 还没同意，不会打给他</span>}</li>
          })}
        </ol>
      )}
    </section>
  )
}

function Alarms({ person: { alarms, devices } }: { readonly person: CareDetail }) {
  return (
    <section className="card" aria-label="告警">
      <h2>为什么响过</h2>
      {alarms.length === 0 ? <p className="soft">{devices.length > 0 ? <>没有响过，或在 {devices.map(({ device }) => <Link key={device.id} to="/alarms" search={{ list: 'cleared', q: device.name }} mask={{ to: '/alarms', search: { list: 'cleared' } }}>{device.name}</Link>)} 的告警里看。</> : '没有响过。'}</p> : (
        <ul className="care-alarms">{alarms.map(({ id, at, title, reason, state, deviceName }) => <li key={id}><When at={at} /> <Link to="/alarms" search={{ at: id }}>{title}</Link>　{deviceName}：{reason}　<span className="soft">{state}</span></li>)}</ul>
      )}
    </section>
  )
}
