import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { MEDIATION_ORIGINS, PERFORMANCES } from '@yihu/contracts'
import type { FileRef, MediationDetail, MediationStepName } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useOffer } from '../../app/commands.ts'
import { useKeys } from '../../app/keys.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { mediationQuery } from './mediation-queries.ts'
import { Parties } from './parties.tsx'
import { StateMark } from './state-mark.tsx'
import { StepPanel } from './step-panel.tsx'
import { isKnownStep, STEP_SHAPES } from './step-table.ts'
import '../case/case.css'

/** One mediation file on one page: how far it is, what it waits for, what can be done. */
export function MediationView({ id }: { readonly id: string }) {
  const found = useQuery(mediationQuery(id))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      {found.isError ? <Alert banner type="warning" title="刷新没有成功，显示的是之前的内容。" /> : null}
      <File detail={found.data} />
    </>
  )
}

function File({ detail }: { readonly detail: MediationDetail }) {
  const [step, setStep] = useState<MediationStepName | null>(null)
  return (
    <article className="case med-file" aria-label={`卷宗 ${detail.number}`}>
      <header className="case-head">
        <div className="case-title">
          <h1>{detail.title}</h1>
          <p className="soft"><StateMark row={detail} /> · {detail.number} · {detail.kindName} · <strong>{detail.waitsFor}</strong></p>
        </div>
        <Steps detail={detail} onOpen={setStep} />
      </header>
      {step ? <StepPanel key={step} detail={detail} step={step} onClose={() => setStep(null)} /> : null}
      <div className="case-body">
        <div className="case-main">
          <Parties detail={detail} />
          <section className="card"><h2>纠纷情况</h2><p className="case-text">{detail.facts}</p></section>
          <Sessions sessions={detail.sessions} />
          {detail.agreement ? <Agreement agreement={detail.agreement} /> : null}
          {detail.result ? <section className="card"><h2>{detail.result.court ? '转诉讼' : '调解不成'}</h2><p className="case-text">{detail.result.reason}{detail.result.court ? `（${detail.result.court}）` : ''}</p><p className="soft"><When at={detail.result.at} /></p></section> : null}
          <FollowUps followUps={detail.followUps} />
        </div>
        <aside className="case-side">
          <Facts detail={detail} />
          <section className="card"><h2>经过</h2><ol className="timeline">{detail.history.toReversed().map(({ at, by, title }) => <li key={`${at}${title}`}><p className="timeline-line"><time dateTime={at}><When at={at} /></time>　{title}</p><p className="timeline-text soft">{by}</p></li>)}</ol></section>
        </aside>
      </div>
    </article>
  )
}

const SHOWN = 4

function keyed(label: string, key: string) {
  return <>{label} <kbd aria-hidden="true">{key.toUpperCase()}</kbd></>
}

function Steps({ detail, onOpen }: { readonly detail: MediationDetail; readonly onOpen: (step: MediationStepName) => void }) {
  const can = useCan()
  const navigate = useNavigate()
  const offered = detail.steps.flatMap(({ step, label, isPrimary }) => (isKnownStep(step) ? [{ step, label, isPrimary, key: STEP_SHAPES[step].key }] : []))
  const rest = offered.slice(SHOWN)
  const print = () => void navigate({ to: '/mediations/$id/print', params: { id: detail.id } })
  useKeys({ ...Object.fromEntries(offered.map(({ step, key }) => [key, () => onOpen(step)])), ...(can('mediation.reveal') ? { o: print } : {}) })
  useOffer(`卷宗 ${detail.number}`, offered.map(({ step, label, key }) => ({ id: step, label, key, run: () => onOpen(step) })))
  return (
    <div className="moves" role="group" aria-label="可以做的操作">
      {offered.slice(0, SHOWN).map(({ step, label, isPrimary, key }) => <Button key={step} type={isPrimary ? 'primary' : 'default'} aria-keyshortcuts={key} onClick={() => onOpen(step)}>{keyed(label, key)}</Button>)}
      {rest.length > 0 ? (
        <Dropdown trigger={['click']} menu={{ items: rest.map(({ step, label, key }) => ({ key: step, label: keyed(label, key), onClick: () => onOpen(step) })) }}><Button>更多操作 <span aria-hidden="true">▾</span></Button></Dropdown>
      ) : null}
      {can('mediation.reveal') ? <Button onClick={print} aria-keyshortcuts="o">打印案卷 <kbd aria-hidden="true">O</kbd></Button> : null}
    </div>
  )
}

