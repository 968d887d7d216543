import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { ALARM_STATES } from '@yihu/contracts'
import type { AlarmDetail } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { AlarmActs } from './alarm-acts.tsx'
import { AlarmMark, SEVERITY_MARKS } from './alarm-mark.tsx'
import { alarmQuery } from './alarm-queries.ts'
import { Ladder } from './ladder.tsx'
import { Pictures } from './pictures.tsx'
import { ScenarioIcon } from './scenario-icon.tsx'
import { Steps } from './steps.tsx'
import { Why } from './why.tsx'
import '../case/case.css'

const BaseMap = lazy(async () => ({ default: (await import('../../map/base-map.tsx')).BaseMap }))

/** One alarm: what and where, who was told and who is next, why it rang, what to do. */
export function AlarmView({ id }: { readonly id: string }) {
  const found = useQuery(alarmQuery(id))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const alarm = found.data
  return (
    <article className="case" aria-label={`告警 ${alarm.what}`}>
      <header className="alarm-head">
        <div className="case-title">
          <h1>{alarm.what}</h1>
          <p className="soft"><AlarmMark of={alarm} /> · <ScenarioIcon icon={alarm.scenario.icon} /> {alarm.scenario.name} · <strong className="alarm-state">{ALARM_STATES[alarm.state]}</strong>{alarm.holder ? `（${alarm.holder.name}）` : ''}{alarm.returns > 0 ? ` · 又响过 ${alarm.returns} 次` : ''}</p>
        </div>
        <AlarmActs alarm={alarm} />
      </header>
      {alarm.isDrill ? <p className="alarm-note tone-violet">▨ 这是演练：不通知任何真人，不立案。</p> : null}
      {alarm.trust.advice ? <p className="alarm-note tone-amber">◆ {alarm.trust.advice}</p> : null}
      {alarm.cleared ? <p className="alarm-note">○ <When at={alarm.cleared.at} /> {alarm.cleared.howText}{alarm.cleared.isFalse ? '（误报）' : ''}{alarm.cleared.reason ? `：${alarm.cleared.reason}` : ''}</p> : null}
      <div className="case-body">
        <div className="case-main">
          <Ladder alarm={alarm} />
          <Why alarm={alarm} />
          <Pictures alarm={alarm} />
          <Steps alarm={alarm} />
          <section className="card" aria-label="经过"><h2>经过</h2><Story story={alarm.story} /></section>
        </div>
        <Side alarm={alarm} />
      </div>
    </article>
  )
}

function Story({ story }: Pick<AlarmDetail, 'story'>) {
  return (
    <ol className="timeline">
      {story.map(({ at, kind, text, by }) => <li key={`${at} ${kind} ${text}`}><p className="timeline-line"><When at={at} /> <strong>{text}</strong>{by ? <span className="soft"> {by}</span> : null}</p></li>)}
    </ol>
  )
}

function Side({ alarm }: { readonly alarm: AlarmDetail }) {
  const { point, severity, id, what, trust, falseAlarmHints } = alarm
  const points = useMemo(() => (point ? [{ id, ...point, ...SEVERITY_MARKS[severity], title: what, isBad: true }] : []), [point, id, severity, what])
  return (
    <aside className="case-side">
      <section className="card" aria-label="在哪里">
        <dl className="facts">
          <div className="fact"><dt>设备</dt><dd><Link to="/devices" search={{ at: alarm.device.id }}>{alarm.device.name}</Link></dd></div>
          <div className="fact"><dt>地址</dt><dd>{[alarm.areaName, alarm.address].filter(Boolean).join(' ')}</dd></div>
          <div className="fact"><dt>响起</dt><dd>{exactText(alarm.raisedAt)}{alarm.riseAt ? `，${exactText(alarm.riseAt)} 升级` : ''}</dd></div>
          {alarm.case ? <div className="fact"><dt>案件</dt><dd><Link to="/cases/$id" params={{ id: alarm.case.id }}>{alarm.case.number}</Link></dd></div> : null}
          <div className="fact"><dt>近 30 天</dt><dd>响过 {trust.rang} 次，误报 {trust.falseAlarms} 次{trust.holdMinutes > 0 ? `；所以持续 ${trust.holdMinutes} 分钟才响` : ''}</dd></div>
        </dl>
        {point ? <div className="alarm-map"><Suspense fallback={<Loading rows={4} />}><BaseMap centre={point} zoom={16} points={points} label="告警的位置" /></Suspense></div> : null}
      </section>
      {falseAlarmHints.length > 0 ? <section className="card" aria-label="常见误报"><h2>常见误报</h2><ul className="alarm-hints">{falseAlarmHints.map((hint) => <li key={hint}>{hint}</li>)}</ul></section> : null}
    </aside>
  )
}
