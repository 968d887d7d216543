import { bareNumber, checkEntry, DEPTHS, fieldsOf } from '@yihu/domain'
import type { PoolValues, Register } from '@yihu/domain'
import type { HouseRef, PreparedPerson } from '../../pool/index.ts'
import { CellRefused, refusedBy } from '../cell-refused.ts'
import { codeOfCell } from '../code-cell.ts'
import type { FieldSpec } from '../fields.ts'
import type { Opening, Refused } from '../kind.ts'
import { columnsOf } from '../mapping.ts'
import { placeOf } from '../place.ts'
import type { RowPoint } from '../place.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { columnsFor } from './columns.ts'

/** A row as it will be entered. */
export interface Draft {
  readonly row: SheetRow
  readonly values: PoolValues
  /** Fields of `values` that the row leaves blank and its ID number says. */
  readonly filled: readonly string[]
  /** Where it belongs, as far as the sheet's words say; null when only the house knows. */
  readonly path: string | null
  /** Of a person or a household: the house they live in. */
  readonly house: HouseRef | null
  /** Houses that rows of the sheet name as this person's, when there are several. */
  readonly alsoAt?: readonly HouseRef[]
  /** Columns beside the register's own, codes by code. */
  readonly beside: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly point: RowPoint | null
  /** The number does not pass its check; it is kept all the same. */
  readonly hasOddNumber: boolean
  /** Of a person, once worked out for writing. */
  readonly prepared?: PreparedPerson
}

/** What the reader asks of the area tree. */
export interface Places {
  /** The building that words name; null when they name none for sure. */
  building(text: string): string | null
  /** The areas that words name: none, one, or several of one name, the importer's own before others'. */
  areas(text: string): readonly string[]
  fullNameOf(path: string): string
  /** The finest area of the street that a point lies in; null: outside. */
  at(point: RowPoint): string | null
  /** The building that a point lies in; null: in none. */
  buildingAt(point: RowPoint): string | null
}

interface ReaderOptions extends Pick<Opening, 'header' | 'mapping' | 'crs'> {
  readonly register: Register
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly places: Places
  /** Tags of the register by code and by name. */
  readonly tags: ReadonlyMap<string, string>
}

type CellOf = (field: string) => string

/** A function from a row to what it enters, or to what is wrong with it. Pure. */
export function createDraftReader(options: ReaderOptions): (row: SheetRow) => { draft: Draft } | { refused: Refused } {
  const columns = columnsOf(options.mapping)
  const table = columnsFor(options.register)
  return (row) => {
    const cell: CellOf = (field) => row.cells[columns.get(field) ?? -1] ?? ''
    try {
      return { draft: readRow(row, cell, options) }
    } catch (error) {
      return { refused: refusedBy(error, { row, header: options.header, columns, fields: table }) }
    }
  }
}

function readRow(row: SheetRow, cell: CellOf, { register, today, places, tags, crs }: ReaderOptions): Draft {
  const said = ownCells(register, cell)
  const { values, errors, warnings } = checkEntry(register, said, { today })
  for (const [field, message] of Object.entries(errors)) throw new CellRefused(field, message)
  // In a whole sheet such a contradiction is a slip of a line; one entry by hand may keep it.
  for (const field of ['birth', 'sex']) if (warnings[field] !== undefined) throw new CellRefused(field, warnings[field])
  const beside = besideOf(register, cell)
  const oddNumber = beside.householdNumber === undefined ? undefined : checkEntry('household', { number: beside.householdNumber }, { today, isPart: true }).errors.number
  if (oddNumber !== undefined) throw new CellRefused('householdNumber', oddNumber)
  const point = register === 'organisation' || register === 'house' ? pointOf(cell, { crs, places }) : null
  const place = register === 'person' || register === 'household' ? homeOf(register, cell, places) : { house: null, path: pathOf(register, cell, { values, point, places }) }
  const filled = Object.keys(values).filter((field) => (said[field] ?? '').trim() === '')
  return { row, values: register === 'house' ? withBareLabels(values) : values, filled, ...place, beside, tags: tagsOf(cell('tags'), tags), point, hasOddNumber: warnings.idNumber !== undefined || warnings.creditCode !== undefined }
}

/** What the row says of the register's own fields; covered cells say nothing. */
function ownCells(register: Register, cell: CellOf): Record<string, string> {
  const [fields, said]: [ReturnType<typeof fieldsOf>, Record<string, string>] = [fieldsOf(register), {}]
  for (const field of Object.keys(fields)) {
    const text = cell(field)
    const isMasked = fields[field]?.isPersonal === true && text.includes('*')
    if (isMasked && fields[field]?.isNeeded) throw new CellRefused(field, `${fields[field].label}是遮盖过的，请用没有遮盖的表`)
    if (text !== '' && !isMasked) said[field] = text
  }
  return said
}

/** Codes of the tags a cell names; there are no free ones. */
function tagsOf(said: string, tags: ReadonlyMap<string, string>): string[] {
  return [...new Set(said.split(/[、，,;；/\s]+/u).filter(Boolean).map((name) => {
    const code = tags.get(name)
    if (code === undefined) throw new CellRefused('tags', `标签词表里没有“${name.slice(0, 20)}”`)
    return code
  }))]
}

