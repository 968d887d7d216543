import { fieldsOf } from './fields.ts'
import type { Register } from './fields.ts'

const EVERYWHERE = { community: '社区', grid: '网格', area: '所在', tags: '标签', asOf: '数据日期', verified: '核实情况' } as const
const OF_PEOPLE = { home: '住处', age: '年龄' } as const

/** What a column of somebody else's sheet can be filled from: the fields of a register and what is known around an entry. */
export function sheetSources(register: Register): Readonly<Record<string, string>> {
  const fields = Object.fromEntries(Object.entries(fieldsOf(register)).map(([name, { label }]) => [name, label]))
  return { ...fields, ...(register === 'person' ? OF_PEOPLE : {}), ...EVERYWHERE }
}
