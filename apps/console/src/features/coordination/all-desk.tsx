import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import type { CallAll } from '@yihu/contracts'
import { instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { SaidLine } from './clock-facts.tsx'
import type { DeskProps } from './coordination-search.ts'
import { callAllsQuery } from './coordination-queries.ts'
import { DeskList } from './desk.tsx'
import type { Line } from './desk.tsx'

type Called = CallAll['units'][number]

const WORDS = { waiting: { shape: '○', word: '没有回应', tone: 'amber' }, claimed: { shape: '◆', word: '已认领', tone: 'violet' }, answered: { shape: '●', word: '已答复', tone: 'green' } } as const

/** 一呼百应: who was called to what, and who has not answered yet. */
export function AllDesk(props: DeskProps) {
  const state = props.search.state === 'done' ? 'done' : 'open'
  const found = useQuery(callAllsQuery(state))
  const lines = (found.data?.callAlls ?? []).map((one) => lineOf(one))
  const tools = <Segmented size="small" value={state} options={[{ value: 'open', label: '正在呼叫' }, { value: 'done', label: '已结束' }]} onChange={(next) => props.onChange({ state: next === 'open' ? undefined : next, at: undefined })} />
  return (
    <DeskList {...props} name="一呼百应" found={found} lines={lines} total={found.data?.total ?? 0} tools={tools}
      empty={{ title: state === 'open' ? '没有正在进行的呼叫' : '近 90 天没有结束的呼叫', text: '派遣台在案件上用“一呼百应”呼叫多个单位；各单位认领、答复，案件回复后呼叫结束。' }} />
  )
}

const countOf = (units: readonly Called[], state: Called['state']) => units.filter((unit) => unit.state === state).length

function lineOf(one: CallAll): Line {
  const { case: row, units, calls, isOpen } = one
  const last = calls.at(-1)
  const silent = units.filter(({ state }) => state === 'waiting')
  return {
    id: row.id, caseId: row.id, row, isInSight: true, number: row.number, title: row.title, card: row.card,
    state: `${units.length - silent.length}/${units.length} 个单位已回应`,
    about: silent.length > 0 ? `没有回应：${silent.map(({ name }) => name).join('、')}` : '全部单位都已回应',
    foot: `${last?.by ?? ''} ${last ? instantText(last.at) : ''} 呼叫：${last?.note ?? ''}`, due: isOpen ? '' : '已结束',
    panel: <CallAllPanel one={one} />,
  }
}

function CallAllPanel({ one: { calls, units, isOpen, closedAt } }: { readonly one: CallAll }) {
  return (
    <section className="card" aria-label="一呼百应">
      <h2>一呼百应：{isOpen ? `认领 ${countOf(units, 'claimed')}，答复 ${countOf(units, 'answered')}，没有回应 ${countOf(units, 'waiting')}` : '已结束'}</h2>
      {calls.map((call) => <SaidLine key={call.at} said={call} />)}
      <table className="tallies coord-called">
        <thead><tr><th scope="col">单位</th><th scope="col">回应</th><th scope="col">用时</th><th scope="col">说明</th></tr></thead>
        <tbody>{units.map((unit) => <CalledLine key={unit.id} unit={unit} />)}</tbody>
      </table>
      <p className="soft">{isOpen ? <>被呼叫的单位在下面的案件上认领 <kbd>C</kbd>、答复 <kbd>L</kbd>；案件回复后呼叫结束。</> : <>案件{closedAt ? <> <When at={closedAt} /> </> : null}回复，呼叫结束。</>}</p>
    </section>
  )
}

function CalledLine({ unit }: { readonly unit: Called }) {
  const { shape, word, tone } = WORDS[unit.state]
  const at = unit.answeredAt ?? unit.claimedAt
  return (
    <tr>
      <th scope="row">{unit.name}</th>
      <td><span className={`tone-${tone}`}><span aria-hidden="true">{shape}</span> {word}</span>{at ? <> <When at={at} /></> : null}</td>
      <td>{unit.minutes === null ? '—' : `${unit.minutes} 分钟`}</td>
      <td className="coord-grounds">{unit.note || '—'}</td>
    </tr>
  )
}
