import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { scoreHeader } from '../mapping.ts'
import { ORDER_FIELDS } from '../orders/fields.ts'
import { readSheet } from './read-sheet.ts'
import type { Sheet, SheetRow } from './read-sheet.ts'

const HEADER = ['工单编号', '接收时间', '问题描述', '地址']

type Fill = (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void

async function xlsx(fill: Fill, name = '工单'): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet(name), book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function read(file: Buffer, fileName = '工单.xlsx'): Promise<{ sheet: Sheet; rows: SheetRow[] }> {
  const sheet = await readSheet(file, { fileName, score: scoreHeader(ORDER_FIELDS) })
  return { sheet, rows: await Array.fromAsync(sheet.rows()) }
}

const withTable = (fill?: Fill): Promise<Buffer> =>
  xlsx((sheet, book) => {
    sheet.addRow(HEADER)
    sheet.addRow(['A1', '2020/1/6 12:09:38', '路灯不亮', '一号院'])
    fill?.(sheet, book)
  })

describe('Excel 表格', () => {
  it('两端的空格、全角空格和不换行空格都去掉，空行跳过', async () => {
    const { rows } = await read(await withTable((sheet) => {
      sheet.addRow(['  A2\u3000', '\u00A02020-01-06\t', ' 井盖\n破了 \u200B', '\u3000'])
      sheet.addRow([' ', '\u3000', null, '\u00A0'])
      sheet.addRow(['A4', '', '积水', ''])
    }))
    expect(rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [2, 'A1', '2020/1/6 12:09:38', '路灯不亮', '一号院'],
      [3, 'A2', '2020-01-06', '井盖\n破了', ''],
      [5, 'A4', '', '积水', ''],
    ])
  })

  it('末尾六万五千个空行不占行数', async () => {
    const file = await withTable((sheet) => {
      for (let number = 3; number <= 65_002; number += 1) sheet.getRow(number).getCell(1).style = { font: { bold: number % 2 === 0 } }
    })
    const { rows } = await read(file)
    expect(rows).toHaveLength(1)
  })

  it('日期单元格读成北京时间的文字，数字不变成科学计数', async () => {
    const { rows } = await read(await xlsx((sheet) => {
      sheet.addRow(['工单编号', '接收时间', '办结时限', '联系电话', '经度', '是否保密'])
      const row = sheet.addRow([1, new Date(Date.UTC(2020, 0, 6, 12, 9, 38)), 43836, 13_912_345_678, 118.310_000_000_000_02, true])
      row.getCell(2).numFmt = 'yyyy"年"m"月"d"日" hh:mm'
      row.getCell(3).numFmt = '[$-804]yyyy/m/d;@'
      row.getCell(4).numFmt = '0_ "元"'
    }))
    expect(rows[0]?.cells).toEqual(['1', '2020-01-06 12:09:38', '2020-01-06', '13912345678', '118.31', 'TRUE'])
  })

  it('公式取保存的值并标出来，超链接和多种字体只取文字', async () => {
    const { rows } = await read(await withTable((sheet) => {
      sheet.addRow([
        { formula: 'HYPERLINK("http://x.test","点我")', result: 'A2' }, { formula: '1+1', result: 2 },
        { richText: [{ text: '路灯' }, { font: { bold: true }, text: '不亮' }] }, { text: '一号院', hyperlink: 'http://x.test' },
      ])
    }))
    expect(rows[1]).toEqual({ number: 3, cells: ['A2', '2', '路灯不亮', '一号院'], formulas: [0, 1] })
  })

  it('隐藏的工作表不读，标题行上面的大标题不当表头', async () => {
    const file = await xlsx((hidden, book) => {
      hidden.state = 'veryHidden'
      hidden.addRow(HEADER)
      hidden.addRow(['藏', '', '不该读到', ''])
      const notes = book.addWorksheet('说明')
      notes.addRow(['本表每周一更新', '请勿外传'])
      const orders = book.addWorksheet('十一月')
      orders.addRow(['雪宫街道 12345 工单（十一月）'])
      orders.mergeCells('A1:D1')
      orders.addRow([])
      orders.addRow(['统计人：张三', '2020-11-30'])
      orders.addRow(HEADER)
      orders.addRow(['B1', '2020-11-01', '噪音', ''])
    })
    const { sheet, rows } = await read(file)
    expect([sheet.name, sheet.headerRow, sheet.header]).toEqual(['十一月', 4, HEADER])
    expect(rows.map(({ cells }) => cells[0])).toEqual(['B1'])
  })
})

describe('CSV', () => {
  const text = '工单编号,接收时间,问题描述\r\nA1,2020/1/6 12:09,"路灯,\n不亮""了"""\r\n\r\n="007",2020-1-7,=1+1\r\n'
  const rows = [{ number: 2, cells: ['A1', '2020/1/6 12:09', '路灯,\n不亮"了"'], formulas: [] }, { number: 4, cells: ['007', '2020-1-7', '=1+1'], formulas: [2] }]

  it('UTF-8 有没有标记都能读', async () => {
    expect((await read(Buffer.from(text), 'a.csv')).rows).toEqual(rows)
    expect((await read(Buffer.from(`\uFEFF${text}`), 'a.csv')).rows).toEqual(rows)
  })

  it('GBK 和 UTF-16 能读', async () => {
    const gbk = Buffer.from('b9a4b5a5b1e0bac52cbdd3cad5cab1bce42ccecacce2c3e8caf60a41312c323032302d312d362cc2b7b5c6b2bbc1c10a', 'hex')
    expect((await read(gbk, 'a.csv')).rows).toEqual([{ number: 2, cells: ['A1', '2020-1-6', '路灯不亮'], formulas: [] }])
    const tabbed = '工单编号\t接收时间\t问题描述\r\nA1\t2020-1-6\t路灯,不亮\r\n'
    expect((await read(Buffer.from(`\uFEFF${tabbed}`, 'utf16le'), 'a.csv')).rows[0]?.cells).toEqual(['A1', '2020-1-6', '路灯,不亮'])
  })

  it('引号没有成对、不是文字的内容说得清', async () => {
    await expect(read(Buffer.from('编号,内容\n1,"没完\n2,二\n'), 'a.csv')).rejects.toThrow('引号没有成对')
    await expect(read(Buffer.from([0x41, 0, 0, 0xff, 0xff, 0xfe, 0x80]), 'a.csv')).rejects.toMatchObject({ code: 'import-unreadable' })
  })

  it('行数有上限', async () => {
    const many = Buffer.from(`编号,内容\n${'1,二\n'.repeat(200_001)}`)
    await expect(read(many, 'a.csv')).rejects.toThrow('超过 200000 行')
  })
})
