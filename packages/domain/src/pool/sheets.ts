import { fieldsOf, REGISTERS } from './fields.ts'

/** What a sheet of another office can be a list of. */
export const SHEET_ROWS = { ...REGISTERS, visit: '走访记录' } as const
export type SheetRowsOf = keyof typeof SHEET_ROWS

const EVERYWHERE = { community: '社区', grid: '网格', area: '所在', tags: '标签', asOf: '数据日期', verified: '核实情况' } as const
const OF_PEOPLE = { home: '住处', age: '年龄' } as const

/** Of a visit: what is known of it; whose door it was is masked, what was said there is for whom it was approved. */
const OF_VISITS = {
  day: '日期', at: '时间', subject: '走访对象', kind: '对象类别', act: '做什么', result: '结果', routine: '哪一项', notes: '记录', by: '走访人', evening: '是否晚上', flights: '爬楼（层）', community: '社区', grid: '网格', area: '所在',
} as const
export type VisitColumn = keyof typeof OF_VISITS

/** What a column of somebody else's sheet can be filled from: the fields of a register and what is known around an entry, or what is known of a visit. */
export function sheetSources(register: SheetRowsOf): Readonly<Record<string, string>> {
  if (register === 'visit') return OF_VISITS
  const fields = Object.fromEntries(Object.entries(fieldsOf(register)).map(([name, { label }]) => [name, label]))
  return { ...fields, ...(register === 'person' ? OF_PEOPLE : {}), ...EVERYWHERE }
}
