import { CASE_HAPPENINGS, CASE_MARKS, DESKS, SOURCES } from '@yihu/contracts'
import type { ExportQuery } from '@yihu/contracts'
import { STATES, STEPS, timeText } from '@yihu/domain'
import type { z } from 'zod'

type Query = z.output<typeof ExportQuery>

/** How areas, classes and units are called. */
export interface Names {
  area(path: string): string
  classOf(code: string): string
  unit(id: string): string
  person(id: string): string
}

const DUE = { overdue: '已超期', soon: '临期', later: '未到期' } as const

/** The filters of a list in words, as the watermark and the approver read them. */
export function describeQuery(query: Query, names: Names): string {
  const parts = [
    query.desk && `${DESKS[query.desk]}台`,
    query.area && `区域：${names.area(query.area)}`,
    query.state && `状态：${query.state.split(',').map(labelOf).join('、')}`,
    query.step && `步骤：${STEPS[query.step as keyof typeof STEPS]}`, // the contract allows 1 to 4
    query.classCode && `分类：${names.classOf(query.classCode)}`,
    query.source && `来源：${SOURCES[query.source]}`,
    query.unit && `单位：${names.unit(query.unit)}`,
    query.person && `经办人：${names.person(query.person)}`,
    query.due && `时限：${DUE[query.due]}`,
    query.mark && CASE_MARKS[query.mark],
    (query.happened ?? query.since ?? query.until) && spanText(query),
    // What was typed may name a person; it is not written down.
    query.q && '另按输入的关键词',
  ].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join('；') : '全部案件'
}

function spanText({ happened = 'taken', since, until }: Query): string {
  return `${CASE_HAPPENINGS[happened]}时间：${since ? timeText(since) : '最早'} 至 ${until ? timeText(until) : '现在'}`
}

function labelOf(state: string): string {
  return Object.hasOwn(STATES, state) ? STATES[state as keyof typeof STATES].label : state // checked on the left
}
