import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { DeliberationDetail } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { ActPanel } from './act-panel.tsx'
import { isKnownAct } from './act-table.ts'
import type { KnownAct } from './act-table.ts'
import { deliberationQuery } from './deliberation-queries.ts'
import { MeetingPart } from './meeting-part.tsx'
import { PaperPart } from './paper-part.tsx'
import { Proposer } from './proposer.tsx'
import { StateMark } from './state-mark.tsx'
import '../case/case.css'
import './deliberation.css'

/** One proposal on its way: the five steps, what may be done next, meeting, votes, what was done, what people say of it. */
export function DeliberationPage() {
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery({ ...deliberationQuery(id), enabled: can('deliberation.read') })
  if (!can('deliberation.read')) return <NoPermission what="五步议事" />
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <Proposal detail={found.data} />
}

function Proposal({ detail }: { readonly detail: DeliberationDetail }) {
  const can = useCan()
  const [act, setAct] = useState<KnownAct | null>(null)
  const offered = detail.acts.flatMap(({ act: name, label }) => (isKnownAct(name) ? [{ name, label }] : []))
  return (
    <article className="sheet case del-one" aria-label={`提议 ${detail.number}`}>
      <p><Link to="/deliberations">‹ 五步议事</Link></p>
      <header className="case-head">
        <div className="case-title">
          <h1>{detail.title}</h1>
          <p className="soft"><StateMark row={detail} /> · {detail.number} · {detail.areaName}{detail.place ? ` · ${detail.place}` : ''} · {detail.supports} 人支持（{detail.verified} 个手机号验证过）{detail.isPublic ? '' : ' · 还没有公开'}</p>
        </div>
        <div className="moves" role="group" aria-label="可以做的操作">
          {offered.map(({ name, label }, at) => <Button key={name} type={at === 0 ? 'primary' : 'default'} onClick={() => setAct(name)}>{label}</Button>)}
          {can('deliberation.write') && detail.meeting ? <Link to="/deliberations/$id/print" params={{ id: detail.id }}>打印</Link> : null}
        </div>
      </header>
      <StepsLine steps={detail.steps} />
      {act ? <ActPanel key={act} detail={detail} act={act} onClose={() => setAct(null)} /> : null}
      <div className="case-body">
        <div className="case-main">
          <section className="card"><h2>提议</h2><p className="case-text">{detail.text}</p><Proposer detail={detail} /></section>
          <Similar detail={detail} />
          {detail.merge ? <Merge merge={detail.merge} /> : null}
          {detail.meeting ? <MeetingPart detail={detail} /> : null}
          {detail.state === 'voting' || detail.paper.entries.length > 0 ? <PaperPart detail={detail} /> : null}
          {detail.result ? <section className="card"><h2>结果：{detail.result.isCarried ? '通过' : '没有通过'}</h2>{detail.result.lines.map((line) => <p key={line}>{line}</p>)}<p className="case-text">纪要：{detail.result.minutes}</p></section> : null}
          {detail.cases.length > 0 ? <section className="card"><h2>办的事</h2><ul>{detail.cases.map(({ number, title, stateText }) => <li key={number}>{title} <span className="soft">{number} · {stateText}</span></li>)}</ul></section> : null}
          <Ratings detail={detail} />
        </div>
        <aside className="case-side">
          <section className="card"><h2>经过</h2><ol className="timeline">{detail.timeline.toReversed().map(({ at, stepName, title, text }) => <li key={`${at}${title}${text}`}><p className="timeline-line"><time dateTime={at}><When at={at} /></time>　<span className="soft">{stepName}</span> {title}</p><p className="timeline-text soft">{text}</p></li>)}</ol></section>
        </aside>
      </div>
    </article>
  )
}

const SHAPES = { done: '●', now: '◉', todo: '○' } as const

function StepsLine({ steps }: Pick<DeliberationDetail, 'steps'>) {
  return <ol className="del-line" aria-label="五步">{steps.map(({ name, state }) => <li key={name} aria-current={state === 'now' ? 'step' : undefined} className={state === 'todo' ? 'soft' : ''}><span aria-hidden="true">{SHAPES[state]}</span> {name}</li>)}</ol>
}

function Similar({ detail: { similar } }: { readonly detail: DeliberationDetail }) {
  if (similar.length === 0) return null
  return <section className="card"><h2>差不多的 {similar.length} 件</h2><ul>{similar.map(({ id, title, number, why, supports }) => <li key={id}><Link to="/deliberations/$id" params={{ id }}>{title}</Link> <span className="soft">{number} · {supports} 人支持 · {why}</span></li>)}</ul></section>
}

const SAID: Readonly<Record<string, string>> = { waiting: '○ 还没答复', agreed: '● 同意', refused: '▲ 不同意' }

function Merge({ merge }: { readonly merge: NonNullable<DeliberationDetail['merge']> }) {
  return (
    <section className="card">
      <h2>征求合并</h2>
      <p>合到 <Link to="/deliberations/$id" params={{ id: merge.intoId }}>{merge.intoTitle}</Link>：{merge.reason}</p>
      <p>本件提议人：{SAID[merge.own]}　对方提议人：{SAID[merge.other]}</p>
      {merge.notes.map((note) => <p key={note} className="soft">{note}</p>)}
    </section>
  )
}

function Ratings({ detail: { rating, comments } }: { readonly detail: DeliberationDetail }) {
  if (!rating) return null
  return (
    <section className="card">
      <h2>评事：{rating.count} 人评价，{rating.solved} 人说办成了，满意度 {rating.satisfaction} 分</h2>
      <ul>{comments.filter(({ comment }) => comment !== '').map(({ at, comment, satisfaction }) => <li key={`${at}${comment}`}>{comment} <span className="soft">{satisfaction} 分 · <When at={at} /></span></li>)}</ul>
    </section>
  )
}
