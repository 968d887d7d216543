import { isExistingDate, isResidentId, isSocialCreditCode } from '../ids/checks.ts'
import { CODE_TABLES, codeOf } from './codes.ts'
import { fieldsOf, POOL_FIELDS } from './fields.ts'
import type { PoolField, Register } from './fields.ts'

/** Numbers of fields without a range. */
const MOST = 999_999_999

/** Names of the fields that an entry of each register cannot do without. */
const NEEDED = new Map(Object.entries(POOL_FIELDS).map(([register, fields]: [string, Readonly<Record<string, PoolField>>]) => [register, Object.keys(fields).filter((name) => fields[name]?.isNeeded)]))

/** A value of a field as it is kept. */
export type PoolValue = string | number
export type PoolValues = Readonly<Record<string, PoolValue>>

/** What became of an entry: values as they are kept, what makes it unusable, what a person should look at. */
export interface CheckedEntry {
  readonly values: PoolValues
  readonly errors: Readonly<Record<string, string>>
  readonly warnings: Readonly<Record<string, string>>
}

interface CheckOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** Only what is given is checked: a change, not a whole entry. */
  readonly isPart?: boolean
}

/**
 * Checks an entry of a register: codes by code or name, days, numbers, ID numbers and credit codes. A number that fails
 * its checksum, or contradicts the birth or sex beside it, warns and is kept: papers do carry such numbers. Of a whole
 * entry, birth and sex that are blank are those a valid resident ID number says.
 */
export function checkEntry(register: Register, given: Readonly<Record<string, unknown>>, { today, isPart = false }: CheckOptions): CheckedEntry {
  const fields = fieldsOf(register)
  const values: Record<string, PoolValue> = {}
  const errors: Record<string, string> = {}
  // By names, not by pairs: a street's residents make millions of them.
  for (const name of Object.keys(given)) {
    const [field, raw] = [fields[name], given[name]]
    if (!field) errors[name] = '没有这一项'
    else if (!isBlank(raw)) keep(name, field, String(raw))
  }
  const said = register === 'person' ? factsOfId(values, today) : undefined
  if (!isPart && said) for (const field of ['birth', 'sex'] as const) values[field] ??= said[field]
  if (!isPart) for (const name of NEEDED.get(register) ?? []) if (values[name] === undefined) errors[name] ??= `请填写${fields[name]?.label ?? name}`
  const warnings = register === 'person' ? personWarnings(values, said) : register === 'organisation' ? creditWarnings(values) : {}
  return { values, errors, warnings }

  function keep(name: string, field: PoolField, text: string): void {
    const read = readValue(field, text, today)
    if (typeof read === 'object') errors[name] = read.error
    else values[name] = read
  }
}

function isBlank(raw: unknown): boolean {
  return raw === null || raw === undefined || String(raw).trim() === ''
}

function readValue(field: PoolField, raw: string, today: string): PoolValue | { error: string } {
  const text = raw.toWellFormed().normalize('NFKC').replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '').trim()
  if (text.length > (field.max ?? 200)) return { error: `${field.label}太长，最多 ${field.max ?? 200} 个字` }
  if (text.includes('\uFFFD')) return { error: `${field.label}有乱码，请检查文件的编码` }
  if (field.kind === 'code') return (field.table && codeOf(field.table, raw.trim())) ?? { error: `${field.label}没有“${text.slice(0, 20)}”这个代码` }
  if (field.kind === 'number' || field.kind === 'whole') return numberOf(field, text)
  if (field.kind === 'day') return dayOf(field, text, today)
  return field.kind === 'text' ? text : text.replaceAll(/[\s·]/gu, '').toUpperCase()
}

function numberOf({ label, kind, range }: PoolField, text: string): number | { error: string } {
  const value = Number(text)
  if (!Number.isFinite(value)) return { error: `${label}要填数字` }
  if (kind === 'whole' && !Number.isInteger(value)) return { error: `${label}要填整数` }
  const [least, most] = range ?? [-MOST, MOST]
  return value >= least && value <= most ? value : { error: `${label}要在 ${least} 到 ${most} 之间` }
}

function dayOf({ label }: PoolField, text: string, today: string): string | { error: string } {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/u.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isExistingDate(date) || date < '1850-01-01') return { error: `${label}不是一个日期` }
  return date > today ? { error: `${label}在今天以后` } : date
}

function personWarnings(values: PoolValues, said: IdFacts | undefined): Record<string, string> {
  const warnings: Record<string, string> = {}
  if (!said && residentIdOf(values) !== undefined) warnings.idNumber = '身份证号码没有通过校验，请核对'
  if (said && values.birth !== undefined && values.birth !== said.birth) warnings.birth = '出生日期与身份证号码不一致'
  if (said && (values.sex === '1' || values.sex === '2') && values.sex !== said.sex) warnings.sex = `性别与身份证号码不一致（号码表示${CODE_TABLES.sex[said.sex]}）`
  if (typeof values.phone === 'string' && !/^(?:\+?\d[\d-]{5,17}|)$/u.test(values.phone)) warnings.phone = '联系电话不像一个号码'
  return warnings
}

/** A number that is said to be of a resident ID card. */
function residentIdOf({ idNumber, idType }: PoolValues): string | undefined {
  return typeof idNumber === 'string' && (idType === undefined || idType === '111') ? idNumber : undefined
}

function creditWarnings({ creditCode }: PoolValues): Record<string, string> {
  return typeof creditCode === 'string' && !isSocialCreditCode(creditCode) ? { creditCode: '统一社会信用代码没有通过校验，请核对' } : {}
}

interface IdFacts {
  readonly birth: string
  readonly sex: '1' | '2'
}

/** What a valid resident ID number says of birth and sex; undefined where there is none. */
function factsOfId(values: PoolValues, today: string): IdFacts | undefined {
  const id = residentIdOf(values)
  if (id === undefined || !isResidentId(id, today)) return undefined
  return { birth: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`, sex: Number(id.charAt(16)) % 2 === 1 ? '1' : '2' }
}
