import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { listTextModels, trainTextModel } from '@yihu/contracts'
import type { TextModelRow, TextModels } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { Kept } from './kept.tsx'
import { ModelFigures } from './model-figures.tsx'
import { MODELS_KEY, useSwitch } from './use-switch.tsx'
import './intelligence.css'

const TRAINING_MS = 3000

/** The models that suggest classes: how good each is, which one is in force, and the way back. */
export function ModelsPage() {
  const can = useCan()
  return can('model.read') ? <Models /> : <NoPermission what="分类模型" />
}

function Models() {
  const can = useCan()
  const found = useQuery({
    queryKey: MODELS_KEY,
    queryFn: ({ signal }) => api.call(listTextModels, { signal }),
    refetchInterval: ({ state }) => (state.data?.models.some((model) => model.state === 'training') ? TRAINING_MS : false),
  })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { current, kept, drift, models, uses } = found.data
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>分类模型</h1>{can('model.train') ? <Train isTraining={models.some(({ state }) => state === 'training')} /> : null}</div>
      <div className="models">
        <InForce current={current} uses={uses} />
        <Kept kept={kept} drift={drift} />
        {models.map((model) => <Model key={model.number} model={model} wasInForce={uses.some(({ number }) => number === model.number)} />)}
      </div>
      {models.length === 0 ? (
        <Empty title="还没有训练过模型">现在只按词表建议分类。训练用本街道已办结案件的最终分类，在后台进行约一分钟，不影响别人办事；训练完先看指标，再决定是否启用。</Empty>
      ) : null}
    </div>
  )
}

function Train({ isTraining }: { readonly isTraining: boolean }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const train = useMutation({
    mutationFn: () => api.call(trainTextModel, {}),
    onSuccess: ({ number }) => void message.info(`第 ${number} 号开始训练`),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: MODELS_KEY }),
  })
  return <Button type="primary" loading={train.isPending || isTraining} onClick={() => train.mutate()}>{isTraining ? '正在训练' : '用已办结的案件训练'}</Button>
}

function InForce({ current, uses }: Pick<TextModels, 'current' | 'uses'>) {
  const can = useCan()
  const { ask, dialog } = useSwitch()
  const [last] = uses
  return (
    <section className="card" aria-label="现用">
      <div className="model-head">
        <p>
          <strong>{current === null ? '○ 现在只按词表建议分类' : `● 现在用词表加第 ${current} 号模型`}</strong>
          {last ? <span className="soft">　{last.by}，<When at={last.at} />{last.isForced ? '，不如先前仍启用' : ''}</span> : null}
        </p>
        {current !== null && can('model.train') ? <Button onClick={() => ask({ number: null, worse: null })}>停用，只按词表</Button> : null}
      </div>
      <p className="soft">模型只给建议和把握，最后由人定；把握 90% 以上且规则允许自动派遣的，系统才自己派。</p>
      {uses.length > 1 ? (
        <details><summary>以前用过的（{uses.length} 次更换）</summary>
          <ul>{uses.map(({ number, by, at, isForced }) => <li key={at}><When at={at} />　{by}　{number === null ? '停用模型' : `启用第 ${number} 号`}{isForced ? '（不如先前仍启用）' : ''}</li>)}</ul>
        </details>
      ) : null}
      {dialog}
    </section>
  )
}

function Model({ model, wasInForce }: { readonly model: TextModelRow; readonly wasInForce: boolean }) {
  const can = useCan()
  const { ask, dialog } = useSwitch()
  const { number, state, isCurrent, source, startedBy, startedAt, figures, problem, worse } = model
  return (
    <section className="card" aria-label={`第 ${number} 号`}>
      <div className="model-head">
        <h2>第 {number} 号 <State model={model} /></h2>
        {state === 'ready' && !isCurrent && can('model.train') ? (
          <div className="model-do"><Button onClick={() => ask({ number, worse: wasInForce ? null : worse })}>{wasInForce ? '换回这一个' : '启用'}</Button></div>
        ) : null}
      </div>
      <p className="soft">{source}；{startedBy}，<When at={startedAt} /></p>
      {problem ? <Alert type="warning" showIcon title={problem} /> : null}
      {worse ? <Alert type="warning" showIcon title={`不如现用的：${worse}`} /> : null}
      {figures ? <ModelFigures model={model} figures={figures} /> : null}
      {dialog}
    </section>
  )
}

function State({ model: { state, isCurrent } }: { readonly model: TextModelRow }) {
  if (isCurrent) return <span className="tone-green">● 现用</span>
  if (state === 'training') return <span className="tone-amber">◆ 正在训练，约一分钟</span>
  return state === 'failed' ? <span className="tone-red">▲ 没有完成</span> : <span className="soft">○ 没有启用</span>
}
