import { PART_STATES } from '@yihu/contracts'
import type { PartState } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { NewPart } from '../../pool/index.ts'
import { readInstant } from '../instant.ts'
import { CellRefused, refusedBy } from '../cell-refused.ts'
import type { Opening, Refused } from '../kind.ts'
import { columnsOf } from '../mapping.ts'
import { placeOf } from '../place.ts'
import type { RowPoint } from '../place.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { PART_FIELDS } from './columns.ts'

/** What the reader asks of the house. */
export interface PartGround {
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** The day of parts that name none. */
  readonly day: string
  /** The name of a class of parts by the code or the name; null: there is none. */
  classOf(text: string): { readonly code: string; readonly name: string } | null
  /** The id of a unit by its name or its id; null: there is none. */
  unitOf(text: string): string | null
  /** The grid of the street that a point lies in, with the code of its district; null: outside. */
  at(point: RowPoint): { readonly path: string; readonly district: string } | null
}

export interface PartDraft {
  readonly row: SheetRow
  readonly part: NewPart
}

type CellOf = (field: string) => string

const ORIGINS = ['实测', '地形图', '其他']
const NAME_CHARS = 60
const SHOWN = 40

/** A function from a row to the part it is, or to what is wrong with it. Pure. */
export function createPartReader({ header, mapping, crs, ground }: Pick<Opening, 'header' | 'mapping' | 'crs'> & { readonly ground: PartGround }): (row: SheetRow) => PartDraft | Refused {
  const columns = columnsOf(mapping)
  return (row) => {
    const cell: CellOf = (field) => row.cells[columns.get(field) ?? -1] ?? ''
    try {
      return { row, part: readPart(cell, { crs, ground }) }
    } catch (error) {
      return refusedBy(error, { row, header, columns, fields: PART_FIELDS })
    }
  }
}

function readPart(cell: CellOf, { crs, ground }: Pick<Opening, 'crs'> & { readonly ground: PartGround }): NewPart {
  const code = cell('code').normalize('NFKC').replaceAll(/\s/gu, '')
  if (!/^\d{16}$/u.test(code)) throw new CellRefused('code', code === '' ? '请填写 16 位标识码' : `标识码要 16 位数字（区划 6 位、大类 2 位、小类 2 位、流水号 6 位）：${code.slice(0, SHOWN)}`)
  const kind = ground.classOf(`B${code.slice(6, 10)}`)
  if (!kind) throw new CellRefused('code', `标识码第 7 至 10 位 ${code.slice(6, 10)} 不是部件的类别代码（GB/T 30428.2）`)
  const said = cell('className') === '' ? kind : ground.classOf(cell('className'))
  if (!said) throw new CellRefused('className', `没有“${cell('className').slice(0, SHOWN)}”这个部件类别`)
  if (said.code !== kind.code) throw new CellRefused('className', `类别是“${said.name}”，标识码却是“${kind.name}”的`)
  const { point, path } = standing(cell, { crs, ground, district: code.slice(0, 6) })
  const given = { name: cell('name').slice(0, NAME_CHARS), unitId: unitOf(cell('unit'), ground), state: stateOf(cell('state')), source: originOf(cell('origin')) }
  return { code, classCode: kind.code, className: kind.name, path, ...point, recordedOn: dayOf(cell('recordedOn'), ground), ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) }
}

/** «DataSource=实测数据» is 实测; blank stays blank. */
function originOf(text: string): string {
  return text === '' ? '' : ORIGINS.find((origin) => text.includes(origin)) ?? '其他'
}

function standing(cell: CellOf, { crs, ground, district }: Pick<Opening, 'crs'> & { readonly ground: PartGround; readonly district: string }): { point: RowPoint; path: string } {
  const point = placeOf(cell, crs)
  const field = cell('geometry') === '' && cell('lon') !== '' ? 'lon' : 'geometry'
  if (point === null) throw new CellRefused(field, '没有位置：请给出点，或经度和纬度')
  if ('message' in point) throw new CellRefused(point.field, point.message)
  const place = ground.at(point)
  if (!place) throw new CellRefused(field, '这个点不在本街道范围内')
  if (place.district !== district) throw new CellRefused('code', `标识码前 6 位 ${district} 不是本区的代码 ${place.district}`)
  return { point, path: place.path }
}

function unitOf(text: string, ground: PartGround): string {
  const id = text === '' ? '' : ground.unitOf(text)
  if (id === null) throw new CellRefused('unit', `没有“${text.slice(0, SHOWN)}”这个单位，请先登记它，或留空`)
  return id
}

function stateOf(text: string): PartState | '' {
  if (text === '') return ''
  const [state] = Object.entries(PART_STATES).find(([code, name]) => code === text || name === text) ?? []
  if (state === undefined) throw new CellRefused('state', `没有“${text.slice(0, SHOWN)}”这种状态，只有${Object.values(PART_STATES).join('、')}`)
  return state as PartState // a key of the table
}

function dayOf(text: string, { today, day: otherwise }: PartGround): string {
  if (text === '') return otherwise
  const read = readInstant(text)
  if (!read) throw new CellRefused('recordedOn', `普查日期不是一个日期：${text.slice(0, SHOWN)}`)
  const day = localDate(read.ms)
  if (day > today) throw new CellRefused('recordedOn', '普查日期在今天以后')
  return day
}