function Facts({ detail }: { readonly detail: MediationDetail }) {
  return (
    <section className="card">
      <dl className="facts">
        <div className="fact"><dt>开始</dt><dd>{MEDIATION_ORIGINS[detail.origin]}</dd></div>
        <div className="fact"><dt>来自</dt><dd>{detail.caseRef ? <Link to="/cases/$id" params={{ id: detail.caseRef.id }}>案件 {detail.caseRef.number}</Link> : '单独建立'}</dd></div>
        <div className="fact"><dt>地点</dt><dd>{detail.areaName}</dd></div>
        <div className="fact"><dt>调解员</dt><dd>{detail.mediators.join('、') || '还没有指定'}</dd></div>
        <div className="fact"><dt>建卷</dt><dd>{detail.openedBy}，<When at={detail.openedAt} /></dd></div>
        {detail.state === 'open' ? <div className="fact"><dt>应调结</dt><dd className={detail.isLate ? 'tone-red' : ''}>{detail.dueDay} 前（一般一个月内）</dd></div> : null}
      </dl>
    </section>
  )
}

function Sessions({ sessions }: { readonly sessions: MediationDetail['sessions'] }) {
  if (sessions.length === 0) return null
  return (
    <section className="card">
      <h2>调解记录 {sessions.length} 次</h2>
      {sessions.map(({ id, at, place, present, record, by, documents }) => (
        <div key={id} className="med-session">
          <p className="soft"><When at={at} />　{place}　到场：{present}　记录：{by}</p>
          <p className="case-text">{record}</p>
          <Documents documents={documents} />
        </div>
      ))}
    </section>
  )
}

function Agreement({ agreement }: { readonly agreement: NonNullable<MediationDetail['agreement']> }) {
  return (
    <section className="card">
      <h2>{agreement.form === 'written' ? '书面协议' : '口头协议'}：{agreement.effectiveAt ? '已生效' : <span className="tone-amber">等签字</span>}</h2>
      <dl className="facts">
        <div className="fact"><dt>事实争议</dt><dd className="case-text">{agreement.facts}</dd></div>
        <div className="fact"><dt>责任</dt><dd className="case-text">{agreement.liability}</dd></div>
        <div className="fact"><dt>内容</dt><dd className="case-text">{agreement.terms}</dd></div>
        <div className="fact"><dt>履行</dt><dd>{agreement.performance}{agreement.dueDay ? `，${agreement.dueDay} 前` : ''}</dd></div>
        {agreement.effectiveAt ? <div className="fact"><dt>生效</dt><dd><When at={agreement.effectiveAt} />；{agreement.confirmUntil} 前双方可共同申请司法确认</dd></div> : null}
      </dl>
      <Documents documents={agreement.documents} />
    </section>
  )
}

function FollowUps({ followUps }: { readonly followUps: MediationDetail['followUps'] }) {
  if (followUps.length === 0) return null
  return <section className="card"><h2>回访 {followUps.length} 次</h2>{followUps.map(({ at, performance, note, by }) => <div key={at} className="med-session"><p className="soft"><When at={at} />　{by}</p><p><strong>{PERFORMANCES[performance]}</strong>：{note}</p></div>)}</section>
}

function Documents({ documents }: { readonly documents: readonly FileRef[] }) {
  if (documents.length === 0) return null
  return (
    <div className="photos">
      {documents.map(({ id, name, url, thumbnailUrl }) => <a key={id} href={url} target="_blank" rel="noreferrer">{thumbnailUrl ? <img src={thumbnailUrl} alt={name} width={104} height={78} loading="lazy" /> : name}</a>)}
    </div>
  )
}
