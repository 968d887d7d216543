import { CARE_CONTACTS, CARE_KINDS, CARE_SCOPES } from '@yihu/contracts'
import type { CareContactKind, CareKind, CareScope } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { CellRefused, codeOfCell, columnsOf, doorOf, HOME, readInstant, refusedBy } from '../imports/index.ts'
import type { FieldTable, Opening, Refused, SheetRow } from '../imports/index.ts'
import { homeText } from '../pool/index.ts'

/** So many contacts a row names. */
export const CONTACTS = [1, 2, 3] as const
const { home, homeUnit, homeRoom } = HOME

/** What the columns of a sheet of people under care can mean. */
export const CARE_FIELDS: FieldTable = {
  name: { label: '姓名', names: ['姓名', '老人姓名', '看护对象', 'name'], cover: 'name' },
  kind: { label: '类别', names: ['类别', '看护类别', '人员类别'], codes: CARE_KINDS },
  idNumber: { label: '身份证号', names: ['身份证号', '身份证号码', '证件号码', '公民身份号码'], cover: 'number' },
  phone: { label: '联系电话', names: ['联系电话', '电话', '手机', '手机号码'], cover: 'number' },
  ...(home && homeUnit && homeRoom ? { home, homeUnit, homeRoom } : {}),
  note: { label: '看护须知', names: ['看护须知', '须知', '备注'], cover: 'name' },
  consentBy: { label: '由谁同意', names: ['由谁同意', '同意人'], codes: { self: '本人', guardian: '监护人' } },
  guardian: { label: '监护人姓名', names: ['监护人姓名', '监护人'], cover: 'name' },
  consentDay: { label: '同意日期', names: ['同意日期', '签字日期'] },
  scopes: { label: '同意事项', names: ['同意事项', '同意项'] },
  ...Object.fromEntries(CONTACTS.flatMap((at) => [
    [`contactName${at}`, { label: `联系人${at}姓名`, names: [`联系人${at}姓名`, `联系人${at}`], cover: 'name' as const }],
    [`contactPhone${at}`, { label: `联系人${at}电话`, names: [`联系人${at}电话`], cover: 'number' as const }],
    [`contactKind${at}`, { label: `联系人${at}身份`, names: [`联系人${at}身份`], codes: CARE_CONTACTS }],
    [`contactRelation${at}`, { label: `联系人${at}关系`, names: [`联系人${at}关系`] }],
    [`contactDay${at}`, { label: `联系人${at}同意日期`, names: [`联系人${at}同意日期`] }],
  ])),
}

/** A contact as a row says it; without a day of consent nobody calls. */
export interface SaidContact {
  readonly kind: CareContactKind
  readonly name: string
  readonly phone: string
  readonly relation: string | null
  readonly consentDay: string | null
}

/** A row as the person under care it says; undefined: left blank. */
export interface CareDraft {
  readonly row: SheetRow
  readonly name: string
  readonly kind: CareKind
  readonly idNumber: string | undefined
  readonly phone: string | undefined
  readonly note: string | undefined
  readonly areaPath: string
  readonly room: string | null
  readonly consentBy: 'self' | 'guardian' | undefined
  readonly guardian: string | undefined
  readonly consentDay: string
  readonly scopes: readonly CareScope[]
  readonly contacts: readonly SaidContact[]
}

type CellOf = (field: string) => string

interface ReaderOptions extends Pick<Opening, 'header' | 'mapping' | 'takenAt'> {
  /** The building that words name for sure. */
  readonly buildingOf: (text: string) => string | null
}

/** A function from a row to the person it says, or to what is wrong with it. Pure. */
export function createCareReader({ header, mapping, takenAt, buildingOf }: ReaderOptions): (row: SheetRow) => CareDraft | Refused {
  const columns = columnsOf(mapping)
  const today = localDate(takenAt)
  return (row) => {
    const cell: CellOf = (field) => (row.cells[columns.get(field) ?? -1] ?? '').normalize('NFKC').trim()
    try {
      return { row, ...readRow(cell, { today, buildingOf }) }
    } catch (error) {
      return refusedBy(error, { row, header, columns, fields: CARE_FIELDS })
    }
  }
}

