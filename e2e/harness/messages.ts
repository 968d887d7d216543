import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'

/** What stands in the columns of a message board's sheet. */
export interface BoardMessage {
  readonly title: string
  readonly text: string
  /** `2026-11-19 09:12` in Beijing. */
  readonly at: string
}

const HEADERS = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '反对数', '点赞数']
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DAY_MS = 86_400_000

const TROUBLES = [
  ['{p}垃圾堆着没人收', '{p}的垃圾桶满了好几天，污水流了一地，苍蝇很多，请安排清运'], ['{p}路灯不亮', '{p}的路灯坏了一排，晚上回家看不见路，请尽快维修'],
  ['{p}下水道堵塞', '{p}的下水道堵了，污水往外冒，一楼住户没法开门'], ['{p}路面有大坑', '{p}的路面破损，有个大坑，骑车的人摔过两次'],
  ['{p}违章停车', '{p}每天有车停在人行道上，推婴儿车过不去'], ['{p}小广告太多', '{p}的墙上和楼道里贴满小广告，清了又贴'],
  ['{p}井盖响', '{p}的井盖松动，车一过就咣当响，夜里睡不着'], ['{p}绿化带没人管', '{p}的绿化带杂草很高，树枝伸到窗户上了'],
] as const
const PLACES = ['天齐路北段', '牛山路菜市场', '桓公路幼儿园门口', '晏婴路公交站', '齐兴路早市', '稷下街路口', '太公路药店旁']
const NIGHT = ['半夜还在打桩', '吵得睡不着', '孩子要中考', '天天夜里施工', '打过电话没人管', '今天又来了', '老人心脏不好', '请派人看看', '十二点还在干', '灰尘也大', '邻居都有意见', '快两周了']

/** A street's board of made-up messages: one hot spot of twelve over six days, the rest of many kinds and places. The newest is of yesterday. */
export function madeUpMessages(now: number): BoardMessage[] {
  const yesterday = now - DAY_MS
  const hot = NIGHT.map((said, at): BoardMessage => ({ title: '鼎盛花苑旁工地夜间施工噪声', text: `鼎盛花苑旁边的工地夜间施工噪声很大，${said}，希望管一管`, at: dayText(yesterday - Math.floor(at / 2) * DAY_MS, at) }))
  const others = TROUBLES.flatMap(([title, text], kind) => PLACES.slice(0, 4).map((_, at): BoardMessage => {
    const place = PLACES[(kind + at) % PLACES.length] ?? ''
    return { title: title.replace('{p}', place), text: text.replace('{p}', place), at: dayText(yesterday - (kind * 4 + at) * DAY_MS, kind) }
  }))
  return [...hot, ...others]
}

/** The messages of a sheet of those columns, moved in time so that the newest is of yesterday: the house lives today. */
export async function messagesOf(file: string, now: number): Promise<BoardMessage[]> {
  const book = new ExcelJS.Workbook()
  const bytes = await readFile(file)
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error(`${file} has no sheet`)
  const columns = new Map(Array.from({ length: sheet.columnCount }, (_, at) => [sheet.getRow(1).getCell(at + 1).text.trim(), at + 1]))
  const rows = Array.from({ length: sheet.rowCount - 1 }, (_, at) => sheet.getRow(at + 2))
  const cell = (row: ExcelJS.Row, header: string): ExcelJS.Cell => row.getCell(columns.get(header) ?? 1)
  const read = rows.map((row) => ({ title: cell(row, '留言主题').text.trim(), text: cell(row, '留言详情').text.trim(), ms: instantOf(cell(row, '留言时间')) })).filter(({ text, ms }) => text !== '' && !Number.isNaN(ms))
  const shift = now - DAY_MS - read.reduce((newest, { ms }) => Math.max(newest, ms), 0)
  return read.map(({ title, text, ms }) => ({ title, text, at: minuteText(ms + shift) }))
}

function instantOf(cell: ExcelJS.Cell): number {
  if (cell.value instanceof Date) return cell.value.getTime() - 8 * 3_600_000
  const [, year, month, day, hour, minute] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D+(\d{1,2}):(\d{2})/u.exec(cell.text.trim()) ?? []
  return Date.parse(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T${hour?.padStart(2, '0')}:${minute}:00+08:00`)
}

/** The sheet as an office exports it from its board. */
export async function boardSheet(messages: readonly BoardMessage[]): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('留言').addRows([HEADERS, ...messages.map(({ title, text, at }, row) => [`LY${String(Date.now()).slice(-8)}${row}`, `A${1000 + row}`, title, at, text, 0, row % 5])])
  return { name: '网上留言.xlsx', mimeType: XLSX, buffer: Buffer.from(await book.xlsx.writeBuffer()) }
}

function dayText(ms: number, nth: number): string {
  return `${minuteText(ms).slice(0, 10)} ${String(8 + (nth % 12)).padStart(2, '0')}:${String(10 + nth).padStart(2, '0')}`
}

function minuteText(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
