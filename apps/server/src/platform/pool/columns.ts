import { fieldsOf } from '@yihu/domain'
import type { PoolValue, PoolValues, Register } from '@yihu/domain'

/** `squareMetres` → `square_metres`: a field and its column have one name. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
}

/** The fields of a register that stand in columns of their own. */
export function plainFields(register: Register): string[] {
  return Object.entries(fieldsOf(register)).filter(([, field]) => !field.isPersonal).map(([name]) => name)
}

const SQL_TYPES = { text: 'text', code: 'text', day: 'date', number: 'numeric', whole: 'integer', phone: 'text', identity: 'text', 'credit-code': 'text', plate: 'text' } as const

/** The SQL type of a field's column. */
export function sqlTypeOf(register: Register, field: string): string {
  return SQL_TYPES[fieldsOf(register)[field]?.kind ?? 'text']
}

/** What stands in the column of a field that says nothing: a house has labels, maybe empty ones. */
export function blankOf(register: Register, field: string): '' | null {
  return register === 'house' && (field === 'unit' || field === 'address') ? '' : null
}

/** Values apart: what stands in columns and what is sealed. */
export function split(register: Register, values: PoolValues): { plain: PoolValues; personal: PoolValues } {
  const fields = fieldsOf(register)
  const [plain, personal]: [Record<string, PoolValue>, Record<string, PoolValue>] = [{}, {}]
  for (const [name, value] of Object.entries(values)) (fields[name]?.isPersonal === true ? personal : plain)[name] = value
  return { plain, personal }
}

/** The value of a column as a field has it; undefined: nothing. */
export function valueOf(raw: unknown): PoolValue | undefined {
  return typeof raw === 'number' || (typeof raw === 'string' && raw !== '') ? raw : undefined
}
