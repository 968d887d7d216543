import type { PersonRow } from '@yihu/contracts'
import { fieldsOf, localDate, maskName, maskNumber, maskPhone, maskPlate, nameOfCode } from '@yihu/domain'
import type { CodeTableName, PoolField, PoolValues } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { openEntry, openPerson } from './seal.ts'
import type { StoredEntry } from './repo-entry.ts'

const HIDDEN = '已填写，查看时显示'

/** What is personal of an entry, in clear: for a recorded purpose, or to mask. Empty once the key is gone. */
export function personalOf(context: Pick<Context, 'vault'>, { register, sealed, salt }: StoredEntry): PoolValues {
  if (!sealed) return {}
  if (register === 'person') return salt ? openPerson(context, salt, sealed) : {}
  return register === 'organisation' || register === 'vehicle' ? openEntry(context, register, sealed) : {}
}

/** A personal value as cards, lists and history show it. */
export function maskValue(field: string, { kind }: Pick<PoolField, 'kind'>, value: string): string {
  if (field === 'name' || field === 'contact') return maskName(value)
  if (kind === 'phone') return maskPhone(value)
  if (kind === 'identity') return maskNumber(value)
  if (kind === 'plate') return maskPlate(value)
  return kind === 'day' ? `${value.slice(0, 4)}-**-**` : HIDDEN
}

/** A value as a person reads it: the name of a code, what is personal masked. */
export function textOfValue(register: StoredEntry['register'], field: string, { value, isClear = false }: { value: string; isClear?: boolean }): string {
  const known = fieldsOf(register)[field]
  if (!known || value === '') return value
  if (known.isPersonal && !isClear) return maskValue(field, known, value)
  return known.table ? nameOfCode(known.table, value) : value
}

/** Full years between the month of birth and today. */
export function ageOf(birthMonth: string | null, now: number): number | null {
  if (!birthMonth) return null
  const [year = 0, month = 0] = localDate(now).split('-').map(Number)
  const [bornYear = 0, bornMonth = 0] = birthMonth.split('-').map(Number)
  return year - bornYear - (month < bornMonth ? 1 : 0)
}

/** A code of an entry with its name; null: not given. */
export function namedCode(table: CodeTableName, code: unknown): { code: string; name: string } | null {
  return code === undefined || code === null ? null : { code: String(code), name: nameOfCode(table, String(code)) }
}

/** «3单元501室». */
export function homeText({ unit, room }: { unit: string; room: string }): string {
  return `${unit === '' ? '' : `${unit}${/\d$/u.test(unit) ? '单元' : ''}`}${room}${/\d$/u.test(room) ? '室' : ''}`
}

interface Around {
  readonly areaName: (path: string) => string
  readonly tagName: (code: string) => string
  readonly homes: ReadonlyMap<string, { unit: string; room: string }>
  readonly conflicts: ReadonlySet<string>
  readonly now: number
}

/** A person as a line of a list: masked. */
export function personRow(context: Pick<Context, 'vault'>, entry: StoredEntry, { areaName, tagName, homes, conflicts, now }: Around): PersonRow {
  const { name, idNumber, phone } = personalOf(context, entry)
  const home = homes.get(entry.id)
  return {
    id: entry.id, version: entry.version, name: name === undefined ? '已抹去' : maskName(String(name)), idNumber: idNumber === undefined ? null : maskNumber(String(idNumber)),
    phone: phone === undefined ? null : maskPhone(String(phone)), sex: namedCode('sex', entry.plain.sex), age: ageOf(entry.birthMonth, now), residence: namedCode('residence', entry.plain.residence),
    political: namedCode('political', entry.plain.political), areaPath: entry.areaPath, areaName: areaName(entry.areaPath), home: home ? homeText(home) : null,
    tags: entry.tags.map((code) => ({ code, name: tagName(code) })), state: entry.state as PersonRow['state'], // checked by the table
    hasConflict: conflicts.has(entry.id),
  }
}
