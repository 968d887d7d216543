import { createHash } from 'node:crypto'
import { toWgs84 } from '../../areas/index.ts'
import type { Signal } from '../../signals/index.ts'
import { readInstant } from '../instant.ts'
import type { InstantForm } from '../instant.ts'
import type { Opening, RowProblem } from '../kind.ts'
import { columnsOf } from '../mapping.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import type { FindClass } from './classes.ts'
import { ORDER_FIELDS } from './fields.ts'
import type { OrderField } from './fields.ts'

export type ReadRow = { readonly signal: Signal; readonly timeForm: InstantForm | null } | { readonly problem: RowProblem }

type RowReaderOptions = Pick<Opening, 'header' | 'mapping' | 'crs' | 'source' | 'by' | 'takenAt'> & { readonly findClass: FindClass }

const MOST_TEXT = 20_000
const MOST_TITLE = 100
const MOST_ADDRESS = 200
const MOST_NAME = 40
const MOST_ID = 100
const MOST_STATED = 40
const DAY_MS = 86_400_000
const EARLIEST = Date.UTC(1990, 0, 1)
const PHONE = /\+?\d[\d -]{4,18}\d/u

/** Stops the reading of a row; never leaves this file. */
class RowRefused extends Error {
  readonly field: OrderField

  constructor(field: OrderField, message: string) {
    super(message)
    this.field = field
  }
}

type CellOf = (field: OrderField) => string

/** A function from a row to the signal it is, or to what is wrong with it. Pure. */
export function createRowReader(options: RowReaderOptions): (row: SheetRow) => ReadRow {
  const columns = columnsOf(options.mapping)
  return ({ cells }) => {
    const cell: CellOf = (field) => cells[columns.get(field) ?? -1] ?? ''
    try {
      return readCells(cell, options)
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error
      const column = options.header[columns.get(error.field) ?? -1] ?? ORDER_FIELDS[error.field].label
      return { problem: { field: error.field, column, message: error.message } }
    }
  }
}

function readCells(cell: CellOf, { source, by, takenAt, crs, findClass }: RowReaderOptions): ReadRow {
  const { text, title } = wordsOf(cell)
  const at = timeOf(cell, takenAt)
  const phone = PHONE.exec(cell('phone').normalize('NFKC'))?.[0]
  const signal: Signal = {
    source, by, takenAt, text, title, at: at?.ms ?? takenAt,
    senderId: senderOf(cell),
    point: pointOf(cell, crs),
    address: bounded(cell, 'address', MOST_ADDRESS) || undefined,
    classCode: findClass([cell('class1'), cell('class2'), cell('class3')]),
    contact: { name: cell('name').slice(0, MOST_NAME) || undefined, phone },
    isSecret: /^(?:是|要|需要|保密|要求保密|true|1|y|yes|√)$/iu.test(cell('isSecret')),
    ...statedOf(cell),
    fixedDueAt: dueOf(cell, at?.ms ?? takenAt),
  }
  return { signal, timeForm: at?.form ?? null }
}

/** A title stands for a missing text; a title that is too long is kept whole in front of the text. */
function wordsOf(cell: CellOf): { text: string; title: string | undefined } {
  const title = cell('title').replaceAll(/\s+/gu, ' ')
  const words = cell('text') || title
  if (words === '') throw new RowRefused('text', '没有填写问题描述')
  const isLong = title.length > MOST_TITLE && words !== title
  const text = isLong ? `${title}\n${words}` : words
  if (text.length > MOST_TEXT) throw new RowRefused('text', `问题描述有 ${text.length} 字，最多 ${MOST_TEXT} 字`)
  return { text, title: title.length > MOST_TITLE ? `${title.slice(0, MOST_TITLE - 1)}…` : title || undefined }
}

function timeOf(cell: CellOf, takenAt: number): ReturnType<typeof readInstant> {
  const text = cell('at')
  if (text === '') return undefined
  const read = readInstant(text)
  if (!read) throw new RowRefused('at', `认不出这个时间：${text.slice(0, 40)}`)
  if (read.ms > takenAt + DAY_MS) throw new RowRefused('at', `时间在将来：${text.slice(0, 40)}`)
  if (read.ms < EARLIEST) throw new RowRefused('at', `时间过早：${text.slice(0, 40)}`)
  return read
}

/** A due day lasts until its end. */
function dueOf(cell: CellOf, at: number): Date | null {
  const text = cell('dueAt')
  if (text === '') return null
  const read = readInstant(text)
  if (!read) throw new RowRefused('dueAt', `办结时限要写日期：${text.slice(0, 40)}`)
  const due = read.isDay ? read.ms + DAY_MS - 1000 : read.ms
  if (due < at) throw new RowRefused('dueAt', '办结时限早于接收时间')
  return new Date(due)
}

/** 0, 0 stands for no place in many exports. */
function pointOf(cell: CellOf, crs: Opening['crs']): { lon: number; lat: number } | undefined {
  const [lonText, latText] = [cell('lon'), cell('lat')]
  if (lonText === '' && latText === '') return undefined
  const [lon, lat] = [Number(lonText || Number.NaN), Number(latText || Number.NaN)]
  if (!Number.isFinite(lon)) throw new RowRefused('lon', `经度不是数字：${lonText.slice(0, 40)}`)
  if (!Number.isFinite(lat)) throw new RowRefused('lat', `纬度不是数字：${latText.slice(0, 40)}`)
  return lon === 0 && lat === 0 ? undefined : toWgs84({ lon, lat }, crs)
}

/** What the sender's own desk said of it: where it came from and how urgent it held it to be. */
function statedOf(cell: CellOf): Pick<Signal, 'stated'> {
  const [channel, urgency] = [bounded(cell, 'channel', MOST_STATED), bounded(cell, 'urgency', MOST_STATED)]
  return channel === '' && urgency === '' ? {} : { stated: { ...(channel ? { channel } : {}), ...(urgency ? { urgency } : {}) } }
}

function bounded(cell: CellOf, field: OrderField, most: number): string {
  const text = cell(field)
  if (text.length > most) throw new RowRefused(field, `${ORDER_FIELDS[field].label}有 ${text.length} 字，最多 ${most} 字`)
  return text
}

/** The order's number, or else a fingerprint of what the row says: the same row is the same signal. */
function senderOf(cell: CellOf): string {
  const id = bounded(cell, 'externalId', MOST_ID)
  if (id !== '') return id
  const said = (['at', 'title', 'text', 'address', 'name', 'phone'] as const).map(cell)
  return `row-${createHash('sm3').update(JSON.stringify(said)).digest('hex')}`
}
