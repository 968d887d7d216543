import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { PLAN_TASK_STATES } from '@yihu/contracts'
import type { PlanRow, PlanTaskState } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { plansQuery } from './grid-queries.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanTaskDialog } from './plan-task-dialog.tsx'

const DAY_MS = 86_400_000
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS
const MARKS: Readonly<Record<PlanTaskState, readonly [tone: string, shape: string]>> = { waiting: ['soft', '○'], stuck: ['tone-red', '▲'], open: ['tone-amber', '◆'], done: ['tone-green', '●'] }

/** A task that is to be given to somebody else. */
interface Changed {
  readonly id: string
  readonly nth: number
}

/** 串联变并联: big work in tasks that run side by side, each a case of its own. */
export function Plans() {
  const can = useCan()
  const [isNew, setNew] = useState(false)
  const [changed, setChanged] = useState<Changed | null>(null)
  const found = useInfiniteQuery(plansQuery)
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const plans = found.data.pages.flatMap((page) => page.plans)
  const today = found.data.pages[0]?.today ?? ''
  const asked = plans.find(({ id }) => id === changed?.id)
  return (
    <>
      <div className="grid-routines-head">
        <p className="soft">一件大事拆成几个单位同时办的任务，只等必须等的。每项任务就是一件案件：谁办、到哪天、为什么，都在案件上；前面的办完，后面的自动立案派出；单位或分类停用了、案件作废了，派不出去的会标出来，改好再派。</p>
        {can('grid.routine') ? <Button type="primary" onClick={() => setNew(true)}>定一个并联计划</Button> : null}
      </div>
      {plans.length === 0 ? <Empty title="还没有并联计划">老旧小区改造有现成的任务可以照着开。</Empty> : plans.map((plan) => <Plan key={plan.id} plan={plan} today={today} onChange={can('grid.routine') ? (nth) => setChanged({ id: plan.id, nth }) : null} />)}
      {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看早些的计划</Button> : null}
      {isNew ? <PlanDialog onClose={() => setNew(false)} /> : null}
      {changed && asked ? <PlanTaskDialog plan={asked} nth={changed.nth} onClose={() => setChanged(null)} /> : null}
    </>
  )
}

interface PlanProps {
  readonly plan: PlanRow
  readonly today: string
  /** Gives a task to somebody else; null: not for this person. */
  readonly onChange: ((nth: number) => void) | null
}

function Plan({ plan: { name, areaName, begins, ends, endsInSeries, madeBy, madeAt, tasks }, today, onChange }: PlanProps) {
  const whole = daysBetween(begins, ends) + 1
  const saved = daysBetween(ends, endsInSeries)
  const at = daysBetween(begins, today)
  return (
    <section className="card grid-plan" aria-label={name}>
      <h2>{name} <span className="soft">{areaName}</span></h2>
      <p className="soft">{madeBy} <When at={madeAt} /> 定的。照现在看 {ends} 办完{saved > 0 ? `，比一项等一项少 ${saved} 天` : ''}；办完 {tasks.filter(({ state }) => state === 'done').length} / {tasks.length} 项。</p>
      <ol className="grid-gantt">{tasks.map((task, nth) => <Task key={nth} task={task} nth={nth} left={daysBetween(begins, task.from) / whole} width={(daysBetween(task.from, task.to) + 1) / whole} now={at >= 0 && at < whole ? (at + 0.5) / whole : null} onChange={onChange && (task.problem !== null || task.state === 'stuck') ? () => onChange(nth) : null} />)}</ol>
    </section>
  )
}

interface TaskProps {
  readonly task: PlanRow['tasks'][number]
  readonly nth: number
  readonly left: number
  readonly width: number
  /** Where today lies; null: outside. */
  readonly now: number | null
  readonly onChange: (() => void) | null
}

function Task({ task: { title, unitName, after, from, to, state, isCritical, problem, case: own }, nth, left, width, now, onChange }: TaskProps) {
  const [tone, shape] = own?.isOverdue ? ['tone-red', '▲'] as const : MARKS[state]
  return (
    <li>
      <div><strong>{nth + 1}. {title}</strong> <span className="soft">{unitName}</span></div>
      <div className="grid-gantt-line" aria-hidden>
        <span className={`grid-gantt-bar ${tone}`} style={{ insetInlineStart: `${left * 100}%`, width: `${width * 100}%` }} />
        {now === null ? null : <span className="grid-gantt-now" style={{ insetInlineStart: `${now * 100}%` }} />}
      </div>
      <div>
        <span className={tone}>{shape} {own?.isOverdue ? '超期' : own && state === 'open' ? own.stateName : PLAN_TASK_STATES[state]}</span> {from} 至 {to}{isCritical ? <strong>　关键：拖一天，全部晚一天</strong> : null}
        {own ? <>　<Link to="/cases/$id" params={{ id: own.id }}>{own.number}</Link></> : null}
        {problem === null ? null : <span className="tone-red">　{problem}{state === 'waiting' ? '轮到它以前要改好。' : '等它的任务都停着。'}</span>}
        {onChange ? <>　<Button size="small" aria-label={`改由谁办：${title}`} onClick={onChange}>{state === 'stuck' ? '改好再派' : '改由谁办'}</Button></> : null}
        {state === 'waiting' && after.length > 0 ? <span className="soft">　等第 {after.map((one) => one + 1).join('、')} 项</span> : null}
      </div>
    </li>
  )
}
