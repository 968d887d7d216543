import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { CAMPAIGN_REQUEST_STATES, decideCampaign, destroyCampaign } from '@yihu/contracts'
import type { ScenarioDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'

type Run = NonNullable<ScenarioDetail['campaign']>['runs'][number]
type Asking = NonNullable<ScenarioDetail['campaign']>['requests'][number]

/** A scenario with an end: who asked for it and who agreed, when it was on, and the proof of what was destroyed afterwards. */
export function Campaign({ scenario: { id, campaign, mayEdit } }: { readonly scenario: ScenarioDetail }) {
  if (!campaign) return null
  const { requests, runs, mostDays, destroyWithinDays, destroys, keeps } = campaign
  return (
    <section className="card" aria-label="期限和销毁">
      <h2>期限和销毁</h2>
      <p>最长 {mostDays} 天，到期自动停；结束后 {destroyWithinDays} 天内销毁：{destroys.join('、')}。{keeps}。</p>
      {requests.length > 0 ? <ul className="campaign-runs" aria-label="申请">{requests.map((request) => <Asked key={request.id} id={id} request={request} />)}</ul> : null}
      {runs.length === 0 ? <p className="soft">这里还没有开过。</p> : <ul className="campaign-runs">{runs.map((run) => <Line key={`${run.path} ${run.version}`} id={id} run={run} mayEdit={mayEdit} />)}</ul>}
    </section>
  )
}

const REQUEST_MARKS = { proposed: ['◆', 'amber'], approved: ['●', 'green'], declined: ['×', 'grey'] } as const

function Asked({ id, request }: { readonly id: string; readonly request: Asking }) {
  const { areaName, state, legalBasis, endsOn, changed, proposedBy, proposedAt, decision, mayDecide } = request
  const { message } = App.useApp()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (isApproved: boolean) => api.call(decideCampaign, { params: { id }, body: { requestId: request.id, isApproved } }),
    onSuccess: (_, isApproved) => void message.success(isApproved ? '已批准，从现在起开始' : '已退回'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => Promise.all(['scenarios', 'scenario'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const [shape, tone] = REQUEST_MARKS[state]
  return (
    <li>
      <p><span className={`tone-${tone}`}><span aria-hidden="true">{shape}</span> {CAMPAIGN_REQUEST_STATES[state]}</span>　<strong>{areaName}</strong>　到 {endsOn} 为止{changed.length > 0 ? `，${changed.map(({ label, value }) => `${label} ${value}`).join('，')}` : ''}</p>
      <p>依据：{legalBasis}</p>
      <p className="soft">{proposedBy} <When at={proposedAt} /> 申请{decision ? <>，{decision.by} <When at={decision.at} /> {CAMPAIGN_REQUEST_STATES[state]}{decision.note ? `：${decision.note}` : ''}</> : mayDecide ? '' : '，等另一位同事批准'}</p>
      {mayDecide ? (
        <div className="scenario-foot">
          <Popconfirm title="批准这项专项？" description="批准以后立即开始，到期自动停、数据销毁。" okText="批准" cancelText="再看看" onConfirm={() => decide.mutate(true)}><Button type="primary" loading={decide.isPending}>批准</Button></Popconfirm>
          <Button loading={decide.isPending} onClick={() => decide.mutate(false)}>退回</Button>
        </div>
      ) : null}
    </li>
  )
}

function Line({ id, run, mayEdit }: { readonly id: string; readonly run: Run; readonly mayEdit: boolean }) {
  const { path, areaName, version, lastDay, destroyBy, isOver, proof } = run
  const queries = useQueryClient()
  const { message } = App.useApp()
  const destroy = useMutation({
    mutationFn: () => api.call(destroyCampaign, { params: { id }, body: { area: path, version } }),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => Promise.all(['scenarios', 'scenario', 'alarms', 'devices'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <li>
      <p><strong>{areaName}</strong>　到 {lastDay} 为止　{proof ? <span className="tone-green">● 已销毁</span> : isOver ? <span className="tone-amber">◆ 已结束，最迟 {destroyBy} 自动销毁</span> : <span>○ 进行中</span>}</p>
      {proof ? (
        <dl className="facts">
          <div className="fact"><dt>销毁了</dt><dd>{proof.says}</dd></div>
          <div className="fact"><dt>何时、谁</dt><dd><When at={proof.at} />，{proof.by}；共 {proof.entries} 行</dd></div>
          <div className="fact"><dt>指纹（SM3）</dt><dd className="campaign-digest">{proof.digest}</dd></div>
        </dl>
      ) : null}
      {isOver && !proof && mayEdit ? (
        <Popconfirm title="现在就销毁？" description="关注户、上报、告警、通知和照片都会删掉，不能恢复；只留下证明。" okText="销毁" cancelText="再等等" onConfirm={() => destroy.mutate()}>
          <Button danger loading={destroy.isPending}>现在销毁</Button>
        </Popconfirm>
      ) : null}
    </li>
  )
}
