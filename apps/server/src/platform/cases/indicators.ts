import { CaseQuery } from '@yihu/contracts'
import type { CaseHappening, Screen } from '@yihu/contracts'
import { daysAfter, localDate, monthOf, monthsAfter, monthSpan } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { AtPlace, Indicator, Measured, Sight } from '../../kernel/indicator.ts'
import { viewerOf } from './list.ts'
import { groundOf } from './load-ground.ts'
import { countMatching } from './repo-export.ts'
import { countByPlace, countClosedByDay, countTakenByDay } from './repo-figures.ts'
import type { ListQuery, Viewer } from './repo-list.ts'

type Asked = Partial<Pick<ListQuery, 'happened' | 'mark' | 'source' | 'due'>>

/** A figure is the length of a list; a share is the length of one list over that of a wider one. */
interface CaseFigure {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly screens: readonly Screen[]
  readonly list: Asked
  /** Of the list, those that carry this mark. */
  readonly share?: NonNullable<Asked['mark']>
  /** The share is of the others. */
  readonly isRest?: true
  readonly target?: Indicator['target']
}

const FIGURES: readonly CaseFigure[] = [
  { id: 'cases.taken', name: '本月诉求', definition: '本月1日零时起登记的案件，任何来源，含已合并的。', screens: ['zhili'], list: { happened: 'taken' } },
  { id: 'cases.closed', name: '本月办结', definition: '本月1日零时起办结过的案件，重办后再办结的算一件。', screens: ['zhili'], list: { happened: 'closed' } },
  { id: 'cases.on-time', name: '按期办结率', definition: '本月办结的案件中，最后一次办结不晚于期限的占比：按期办结 ÷ 办结（GB/T 30428.4 按期结案率）。', screens: ['zhili'], list: { happened: 'closed' }, share: 'late', isRest: true, target: { least: 95 } },
  { id: 'cases.satisfied', name: '满意率', definition: '本月办结、居民评了价的案件中，满意度 4 分以上的占比：满意 ÷ 有评价。分母是有评价的件数，不是办结数；重办过的只看重办以后的评价，重办前的留在办理经过里。', screens: ['zhili', 'fuwu'], list: { happened: 'closed', mark: 'rated' }, share: 'satisfied', target: { least: 90 } },
  { id: 'cases.open', name: '在办', definition: '现在还没有办结的案件，不含已合并的。', screens: ['zhili', 'wangge'], list: { mark: 'open' } },
  { id: 'cases.overdue', name: '超期未办结', definition: '在办案件中已过期限的。', screens: ['zhili', 'wangge'], list: { due: 'overdue' }, target: { most: 0 } },
  { id: 'cases.soon', name: '临期', definition: '在办案件中下一个工作日结束前到期的。', screens: ['zhili'], list: { due: 'soon' } },
  { id: 'cases.urged', name: '督办未回复', definition: '被督办、责任单位还没有回复的在办案件。', screens: ['zhili'], list: { mark: 'urged' } },
  { id: 'cases.unanswered', name: '呼叫未应答', definition: '街呼区应、一呼百应已发出，还有单位没有应答的在办案件。', screens: ['zhili', 'shijian'], list: { mark: 'unanswered' } },
  { id: 'cases.reopened', name: '本月重办', definition: '本月因“问题还在”或复查退回而重新办理的案件。', screens: ['zhili'], list: { happened: 'reopened' } },
  { id: 'cases.by-resident', name: '居民小程序报事', definition: '本月居民用 i雪宫 小程序报的案件。', screens: ['fuwu'], list: { happened: 'taken', source: 'resident' } },
  { id: 'cases.by-code', name: '扫码报事', definition: '本月扫智慧码报的案件。', screens: ['fuwu'], list: { happened: 'taken', source: 'code' } },
  { id: 'cases.by-hotline', name: '12345 来件', definition: '本月由 12345 热线转来的案件。', screens: ['fuwu'], list: { happened: 'taken', source: 'hotline' } },
  { id: 'cases.by-phone', name: '来电来访', definition: '本月值班台登记的来电来访。', screens: ['fuwu'], list: { happened: 'taken', source: 'phone' } },
  { id: 'cases.by-grid', name: '网格员上报', definition: '本月网格员发现上报的案件。', screens: ['wangge'], list: { happened: 'taken', source: 'grid' } },
  { id: 'cases.sensed', name: '物联感知成案', definition: '本月由设备告警转成的案件。', screens: [], list: { happened: 'taken', source: 'device' } },
  { id: 'cases.called', name: '一呼百应', definition: '本月发出过街呼区应或一呼百应的案件。', screens: ['shijian'], list: { happened: 'called' } },
  { id: 'cases.prevention', name: '在办未诉先办', definition: '未诉先办任务中还没有办结的。', screens: ['zhili', 'shijian'], list: { mark: 'open', source: 'prevention' } },
  { id: 'cases.deliberated', name: '五步议事成案', definition: '本月由五步议事法议定交办的案件。', screens: ['shijian'], list: { happened: 'taken', source: 'deliberation' } },
]

