import { Fault } from '@yihu/contracts'
import type { Box } from '../../../kernel/layer.ts'

/** What a client of OGC API – Features asks of items. */
export interface ItemsQuery {
  /** One box, or two where it crosses the 180th meridian; null: everything. */
  readonly boxes: readonly Box[] | null
  /** From and until, in ms. */
  readonly time: readonly [from: number, to: number] | null
  readonly limit: number
  /** Id of the last feature of the page before. */
  readonly after: string | null
}

const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const USUAL = 100
const MOST = 1000
/** Boxes are closed, ours are open to the east and north. */
const EDGE = 1e-9
const NAMES: readonly string[] = ['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', 'after', 'f']

/** Reads the query of items. @throws input-invalid for unknown or wrong parameters (req/core/query-param-unknown, -invalid) */
export function readItemsQuery(text: string): ItemsQuery {
  const given = readQuery(text, NAMES)
  for (const name of ['crs', 'bbox-crs']) if (given.has(name) && given.get(name) !== CRS84) throw wrong(name, `只支持 ${CRS84}`)
  return { boxes: boxesOf(given.get('bbox')), time: timeOf(given.get('datetime')), limit: limitOf(given.get('limit')), after: given.get('after') ?? null }
}

/** The parameters of an address, each at most once and known. */
export function readQuery(text: string, names: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (!names.includes(name)) throw wrong(name.slice(0, 40), '没有这个参数')
    if (given.has(name)) throw wrong(name, '这个参数写了两次')
    given.set(name, value)
  }
  if ((given.get('f') ?? 'json') !== 'json') throw wrong('f', '只有 json')
  return given
}

function wrong(name: string, words: string): Fault {
  return new Fault('input-invalid', { fields: { [name]: words } })
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw wrong('limit', '要是一个正整数')
  return Math.min(Number(text), MOST)
}

function boxesOf(text: string | undefined): Box[] | null {
  if (text === undefined) return null
  const parts = text.split(',')
  const numbers = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers.length === 4 ? numbers : []
  if (west === undefined || south === undefined || east === undefined || north === undefined || !numbers.every(Number.isFinite) || south > north || Math.abs(west) > 180 || Math.abs(east) > 180) throw wrong('bbox', '要是西、南、东、北四个经纬度，用逗号隔开')
  const rows = [south, north + EDGE] as const
  return west <= east ? [[west, rows[0], east + EDGE, rows[1]]] : [[west, rows[0], 180 + EDGE, rows[1]], [-180, rows[0], east + EDGE, rows[1]]]
}

/** An instant, or an interval that may be open at one end (RFC 3339, «..» or nothing). */
function timeOf(text: string | undefined): readonly [number, number] | null {
  if (text === undefined) return null
  const parts = text.split('/')
  const [from = '', to = from] = parts
  const ends = [endOf(from, Number.NEGATIVE_INFINITY, '00:00:00'), endOf(to, Number.POSITIVE_INFINITY, '23:59:59.999')] as const
  const isOpen = (end: string) => end === '' || end === '..'
  if (parts.length > 2 || ends.some(Number.isNaN) || ends[0] > ends[1] || (isOpen(from) && isOpen(to))) throw wrong('datetime', '要是一个时间，或“开始/结束”，一头可以写 ..')
  return ends
}

/** Days are days of Shanghai. */
function endOf(text: string, open: number, clock: string): number {
  if (text === '' || text === '..') return open
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text)) return Date.parse(`${text}T${clock}+08:00`)
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/iu.test(text) ? Date.parse(text) : Number.NaN
}
