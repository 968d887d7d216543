import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { printVoteCodes } from '@yihu/contracts'
import type { AnswerOf, DeliberationDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { deliberationQuery } from './deliberation-queries.ts'
import '../mediation/mediation.css'
import './deliberation.css'

/** The record of a deliberation as it is printed and posted; and the slips with voting codes that are brought to the doors. */
export function DeliberationPrintPage() {
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery({ ...deliberationQuery(id), enabled: can('deliberation.write') })
  const codes = useMutation({ mutationFn: () => api.call(printVoteCodes, { params: { id } }) })
  if (!can('deliberation.write')) return <NoPermission what="打印议事记录" />
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="med-print">
      <div className="med-print-tools">
        <Link to="/deliberations/$id" params={{ id }}>‹ 返回提议</Link>
        {codes.data ? <span className="soft">票码已显示，记入审计</span> : <Button loading={codes.isPending} onClick={() => codes.mutate()}>显示各户票码（入户送达，记入审计）</Button>}
        <Button type="primary" onClick={() => globalThis.print()}>打印</Button>
      </div>
      {codes.isError ? <Alert type="error" showIcon role="alert" title={textOf(codes.error)} /> : null}
      {codes.data ? <Slips codes={codes.data} number={found.data.number} until={found.data.meeting?.until ?? null} /> : <Paper detail={found.data} />}
    </div>
  )
}

function Slips({ codes: { title, question, codes }, number, until }: { readonly codes: AnswerOf<typeof printVoteCodes>; readonly number: string; readonly until: string | null }) {
  return (
    <article className="paper">
      <h1>{title}：表决票码</h1>
      <p className="paper-number">{number}，表决的事：{question}。一户一票，{until ? `${exactText(until)} 前` : '截止时间另行通知，'}在 i雪宫「议一议」里凭票码投，或者投纸质票。</p>
      <ul className="del-slips">{codes.map(({ household, code }) => <li key={household}><span>{household}</span><strong>{code}</strong></li>)}</ul>
    </article>
  )
}

function Paper({ detail }: { readonly detail: DeliberationDetail }) {
  const { meeting, result } = detail
  return (
    <article className="paper">
      <h1>{detail.areaName}议事记录</h1>
      <p className="paper-number">{detail.number}　{detail.title}</p>
      <h2>一、提事</h2>
      <p className="paper-text">{detail.text}</p>
      {meeting ? (
        <>
          <h2>二、议事会</h2>
          <p>{exactText(meeting.at)}，{meeting.place}。参加：{detail.people.map(({ name, unit, conflict }, at) => `${meeting.people[at]?.roleName ?? ''} ${name}${unit ? `（${unit}）` : ''}${conflict ? `，回避：${conflict}` : ''}`).join('；')}。</p>
          <p>表决的事：{meeting.question}。怎样算通过：{meeting.ruleName}（{meeting.basis}）。</p>
        </>
      ) : null}
      {result ? <><h2>三、表决结果：{result.isCarried ? '通过' : '没有通过'}</h2>{result.lines.map((line) => <p key={line}>{line}</p>)}<p className="paper-text">{result.minutes}</p></> : null}
      <h2>经过</h2>
      {detail.timeline.map(({ at, stepName, title, text }) => <p key={`${at}${title}${text}`}>{exactText(at)}　{stepName}　{title}　{text}</p>)}
      <div className="paper-signs"><p>主持人签名：</p><p>监督人签名：</p></div>
    </article>
  )
}
