import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { gridCoverage, listAlarms, listCare, listCases, listDangers, listDue } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { networkQuery } from './grid-queries.ts'
import { readGridSearch } from './grid-search.ts'
import '../mediation/mediation.css'

/** As many lines of each kind as fit on paper; what is more is said. */
const MOST = 40

/** 交接单: what somebody who takes over a grid must know on the first day, on one page; people masked, keys and notes stay behind their purpose. */
export function BriefPage() {
  const can = useCan()
  const { area } = readGridSearch(useSearch({ strict: false }))
  if (!can('grid.read')) return <NoPermission what="网格工作" />
  return area === undefined ? <Empty title="哪个网格的交接单">在「网格工作」的「网络和挂包」里打开一个网格的交接单。</Empty> : <Brief area={area} />
}

function Brief({ area }: { readonly area: string }) {
  const can = useCan()
  const network = useQuery(networkQuery(area))
  const key = ['grid', 'brief', area]
  const [cases, coverage, due, dangers, care, alarms] = useQueries({
    queries: [
      { queryKey: [...key, 'cases'], queryFn: () => api.call(listCases, { query: { area, mark: 'open', limit: MOST } }), enabled: can('case.read') },
      { queryKey: [...key, 'coverage'], queryFn: () => api.call(gridCoverage, { query: { area } }) },
      { queryKey: [...key, 'due'], queryFn: () => api.call(listDue, { query: { area, limit: MOST } }) },
      { queryKey: [...key, 'dangers'], queryFn: () => api.call(listDangers, { query: { area, limit: MOST } }), enabled: can('check.read') },
      { queryKey: [...key, 'care'], queryFn: () => api.call(listCare, { query: { area, limit: MOST } }), enabled: can('care.read') },
      { queryKey: [...key, 'alarms'], queryFn: () => api.call(listAlarms, { query: { area, limit: MOST } }), enabled: can('alarm.read') },
    ],
  })
  const all = [network, cases, coverage, due, dangers, care, alarms]
  const failed = all.find(({ isError }) => isError)
  if (failed) return <Failed error={failed.error} retry={() => void failed.refetch()} />
  if (!network.data || all.some(({ isLoading }) => isLoading)) return <Loading rows={14} />
  const [grid] = network.data.grids
  return (
    <div className="med-print">
      <div className="med-print-tools"><Link to="/grid" search={{ tab: 'network', area }}>‹ 返回网格</Link><Button type="primary" onClick={() => globalThis.print()}>打印</Button></div>
      <article className="paper">
        <h1>{network.data.area.name}交接单</h1>
        <p className="paper-number">截至 {exactText(network.data.asOf)}。网格员：{grid?.workers.join('、') || '没有'}；书记：{grid?.secretaries.map(({ name }) => name).join('、') || '没有'}；{grid?.households ?? 0} 户，{grid?.buildings.length ?? 0} 栋楼。</p>
        <Part title="一、没办完的案件" items={cases.data?.cases} next={cases.data?.next} of={({ number, title, stateLabel, dueText, address, areaName }) => `${number}　${title}，${address ?? areaName}，${stateLabel}，${dueText}`} />
        <Part title="二、还没有走到的" items={coverage.data?.routines.filter(({ whole }) => whole.total > whole.done)} of={({ form, of, whole, window }) => `${form.name}：${of}，还差 ${whole.total - whole.done} 处（其中去过没人 ${whole.tried}）${window ? `，到 ${window.to}` : ''}`} />
        <Part title="三、先到期的" items={due.data?.items} next={due.data?.next} of={({ subject, why, dueOn }) => `${subject.label}：${why}，到 ${dueOn}`} />
        <Part title="四、没整改完的隐患" items={dangers.data?.dangers} next={dangers.data?.next} of={({ subjectLabel, text, answer, case: own }) => `${subjectLabel}：${text}，${answer}${own ? `；${own.number} ${own.stateName}${own.dueAt ? `，${exactText(own.dueAt)} 前` : ''}` : ''}`} />
        <Part title="五、看护对象（钥匙在哪、须知和电话，在看护卡片上按用途查看）" items={care.data?.people} next={care.data?.next} of={({ kindName, name, areaName, room, away }) => `${name}，${kindName}，${areaName}${room ?? ''}${away ? '，外出中' : ''}`} />
        <Part title="六、没解除的告警" items={alarms.data?.alarms} next={alarms.data?.next} of={({ scenario, what, areaName, raisedAt }) => `${scenario.name}：${what}，${areaName}，${exactText(raisedAt)} 起`} />
        <Part title="七、工程挂包" items={grid?.sites} of={({ name, cadres }) => `${name}：${cadres.map((one) => one.name).join('、')}`} />
        <Part title="八、网格里缺的人" items={grid?.gaps} of={({ text }) => text} />
        <p className="paper-text">移交人（签字）：　　　　　　接手人（签字）：　　　　　　日期：</p>
      </article>
    </div>
  )
}

interface PartProps<T> {
  readonly title: string
  /** Undefined: not for who looks. */
  readonly items: readonly T[] | undefined
  readonly next?: string | null | undefined
  readonly of: (item: T) => ReactNode
}

function Part<T>({ title, items, next, of }: PartProps<T>) {
  if (!items) return null
  return (
    <>
      <h2>{title}</h2>
      {items.length === 0 ? <p>没有。</p> : <ol>{items.map((item, at) => <li key={at}>{of(item)}</li>)}</ol>}
      {next ? <p>只列了前 {items.length} 条，其余在系统里看。</p> : null}
    </>
  )
}