const BESIDES = new Set(['houseCode', 'home', 'homeUnit', 'homeRoom', 'houseRole', 'householdNumber', 'kin', 'building', 'area', 'above', 'ownerNumber', 'headName', 'headNumber'])

function isBeside(field: string): boolean {
  return BESIDES.has(field)
}

function besideOf(register: Register, cell: CellOf): Record<string, string> {
  const table = columnsFor(register)
  const said = Object.keys(table).filter((field) => isBeside(field) && cell(field) !== '')
  return Object.fromEntries(said.map((field) => [field, codedText(field, cell(field), table[field])]))
}

function codedText(field: string, text: string, { codes, label = field }: Partial<FieldSpec> = {}): string {
  return codes ? codeOfCell(field, { said: text, codes, label }) : text.normalize('NFKC').slice(0, 200)
}

/** «12号楼3单元402室», «12-3-402» behind the estate: unit and room as numbers. */
const TAIL = /(?:号楼|号院|栋|幢|座|#)[-－]?(?:(?<unit>[\dA-Z东西中]{1,3})(?:单元|门|[-－]))?(?:\d{1,2}[层楼])?(?<room>[\dA-Z]{1,5})(?:室|户|号)?$/iu

/** Unit and room that words end with; nothing when they stop at the building. */
export function doorOf(text: string): { unit: string; room: string } | null {
  const { unit = '', room } = TAIL.exec(text.normalize('NFKC').replaceAll(/\s/gu, ''))?.groups ?? {}
  return room === undefined ? null : { unit: bare(unit), room: bare(room) }
}

function bare(text: string): string {
  return bareNumber(text) ?? text
}

function homeOf(register: 'person' | 'household', cell: CellOf, places: Places): { path: string | null; house: HouseRef | null } {
  const code = cell('houseCode')
  if (code !== '') return { path: null, house: { code } }
  const said = cell('home')
  if (said === '') throw new CellRefused('home', '请填写地址码，或写到楼栋的住址')
  const path = places.building(said)
  if (path === null) throw new CellRefused('home', `找不到“${said.slice(0, 40)}”是哪一栋楼`)
  const door = cell('homeRoom') === '' ? doorOf(said) : { unit: bare(cell('homeUnit')), room: bare(cell('homeRoom')) }
  // A household is that of a dwelling; of a person the building is enough.
  if (!door && register === 'household') throw new CellRefused('home', `请把住址写到室号：${said.slice(0, 40)}`)
  return { path, house: door ? { path, ...door } : null }
}

function withBareLabels(values: PoolValues): PoolValues {
  return { ...values, unit: values.unit === undefined ? '' : bare(String(values.unit)), room: bare(String(values.room)) }
}

interface Known {
  readonly values: PoolValues
  readonly point: Draft['point']
  readonly places: Places
}

function pathOf(register: Register, cell: CellOf, { values, point, places }: Known): string {
  if (register === 'organisation') {
    const field = cell('area') === '' ? 'address' : 'area'
    const said = cell('area') || String(values.address ?? '')
    const path = (said === '' ? null : areaCalled(said, { field, places })) ?? (point && places.at(point))
    if (path === null) throw new CellRefused(field, said === '' ? '请填写所属区域、地址或经纬度' : `找不到“${said.slice(0, 40)}”在哪里`)
    return path
  }
  const field = register === 'house' ? 'building' : 'home'
  const said = cell(field) || String(values.address ?? '')
  const path = (said === '' ? null : places.building(said)) ?? (said === '' && point ? places.buildingAt(point) : null)
  if (path === null && said === '' && point) throw new CellRefused('geometry', '这个位置不在任何一栋楼里，请填写楼栋')
  if (path === null) throw new CellRefused(field, said === '' ? `请填写${columnsFor(register)[field]?.label ?? ''}` : `找不到“${said.slice(0, 40)}”是哪一栋楼`)
  return path
}

const MOST_CANDIDATES = 3

/** The one area at or below a community that words name; null when they name none. @throws CellRefused when they name several */
function areaCalled(said: string, { field, places }: { readonly field: string; readonly places: Places }): string | null {
  const [path = null, ...others] = places.areas(said).filter((one) => one.split('.').length >= DEPTHS.community)
  if (path === null || others.length === 0) return path
  const named = [path, ...others].slice(0, MOST_CANDIDATES).map((one) => places.fullNameOf(one)).join('，')
  throw new CellRefused(field, `有 ${others.length + 1} 个“${said.slice(0, 40)}”，请写全名：${named}${others.length >= MOST_CANDIDATES ? '……' : ''}`)
}

function pointOf(cell: CellOf, { crs, places }: Pick<ReaderOptions, 'crs' | 'places'>): RowPoint | null {
  const said = placeOf(cell, crs)
  if (said === null) return null
  if ('message' in said) throw new CellRefused(said.field, said.message)
  if (places.at(said) === null) throw new CellRefused(cell('geometry') === '' ? 'lon' : 'geometry', '这个点不在本街道范围内')
  return said
}
