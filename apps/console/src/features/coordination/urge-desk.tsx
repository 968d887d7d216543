import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import type { CaseRow, Urging } from '@yihu/contracts'
import { agoText, instantText } from '../../app/time.ts'
import { useCan } from '../../app/session.ts'
import { ClockFacts, SaidLine } from './clock-facts.tsx'
import type { DeskProps } from './coordination-search.ts'
import { redCasesQuery, urgingsQuery } from './coordination-queries.ts'
import { DeskList } from './desk.tsx'
import type { Line } from './desk.tsx'

const STATES = { open: '等待回复', done: '已回复', red: '红牌未督办' } as const
type State = keyof typeof STATES

function isState(state: string | undefined): state is State {
  return state !== undefined && Object.hasOwn(STATES, state)
}

/** 督办: what waits for a unit's answer, what was answered, and the red cards nobody has urged yet. */
export function UrgeDesk(props: DeskProps) {
  const can = useCan()
  const state = isState(props.search.state) && (props.search.state !== 'red' || can('case.urge')) ? props.search.state : 'open'
  const options = Object.entries(STATES).filter(([value]) => value !== 'red' || can('case.urge')).map(([value, label]) => ({ value, label }))
  const tools = <Segmented size="small" value={state} options={options} onChange={(next) => props.onChange({ state: next === 'open' ? undefined : next, at: undefined })} />
  return state === 'red' ? <RedCases {...props} tools={tools} /> : <Urgings key={state} {...props} state={state} tools={tools} />
}

function Urgings({ state, tools, ...props }: DeskProps & { readonly state: 'open' | 'done'; readonly tools: React.ReactNode }) {
  const found = useQuery(urgingsQuery(state))
  const lines = (found.data?.urgings ?? []).map((urging) => lineOf(urging))
  return (
    <DeskList {...props} name="督办" found={found} lines={lines} total={found.data?.total ?? 0} tools={tools}
      empty={state === 'open' ? { title: '没有等待回复的督办', text: '在案件上按 1 督办；或到“红牌未督办”里成批督办。' } : { title: '近 90 天没有回复过的督办', text: '单位回复以后会出现在这里。' }} />
  )
}

function lineOf(urging: Urging): Line {
  const { case: row, urges, answer, clock, isLate } = urging
  const last = urges.at(-1)
  const again = urges.length > 1 ? `第 ${urges.length} 次督办：` : ''
  return {
    id: urging.id, caseId: row.id, row, isInSight: true, number: row.number, title: row.title, card: clock.card,
    state: row.unit?.name ?? '尚未派出',
    about: answer ? `回复：${answer.note}` : `${again}${last?.note ?? ''}`,
    foot: answer ? `${answer.by} ${instantText(answer.at)} 回复${isLate ? '（超时）' : ''}` : `${last?.by ?? ''} ${last ? agoText(last.at) : ''}`,
    due: answer ? '' : (clock.dueText ?? ''),
    panel: <UrgePanel urging={urging} />,
  }
}

function UrgePanel({ urging }: { readonly urging: Urging }) {
  const { urges, answer, clock, isLate, case: row } = urging
  return (
    <section className="card" aria-label="督办">
      <h2>督办{answer ? '：已回复' : '：等待回复'}{answer && isLate ? <span className="tone-red">（超时回复）</span> : null}</h2>
      <dl className="facts">
        <div className="fact"><dt>督谁</dt><dd>{row.unit?.name ?? '案件尚未派出，由派遣台回复'}</dd></div>
        <ClockFacts clock={clock} limit="应回复" />
        <div className="fact"><dt>督办</dt><dd>{urges.map((urge) => <SaidLine key={urge.at} said={urge} />)}</dd></div>
        {answer ? <div className="fact"><dt>回复</dt><dd><SaidLine said={answer} /></dd></div> : null}
      </dl>
      {answer ? null : <p className="soft">下面的案件上：承办单位按 <kbd>2</kbd> 回复，督办人按 <kbd>1</kbd> 再督一次（不重新计时）。超时没有回复，系统会提醒督办人和承办单位。</p>}
    </section>
  )
}

/** Overdue and not urged: chosen by x, urged together by Shift B. */
function RedCases({ tools, ...props }: DeskProps & { readonly tools: React.ReactNode }) {
  const found = useQuery(redCasesQuery)
  const lines = (found.data?.cases ?? []).filter(({ isUrged }) => !isUrged).map((row) => redLine(row))
  return (
    <DeskList {...props} name="红牌案件" found={found} lines={lines} total={lines.length} tools={tools}
      head={found.data?.next ? <p className="coord-only">超期的案件很多，这里只列超期最久的 {found.data.cases.length} 件。</p> : null}
      empty={{ title: '没有未督办的红牌案件', text: '超期的案件都已经在督办。' }} />
  )
}

function redLine(row: CaseRow): Line {
  return {
    id: row.id, caseId: row.id, row, isInSight: true, number: row.number, title: row.title, card: row.card, state: row.stateLabel, about: row.unit?.name ?? '尚未派出', foot: row.areaName,
    due: row.dueText ?? '', panel: null,
  }
}
