import type { BriefItem, CaseHappening } from '@yihu/contracts'
import { localDate, localTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { groundOf, lengthOf } from '../cases/index.ts'
import type { ListQuery } from '../cases/index.ts'
import type { BriefSource, BriefSpan } from './brief.ts'

const MOST = 1_000_000
const MINUTE_MS = 60_000

type Asked = Omit<ListQuery, 'sort' | 'limit'>
type List = NonNullable<BriefItem['list']>

interface Figure {
  readonly id: string
  readonly label: string
  /** How it is shown when it is not zero. */
  readonly tone: BriefItem['tone']
  readonly query: Asked
  readonly list: List
}

/** What happened during the shift, and what the next one takes over: each figure the length of the list it opens. */
export const caseBriefs: readonly BriefSource[] = [
  { id: 'cases-happened', title: '本班办理', compose: (tx, context, span) => counted(tx, context, { span, figures: happened(span) }) },
  { id: 'cases-standing', title: '移交下一班', compose: (tx, context, span) => counted(tx, context, { span, figures: STANDING }) },
]

function happened({ from, to, now }: BriefSpan): Figure[] {
  // Filters in an address stand by the minute; a figure counts no second more than its list.
  const until = Math.floor(Math.min(to, now) / MINUTE_MS) * MINUTE_MS
  const figure = (what: CaseHappening, label: string, tone: BriefItem['tone'] = 'plain'): Figure => ({
    id: what, label, tone,
    query: { happened: what, since: new Date(from).toISOString(), until: new Date(until).toISOString() },
    list: { desk: 'all', search: { happened: what, since: minuteText(from), until: minuteText(until) } },
  })
  return [
    figure('taken', '接收'), figure('closed', '办结'), figure('reopened', '重办', 'amber'), figure('called', '街呼区应与一呼百应'), figure('urged', '督办'),
    figure('overdue', '新亮红牌', 'red'),
  ]
}

/** `2026-05-07T20:00`, Beijing time: as filters stand in an address. */
function minuteText(ms: number): string {
  return `${localDate(ms)}T${localTime(ms)}`
}

const STANDING: readonly Figure[] = [
  { id: 'open', label: '在办', tone: 'plain', query: { mark: 'open' }, list: { desk: 'all', search: { mark: 'open' } } },
  { id: 'overdue', label: '已超期（红牌）', tone: 'red', query: { due: 'overdue' }, list: { desk: 'all', search: { due: 'overdue' } } },
  { id: 'soon', label: '临期（黄牌）', tone: 'amber', query: { due: 'soon' }, list: { desk: 'all', search: { due: 'soon' } } },
  { id: 'urged', label: '督办未回复', tone: 'red', query: { mark: 'urged' }, list: { desk: 'all', search: { mark: 'urged' } } },
  { id: 'unanswered', label: '呼叫未应答', tone: 'amber', query: { mark: 'unanswered' }, list: { desk: 'all', search: { mark: 'unanswered' } } },
  { id: 'accept', label: '待受理、待立案', tone: 'plain', query: { desk: 'accept' }, list: { desk: 'accept', search: {} } },
  { id: 'dispatch', label: '待派遣', tone: 'plain', query: { desk: 'dispatch' }, list: { desk: 'dispatch', search: {} } },
  { id: 'approve', label: '申请待审批', tone: 'amber', query: { desk: 'approve' }, list: { desk: 'approve', search: {} } },
]

async function counted(tx: Tx, context: Context, { span, figures }: { span: BriefSpan; figures: readonly Figure[] }): Promise<BriefItem[]> {
  const ground = await groundOf(context)
  const sight = { scope: { paths: [span.street], units: [], userId: null }, isAllUnits: true }
  const items: BriefItem[] = []
  for (const { id, label, tone, query, list } of figures) {
    const count = await lengthOf(tx, { query: { ...query, sort: 'due', limit: 1 }, sight, ground, now: span.now }, MOST)
    items.push({ id, label, count, tone: count > 0 ? tone : 'plain', list })
  }
  return items
}
