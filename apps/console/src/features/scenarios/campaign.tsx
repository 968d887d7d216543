import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { destroyCampaign } from '@yihu/contracts'
import type { ScenarioDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'

type Run = NonNullable<ScenarioDetail['campaign']>['runs'][number]

/** A scenario with an end: when it was on, and the proof of what was destroyed afterwards. */
export function Campaign({ scenario: { id, campaign, mayEdit } }: { readonly scenario: ScenarioDetail }) {
  if (!campaign) return null
  const { runs, mostDays, destroyWithinDays, destroys, keeps } = campaign
  return (
    <section className="card" aria-label="期限和销毁">
      <h2>期限和销毁</h2>
      <p>最长 {mostDays} 天，到期自动停；结束后 {destroyWithinDays} 天内销毁：{destroys.join('、')}。{keeps}。</p>
      {runs.length === 0 ? <p className="soft">这里还没有开过。</p> : <ul className="campaign-runs">{runs.map((run) => <Line key={`${run.path} ${run.version}`} id={id} run={run} mayEdit={mayEdit} />)}</ul>}
    </section>
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