const SERIES_DAYS = 30
/** More than any district has. */
const MOST = 10_000_000
/** Ten years: nobody looks at more days. */
const MOST_DAYS = 3660
const DAY_MS = 86_400_000

/** The figures of cases: each is the length of a list of the desk, asked by the very same conditions. */
export const indicators: readonly Indicator[] = FIGURES.map((figure) => ({
  id: figure.id, name: figure.name, definition: figure.definition, unit: figure.share ? '%' : '件', source: 'case_file、case_event', screens: figure.screens, permission: 'case.read',
  ...(figure.target ? { target: figure.target } : {}),
  measure: (context, sight) => measure(context, sight, figure),
  everywhere: (context, sight) => everywhere(context, sight, figure),
}))

async function measure(context: Context, { actor, area, now, from = daysAfter(localDate(now), 1 - SERIES_DAYS) }: Sight, figure: CaseFigure): Promise<Measured> {
  const viewer = viewerOf(context, await groundOf(context), actor)
  const { happened } = figure.list
  const month = monthsAt(now)
  const ask = asking(figure, area)
  const query = ask({ since: month.since })
  return context.db.transact(actor.scope, async (tx) => {
    const count = (wanted: ListQuery) => countMatching(tx, { query: wanted, viewer }, MOST)
    const whole = await count(query)
    const list = addressOf(query, month.since)
    if (figure.share) return { ...shareOf(figure, { whole, marked: await count(ask({ since: month.since }, figure.share)) }), list }
    if (!happened) return { value: whole, list }
    const before = await count(ask({ since: month.before, until: month.beforeUntil }))
    const series = await seriesOf(tx, { happened, ask, viewer, from, to: localDate(now) })
    return { value: whole, before, list, ...(series ? { series } : {}) }
  })
}

async function everywhere(context: Context, { actor, now }: Omit<Sight, 'area'>, figure: CaseFigure): Promise<AtPlace> {
  const viewer = viewerOf(context, await groundOf(context), actor)
  const { since } = monthsAt(now)
  const ask = asking(figure)
  return context.db.transact(actor.scope, async (tx) => {
    const count = (query: ListQuery) => countByPlace(tx, { query, viewer })
    const [whole, marked] = [await count(ask({ since })), figure.share ? await count(ask({ since }, figure.share)) : null]
    return (area) => (marked ? shareOf(figure, { whole: whole.get(area) ?? 0, marked: marked.get(area) ?? 0 }) : { value: whole.get(area) ?? 0 })
  })
}

/** The list that a figure counts, within a span where it is of what happened, or with another mark. */
function asking({ list }: CaseFigure, area?: string) {
  return (span: object, mark = list.mark): ListQuery => CaseQuery.parse({ ...list, area, ...(list.happened ? span : {}), ...(mark ? { mark } : {}) })
}

function shareOf({ isRest }: CaseFigure, { whole, marked }: { readonly whole: number; readonly marked: number }): Pick<Measured, 'value' | 'of'> {
  const part = isRest ? whole - marked : marked
  return { value: whole === 0 ? null : Math.round((1000 * part) / whole) / 10, of: whole }
}

interface ForSeries {
  readonly happened: CaseHappening
  readonly ask: (span: object) => ListQuery
  readonly viewer: Viewer
  /** First and last day. */
  readonly from: string
  readonly to: string
}

/** By day; of what else happens no past is counted, only kept. */
async function seriesOf(tx: Tx, { happened, ask, viewer, from, to }: ForSeries) {
  if (happened !== 'taken' && happened !== 'closed') return undefined
  const since = new Date(`${from}T00:00:00+08:00`)
  const query = ask({ since: since.toISOString() })
  const counted = new Map((await (happened === 'taken' ? countTakenByDay(tx, { query, viewer }) : countClosedByDay(tx, { query, viewer }, since))).map(({ day, value }) => [day, value]))
  // Of more days only the latest are told.
  const days = Math.min(MOST_DAYS, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1)
  return Array.from({ length: Math.max(0, days) }, (_, at) => daysAfter(to, at + 1 - days)).map((day) => ({ day, value: counted.get(day) ?? 0 }))
}

/** The running month of Shanghai, and as much of the month before. */
function monthsAt(now: number) {
  const month = monthOf(now)
  const [{ from: start }, { from: before }] = [monthSpan(month), monthSpan(monthsAfter(month, -1))]
  return { since: `${month}-01T00:00:00+08:00`, before: new Date(before).toISOString(), beforeUntil: new Date(Math.min(start, before + (now - start))).toISOString() }
}

/** The same list in the console, whose addresses tell minutes of Beijing. */
function addressOf({ happened, mark, source, due, area }: ListQuery, since: string): string {
  const search = new URLSearchParams(Object.entries({ happened, mark, source, due, area, since: happened ? since.slice(0, 16) : undefined }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return `/desk/all?${search.toString()}`
}
