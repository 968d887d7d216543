import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { CALL_STATES } from '@yihu/contracts'
import type { AnswerOf, CallState, DistrictCall, listDistrictUnits } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { ClockFacts, SaidLine } from './clock-facts.tsx'
import type { DeskProps } from './coordination-search.ts'
import { calledUnitsQuery, callsQuery } from './coordination-queries.ts'
import { DeskList } from './desk.tsx'
import type { Line } from './desk.tsx'

const FILTERS = { open: CALL_STATES.open, agreed: CALL_STATES.agreed, refused: CALL_STATES.refused, late: '超时', every: '全部', units: '按部门' } as const
type Filter = keyof typeof FILTERS

function filterOf(state: string | undefined): Filter {
  return state !== undefined && Object.hasOwn(FILTERS, state) ? (state as Filter) : 'open' // checked on the left
}

/** 街呼区应: the street's calls to units of the district, and how these answer. */
export function CallDesk(props: DeskProps) {
  const filter = filterOf(props.search.state)
  const options = Object.entries(FILTERS).map(([value, label]) => ({ value, label }))
  const tools = <Segmented size="small" value={filter} options={options} onChange={(next) => props.onChange({ state: next, unit: undefined, at: undefined })} />
  return filter === 'units' ? <Units {...props} tools={tools} /> : <Calls key={filter} {...props} filter={filter} tools={tools} />
}

function stateOf(filter: Exclude<Filter, 'units'>): { state?: CallState | 'late' } {
  return filter === 'every' ? {} : { state: filter }
}

function Calls({ filter, tools, ...props }: DeskProps & { readonly filter: Exclude<Filter, 'units'>; readonly tools: React.ReactNode }) {
  const { unit } = props.search
  const found = useQuery(callsQuery({ ...stateOf(filter), ...(unit ? { unit } : {}) }))
  const lines = (found.data?.calls ?? []).map((call) => lineOf(call))
  const named = found.data?.calls.find((call) => call.unit.id === unit)?.unit.name ?? unit
  return (
    <DeskList {...props} name="街呼区应" found={found} lines={lines} total={found.data?.total ?? 0} tools={tools}
      head={unit ? <p className="coord-only">只看 {named} <Button size="small" type="link" onClick={() => props.onChange({ unit: undefined })}>看全部部门</Button></p> : null}
      empty={{ title: filter === 'open' ? '没有等待答复的呼叫' : '近 90 天没有这样的呼叫', text: '派遣台在案件上用“街呼区应”呼叫区级部门；部门 2 个工作日内答复承接或不承接，不承接要写依据。' }} />
  )
}

function lineOf(call: DistrictCall): Line {
  const { answer, clock, state } = call
  return {
    id: call.id, caseId: call.caseId, row: null, isInSight: call.isInSight, number: call.number, title: call.title, card: state === 'ended' ? null : clock.card,
    state: CALL_STATES[state], about: `${call.unit.name}：${call.question}`,
    foot: answer ? `${instantText(answer.at)} 答复，用时 ${hoursText(call.hours)}${answer.ground ? ` · 依据：${answer.ground}` : ''}` : `${call.askedBy} ${instantText(call.askedAt)} 呼叫`,
    due: state === 'open' ? (clock.dueText ?? '') : '',
    panel: <CallPanel call={call} />,
  }
}

/** Hours in words: minutes below one hour. */
function hoursText(hours: number | null): string {
  if (hours === null) return '—'
  return hours < 1 ? `${Math.round(hours * 60)} 分钟` : `${Math.round(hours * 10) / 10} 小时`
}

function CallPanel({ call }: { readonly call: DistrictCall }) {
  const { answer, state, isLate, isInSight } = call
  return (
    <section className="card" aria-label="街呼区应">
      <h2>街呼区应：{CALL_STATES[state]}{isLate ? <span className="tone-red">（超时）</span> : null}</h2>
      <dl className="facts">
        <div className="fact"><dt>呼叫</dt><dd>{call.unit.name}</dd></div>
        <div className="fact"><dt>问题</dt><dd><SaidLine said={{ at: call.askedAt, by: call.askedBy, unitName: null, note: call.question }} /></dd></div>
        <ClockFacts clock={call.clock} limit="应答复" />
        {answer ? <div className="fact"><dt>答复</dt><dd><SaidLine said={answer} />{answer.ground ? <p>依据：{answer.ground}</p> : null}<p className="soft">用时 {hoursText(call.hours)}（自然时间）</p></dd></div> : null}
      </dl>
      {isInSight ? null : <p className="soft">{call.number} {call.title}（{call.areaName}）。这件案子已不在您单位手上，这里只留有您单位的答复。</p>}
    </section>
  )
}

type UnitRow = AnswerOf<typeof listDistrictUnits>['units'][number]

/** How each unit answers; every number opens its list. */
function Units({ tools, onChange }: DeskProps & { readonly tools: React.ReactNode }) {
  const found = useQuery(calledUnitsQuery)
  return (
    <section className="coord-sheet" aria-label="各部门的应答">
      <div className="filters coord-tools">{tools}</div>
      <div className="coord-table">
        {found.isPending ? <Loading /> : found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : found.data.units.length === 0 ? <Empty title="近 90 天没有呼叫过区级部门" /> : (
          <>
            <table className="tallies">
              <caption>近 90 天，截至 <When at={found.data.asOf} />；点数字看清单</caption>
              <thead><tr><th scope="col">部门</th><th scope="col">呼叫</th><th scope="col">等待</th><th scope="col">承接</th><th scope="col">不承接</th><th scope="col">超时</th><th scope="col">答复用时中位数</th><th scope="col">不承接的依据</th></tr></thead>
              <tbody>{found.data.units.map((row) => <UnitLine key={row.unit.id} row={row} onOpen={(state) => onChange({ state, unit: row.unit.id, at: undefined })} />)}</tbody>
            </table>
            <p className="soft">用时按自然时间算，只算已答复的；期限按工作日算（收到呼叫后 2 个工作日）。</p>
          </>
        )}
      </div>
    </section>
  )
}

function UnitLine({ row, onOpen }: { readonly row: UnitRow; readonly onOpen: (state: Filter) => void }) {
  const cell = (filter: Filter, count: number) => <td>{count > 0 ? <Button type="link" size="small" onClick={() => onOpen(filter)}>{count}</Button> : 0}</td>
  return (
    <tr>
      <th scope="row">{row.unit.name}</th>
      {cell('every', row.calls)}{cell('open', row.open)}{cell('agreed', row.agreed)}{cell('refused', row.refused)}{cell('late', row.late)}
      <td>{hoursText(row.medianHours)}</td>
      <td className="coord-grounds">{row.grounds.join('；') || '—'}</td>
    </tr>
  )
}
