import { maskName, maskPhone, STATES, timeText } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { dueText } from './deadline.ts'
import type { Ground } from './ground.ts'
import { countMatching, pagesOf } from './repo-export.ts'
import type { SheetCase } from './repo-export.ts'
import { viewerAt } from './list.ts'
import type { Sight } from './list.ts'
import type { ListQuery } from './repo-list.ts'
import { maskText } from './text.ts'
import { sourceName } from './timeline.ts'

/** Asked of a whole list. */
export interface WholeList {
  readonly query: ListQuery
  readonly sight: Sight
  readonly ground: Ground
  readonly now: number
}

/** The columns of a sheet of cases. */
export const SHEET_COLUMNS = [
  '案件编号', '标题', '问题描述', '状态', '四步', '来源', '分类', '社区网格', '地址', '经度', '纬度', '承办单位', '登记时间', '办结期限', '时限情况', '办结时间',
  '结果', '督办次数', '退回次数', '返工次数', '满意度', '报事人', '电话',
] as const

const OUTCOMES = { solved: '已解决', unsolved: '未解决', refused: '不予受理' } as const

/** How long a list is, counted no further than `most`; the same conditions as the list on the desk. */
export async function lengthOf(tx: Tx, list: WholeList, most: number): Promise<number> {
  return countMatching(tx, { query: list.query, viewer: viewerAt(list.sight, list) }, most)
}

/** The rows of a sheet, page by page as of one moment; personal data covered unless `isMasked` is false. */
export async function* sheetRows(tx: Tx, context: Context, { list, isMasked, size, most }: { list: WholeList; isMasked: boolean; size: number; most: number }): AsyncGenerator<string[][]> {
  for await (const page of pagesOf(tx, { query: list.query, viewer: viewerAt(list.sight, list) }, { size, most })) {
    yield page.map((row) => cellsOf(row, { context, list, isMasked }))
  }
}

interface Making {
  readonly context: Context
  readonly list: WholeList
  readonly isMasked: boolean
}

function cellsOf(row: SheetCase, { context, list: { ground, now }, isMasked }: Making): string[] {
  const core = row.core as CaseCore // written by this module alone
  const words = (text: string) => (isMasked ? maskText(text) : text)
  const reporter = reporterCells(row, context, isMasked)
  return [
    row.number, words(row.title), words(row.text), core.mergedInto ? '已合并' : STATES[core.state].label, String(STATES[core.state].step), sourceName(row.source),
    core.classCode ? ground.classRef(core.classCode).fullName : '', row.area_name, words(row.address ?? ''), row.lon?.toFixed(6) ?? '', row.lat?.toFixed(6) ?? '',
    core.ownerUnit ? ground.unitName(core.ownerUnit) : '', timeCell(row.registered_at.getTime()), timeCell(row.due_at?.getTime() ?? null),
    dueText(core, row.due_at, { now, calendar: ground.calendar }) ?? '', timeCell(core.closedAt), core.outcome ? OUTCOMES[core.outcome] : '',
    String(core.urges), String(core.returns), String(core.reworks), core.rating ? String(core.rating.satisfaction) : '', ...reporter,
  ]
}

/** What was told in confidence stays so, whoever approved the export. */
function reporterCells({ name_cipher: name, phone_cipher: phone, is_secret: isSecret }: SheetCase, { vault }: Context, isMasked: boolean): [string, string] {
  if (isSecret === true) return ['要求保密', '']
  const plainName = name ? vault.open('reporter.name', name) : ''
  const plainPhone = phone ? vault.open('reporter.phone', phone) : ''
  if (!isMasked) return [plainName, plainPhone]
  return [plainName && maskName(plainName), plainPhone && maskPhone(plainPhone)]
}

function timeCell(at: number | null): string {
  return at === null ? '' : timeText(at)
}
