import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { MEDIATION_ORIGINS, MEDIATION_STATES, PARTY_SIDES, PERFORMANCES, revealParties } from '@yihu/contracts'
import type { AnswerOf, MediationDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { mediationQuery } from './mediation-queries.ts'
import './mediation.css'

type Clear = AnswerOf<typeof revealParties>['parties'][number]

/** The file as it is printed and archived; whole names only after somebody asked for them, which is audited. */
export function MediationPrintPage() {
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery(mediationQuery(id))
  const show = useMutation({ mutationFn: () => api.call(revealParties, { params: { id }, body: { purpose: 'print' } }) })
  if (!can('mediation.reveal')) return <NoPermission what="打印案卷" />
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="med-print">
      <div className="med-print-tools">
        <Link to="/mediations" search={{ at: id }}>‹ 返回卷宗</Link>
        {show.data ? <span className="soft">姓名电话已显示，记入审计</span> : <Button loading={show.isPending} onClick={() => show.mutate()}>显示姓名电话（用于打印，记入审计）</Button>}
        <Button type="primary" onClick={() => globalThis.print()}>打印</Button>
      </div>
      {show.isError ? <Alert type="error" showIcon role="alert" title={textOf(show.error)} /> : null}
      <Paper detail={found.data} clear={new Map(show.data?.parties.map((party) => [party.id, party]))} />
    </div>
  )
}

function Paper({ detail, clear }: { readonly detail: MediationDetail; readonly clear: ReadonlyMap<string, Clear> }) {
  const { agreement, result } = detail
  return (
    <article className="paper">
      <h1>人民调解卷宗</h1>
      <p className="paper-number">{detail.number}</p>
      <table>
        <tbody>
          <Line name="题目">{detail.title}</Line>
          <Line name="纠纷类型">{detail.kindName}（{MEDIATION_ORIGINS[detail.origin]}）</Line>
          <Line name="地点">{detail.areaName}{detail.caseRef ? `，来自案件 ${detail.caseRef.number}` : ''}</Line>
          <Line name="调解员">{detail.mediators.join('、') || '—'}</Line>
          <Line name="建卷">{exactText(detail.openedAt)} {detail.openedBy}</Line>
          <Line name="结果">{MEDIATION_STATES[detail.state]}</Line>
        </tbody>
      </table>
      <h2>一、当事人基本情况</h2>
      {detail.parties.map((party) => {
        const { name, phone, about } = clear.get(party.id) ?? { name: party.name, phone: party.phone, about: null }
        return <p key={party.id}>{PARTY_SIDES[party.side]}：{name}{phone ? `，电话 ${phone}` : ''}{about ? `，${about}` : ''}；{party.consent === 'agreed' ? '自愿接受调解' : party.consent === 'refused' ? '拒绝调解' : '未表明意愿'}{party.consentAt ? `（${exactText(party.consentAt)}）` : ''}</p>
      })}
      <h2>二、纠纷情况</h2>
      <p className="paper-text">{agreement?.facts ?? detail.facts}</p>
      <h2>三、调解记录</h2>
      {detail.sessions.length === 0 ? <p>无</p> : detail.sessions.map(({ id, at, place, present, record, by }) => <div key={id}><p>{exactText(at)}，{place}，到场：{present}，记录人：{by}</p><p className="paper-text">{record}</p></div>)}
      {agreement ? (
        <>
          <h2>四、{agreement.form === 'written' ? '调解协议' : '口头协议'}</h2>
          <p className="paper-text">各方责任：{agreement.liability}</p>
          <p className="paper-text">协议内容：{agreement.terms}</p>
          <p>履行方式和期限：{agreement.performance}{agreement.dueDay ? `，${agreement.dueDay} 前履行` : ''}</p>
          <p>本协议{agreement.form === 'oral' ? '自各方达成时起生效' : '自各方签名、调解员签名并加盖印章之日起生效'}，各方应当履行；三十日内可共同向人民法院申请司法确认。</p>
          <div className="paper-signs"><p>当事人签名：</p><p>调解员签名：</p><p>人民调解委员会（章）：</p><p>　　　　年　　月　　日</p></div>
        </>
      ) : null}
      {result ? <><h2>四、{result.court ? '转诉讼' : '调解不成'}</h2><p className="paper-text">{result.reason}{result.court ? `（${result.court}）` : ''}。{result.court ? '' : '已告知当事人可以依法通过仲裁、行政、司法等途径维护权利。'}</p></> : null}
      {detail.followUps.length > 0 ? <><h2>五、回访</h2>{detail.followUps.map(({ at, performance, note, by }) => <p key={at}>{exactText(at)} {by}：{PERFORMANCES[performance]}，{note}</p>)}</> : null}
      {agreement?.documents.length ? <><h2>附：签字的协议</h2>{agreement.documents.filter(({ kind }) => kind === 'image').map(({ id, url, name }) => <img key={id} className="paper-photo" src={url} alt={name} />)}</> : null}
    </article>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return <tr><th scope="row">{name}</th><td>{children}</td></tr>
}
