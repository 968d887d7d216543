import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { zipByHand } from '../../../../test/zip.ts'
import { scoreHeader } from '../mapping.ts'
import { ORDER_FIELDS } from '../orders/fields.ts'
import { readSheet } from './read-sheet.ts'

async function read(file: Buffer, fileName = '工单.xlsx'): Promise<void> {
  const sheet = await readSheet(file, { fileName, score: scoreHeader(ORDER_FIELDS) })
  await Array.fromAsync(sheet.rows())
}

async function workbook(fill?: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('工单')
  sheet.addRow(['工单编号', '接收时间', '问题描述'])
  sheet.addRow(['A1', '2020/1/6 12:09:38', '路灯不亮'])
  fill?.(sheet)
  return Buffer.from(await book.xlsx.writeBuffer())
}

describe('不安全或打不开的文件', () => {
  it('上千倍的压缩炸弹在解压之前就被拒绝', async () => {
    const bomb = zipByHand([...frame, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(40 * 1024 * 1024, 0x20) }])
    expect(bomb.length).toBeLessThan(45_000)
    await expect(read(bomb)).rejects.toMatchObject({ code: 'import-too-large', message: expect.stringContaining('压缩比') as string })
  })

  it('谎报大小的炸弹解到所报的大小就停', async () => {
    const liar = zipByHand([...frame, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(40 * 1024 * 1024, 0x20), declaredBytes: 1000 }])
    const before = process.memoryUsage().rss
    await expect(read(liar)).rejects.toMatchObject({ code: 'import-unreadable' })
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })

  it('同一段数据被多个条目重复使用的压缩包被拒绝', async () => {
    const file = zipByHand([...frame, { name: 'xl/worksheets/sheet1.xml', content: sheetXml('') }])
    const central = file.lastIndexOf(Buffer.from('xl/worksheets/sheet1.xml')) - 4
    const overlapped = Buffer.from(file)
    overlapped.writeUInt32LE(0, central)
    await expect(read(overlapped)).rejects.toThrow('不完整或已损坏')
  })

  it('被截断、前后粘了别的东西、内容对不上校验的文件都说得清', async () => {
    const good = await workbook()
    const broken = Buffer.from(good)
    const inside = good.indexOf(Buffer.from('xl/worksheets/sheet1.xml')) + 60
    broken[inside] = (broken[inside] ?? 0) ^ 0xff
    await expect(read(broken)).rejects.toMatchObject({ code: 'import-unreadable' })
    await expect(read(good.subarray(0, Math.floor(good.length / 2)))).rejects.toThrow('不完整或已损坏')
    await expect(read(Buffer.concat([good, Buffer.from('<script>')]))).rejects.toThrow('不完整或已损坏')
    await expect(read(Buffer.concat([Buffer.from('GIF89a'), good]))).rejects.toThrow('却不是 Excel 表格')
    await expect(read(Buffer.concat([zipByHand([{ name: 'a', content: Buffer.from('a') }]), good]))).rejects.toThrow('不完整或已损坏')
  })

  it('扩展名不对、加密、旧格式、Word 文档各有各的说法', async () => {
    const good = await workbook()
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    await expect(read(good, '工单.csv')).rejects.toThrow('请把扩展名改对')
    await expect(read(good, '工单.exe')).rejects.toThrow('只能导入')
    await expect(read(Buffer.from('编号,内容\n1,二'), '工单.xlsx')).rejects.toThrow('却不是 Excel 表格')
    await expect(read(Buffer.from('<html><table><tr><td>编号'), '工单.csv')).rejects.toThrow('网页')
    await expect(read(ole)).rejects.toThrow('旧版 .xls')
    await expect(read(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).rejects.toThrow('打开密码')
    await expect(read(zipByHand([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]))).rejects.toThrow('Word 文档')
    await expect(read(Buffer.alloc(0))).rejects.toThrow('文件是空的')
  })

  it('自带实体声明的表格被拒绝', async () => {
    const content = Buffer.from('<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>')
    await expect(read(zipByHand([...frame, { name: 'xl/worksheets/sheet1.xml', content }]))).rejects.toThrow('不允许的声明')
  })

  it('列数和单元格字数有上限', async () => {
    const wide = await workbook((sheet) => { sheet.getRow(2).getCell(201).value = '远' })
    await expect(read(wide)).rejects.toThrow('超过 200 列')
    const long = zipByHand([...frame, { name: 'xl/worksheets/sheet1.xml', content: sheetXml(`<c t="inlineStr"><is><t>${'字'.repeat(40_000)}</t></is></c>`) }])
    await expect(read(long)).rejects.toThrow('超过 32767 字')
  })
})

function sheetXml(cells: string): Buffer {
  return Buffer.from(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>${cells}</row></sheetData></worksheet>`)
}

const frame = [
  { name: 'xl/workbook.xml', content: Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>') },
  { name: 'xl/_rels/workbook.xml.rels', content: Buffer.from('<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>') },
]