function readRow(cell: CellOf, { today, buildingOf }: { today: string } & Pick<ReaderOptions, 'buildingOf'>): Omit<CareDraft, 'row'> {
  const consentBy = cell('consentBy') === '' ? undefined : coded<'self' | 'guardian'>('consentBy', cell)
  const guardian = said('guardian', cell, 40)
  if (consentBy === 'guardian' && guardian === undefined) throw new CellRefused('guardian', '由监护人同意的，请填写监护人姓名')
  const name = said('name', cell, 40)
  if (name === undefined) throw new CellRefused('name', '请填写姓名')
  return {
    name, kind: coded<CareKind>('kind', cell), idNumber: said('idNumber', cell, 40)?.toUpperCase(), phone: phoneOf('phone', cell), note: said('note', cell, 500), ...placeOf(cell, buildingOf),
    consentBy, guardian, consentDay: dayOf('consentDay', cell, today) ?? missing('consentDay'), scopes: scopesOf(cell('scopes')), contacts: CONTACTS.flatMap((at) => contactOf(at, cell, today) ?? []),
  }
}

function missing(field: string): never {
  throw new CellRefused(field, `请填写${labelOf(field)}`)
}

function labelOf(field: string): string {
  return CARE_FIELDS[field]?.label ?? field
}

function coded<Code extends string>(field: string, cell: CellOf): Code {
  return codeOfCell(field, { said: cell(field), codes: CARE_FIELDS[field]?.codes ?? {}, label: labelOf(field) }) as Code // a key of the column's table
}

function said(field: string, cell: CellOf, most: number): string | undefined {
  const text = cell(field)
  if (text === '') return undefined
  if (text.length > most) throw new CellRefused(field, `${labelOf(field)}太长，最多 ${most} 个字`)
  if (text.includes('*') && CARE_FIELDS[field]?.cover !== undefined && field !== 'note') throw new CellRefused(field, `${labelOf(field)}是遮盖过的，请用没有遮盖的表`)
  return text
}

function phoneOf(field: string, cell: CellOf): string | undefined {
  const text = said(field, cell, 20)
  if (text !== undefined && !/^\+?[\d -]{5,20}$/u.test(text)) throw new CellRefused(field, '电话号码只能有数字')
  return text
}

function dayOf(field: string, cell: CellOf, today: string): string | null {
  const text = cell(field)
  if (text === '') return null
  const read = readInstant(text)
  if (!read) throw new CellRefused(field, `${labelOf(field)}不是一个日期：${text.slice(0, 20)}`)
  const day = localDate(read.ms)
  if (day > today) throw new CellRefused(field, `${labelOf(field)}在今天以后`)
  return day
}

/** «用水、手环»: what was agreed to, one by one. */
function scopesOf(text: string): CareScope[] {
  const names = text.split(/[、，,;；/\s]+/u).filter(Boolean)
  if (names.length === 0) missing('scopes')
  return [...new Set(names.map((name) => codeOfCell('scopes', { said: name, codes: CARE_SCOPES, label: labelOf('scopes') }) as CareScope))] // a key of the table
}

function placeOf(cell: CellOf, buildingOf: ReaderOptions['buildingOf']): Pick<CareDraft, 'areaPath' | 'room'> {
  const text = cell('home')
  if (text === '') missing('home')
  const areaPath = buildingOf(text)
  if (areaPath === null) throw new CellRefused('home', `找不到“${text.slice(0, 40)}”是哪一栋楼`)
  const door = cell('homeRoom') === '' ? doorOf(text) : { unit: cell('homeUnit').replace(/单元$/u, ''), room: cell('homeRoom').replace(/室$/u, '') }
  return { areaPath, room: door && homeText(door) }
}

function contactOf(at: (typeof CONTACTS)[number], cell: CellOf, today: string): SaidContact | null {
  const fields = [`contactName${at}`, `contactPhone${at}`, `contactKind${at}`, `contactRelation${at}`, `contactDay${at}`] as const
  if (fields.every((field) => cell(field) === '')) return null
  const [nameField, phoneField, kindField, relationField, dayField] = fields
  const [name, phone] = [said(nameField, cell, 40), phoneOf(phoneField, cell)]
  if (name === undefined || phone === undefined) throw new CellRefused(name === undefined ? nameField : phoneField, '联系人要有姓名和电话')
  return { kind: coded<CareContactKind>(kindField, cell), name, phone, relation: said(relationField, cell, 20) ?? null, consentDay: dayOf(dayField, cell, today) }
}
