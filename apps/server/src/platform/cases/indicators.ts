import { CaseQuery } from '@yihu/contracts'
import type { CaseHappening, Screen } from '@yihu/contracts'
import { daysAfter, localDate, monthOf, monthsAfter, monthSpan } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Db, Tx } from '../../kernel/db/index.ts'
import type { Indicator, Measured, Sight } from '../../kernel/indicator.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
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
}))

async function measure(context: Context, { actor, area, now, from = daysAfter(localDate(now), 1 - SERIES_DAYS), isBare }: Sight, figure: CaseFigure): Promise<Measured> {
  const viewer = viewerOf(context, await groundOf(context), actor)
  const { happened } = figure.list
  const month = monthsAt(now)
  const ask = (span: object, mark = figure.list.mark) => CaseQuery.parse({ ...figure.list, area, ...(happened ? span : {}), ...(mark ? { mark } : {}) })
  const query = ask({ since: month.since })
  return context.db.transact(actor.scope, async (tx) => {
    // Where only the number is asked for it is asked of many places.
    const count = (wanted: ListQuery) => (isBare ? countAt(context, tx, { query: wanted, viewer, area, now }) : countMatching(tx, { query: wanted, viewer }, MOST))
    const whole = await count(query)
    const list = addressOf(query, month.since)
    if (figure.share) {
      const marked = await count(ask({ since: month.since }, figure.share))
      const part = figure.isRest ? whole - marked : marked
      return { value: whole === 0 ? null : Math.round((1000 * part) / whole) / 10, of: whole, list }
    }
    if (!happened || isBare) return { value: whole, list }
    const before = await countMatching(tx, { query: ask({ since: month.before, until: month.beforeUntil }), viewer }, MOST)
    const series = await seriesOf(tx, { happened, ask, viewer, from, to: localDate(now) })
    return { value: whole, before, list, ...(series ? { series } : {}) }
  })
}

const memories = new WeakMap<Db, Readings<ReadonlyMap<string, number>>>()

/** The length of a list at a place, out of one counting for all places at a moment. */
async function countAt({ db }: Context, tx: Tx, { query, viewer, area, now }: { readonly query: ListQuery; readonly viewer: Viewer; readonly area: string; readonly now: number }): Promise<number> {
  const memory = memories.get(db) ?? createReadings<ReadonlyMap<string, number>>({ freshMs: 1, most: FIGURES.length * 2 })
  memories.set(db, memory)
  const everywhere = { ...query, area: undefined }
  const counted = await memory.get(JSON.stringify([everywhere, viewer.keys]), now, () => countByPlace(tx, { query: everywhere, viewer }))
  return counted.get(area) ?? 0
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
