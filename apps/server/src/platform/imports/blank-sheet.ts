import type { CodeTable } from '@yihu/domain'
import type { ImportKind } from './kind.ts'

/** Longer lists do not fit into the drop-down of a cell: a program takes 255 characters. */
const MOST_LISTED = 255
const FILLED_ROWS = 2000
const WIDTH = 16

/** An empty sheet of a kind: the columns by the names they are known under, drop-downs where few values are possible, and a second page that says what goes where. */
export async function blankSheet({ fields, needsDay, lacks }: ImportKind): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs') // a fifth of a second that a start need not wait for
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('填写', { views: [{ state: 'frozen', ySplit: 1 }] })
  const needed = lacks(new Set())
  const columns = Object.values(fields)
  sheet.columns = columns.map(({ label }) => ({ header: label, width: WIDTH, style: { numFmt: '@' } }))
  columns.forEach(({ label, codes }, at) => {
    sheet.getRow(1).getCell(at + 1).font = { bold: needed.includes(label) }
    const list = codes ? `"${Object.values(codes).join(',')}"` : ''
    if (list === '' || list.length > MOST_LISTED) return
    for (let row = 2; row <= FILLED_ROWS; row += 1) sheet.getCell(row, at + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [list] }
  })
  const notes = book.addWorksheet('填写说明')
  notes.columns = [{ header: '列', width: WIDTH }, { header: '要不要填', width: WIDTH }, { header: '填什么', width: WIDTH * 5 }]
  for (const { label, codes } of columns) notes.addRow([label, needed.includes(label) ? '必填' : '可以不填', codes ? `写名称或代码：${listOf(codes)}` : ''])
  notes.addRow(['', '', needsDay ? '导入时要写明表里是哪一天的情况：比它新的内容不会被它盖掉。' : ''])
  return Buffer.from(await book.xlsx.writeBuffer())
}

function listOf(codes: CodeTable): string {
  return Object.entries(codes).map(([code, name]) => (code === name ? name : `${name}（${code}）`)).join('、')
}
