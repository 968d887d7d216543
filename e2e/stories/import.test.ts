import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
const HEADERS = ['工单编号', '接收时间', '问题描述', '联系人', '联系电话', '地址', '备注']
const ROWS = [
  ['GD2026112001', '2026-11-19 09:12', '东高小区北门的路灯整排不亮，晚上接孩子看不见路', '刘先生', '13600002222', '东高小区北门', ''],
  ['GD2026112002', '11月33日', '齐兴路早市收摊后垃圾没人清理，一股臭味', '孙女士', '13600003333', '齐兴路早市', ''],
  ['GD2026112003', '2026-11-19 10:40', '', '周先生', '13600004444', '牛山路', '只留了电话'],
  ['GD2026112004', '2026-11-19 11:05', '三楼往下漏水把吊顶泡了，物业说管不了', '吴女士', '13600005555', '桑家小区 5 号楼', ''],
]

async function sheetOf(rows: readonly (readonly string[])[]): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('工单')
  sheet.addRows([HEADERS, ...rows])
  return { name: '十一月十九日工单.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(await book.xlsx.writeBuffer()) }
}

test('A sheet of the hotline comes in: looked at first, what is wrong goes back as a sheet, the corrected sheet adds only what was missing', async () => {
  const { page, go } = await house.seat({ as: 'accept' })
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles(await sheetOf(ROWS))
  await page.getByRole('heading', { name: '核对各列' }).waitFor()
  for (const [header, field] of [['工单编号', '工单编号'], ['接收时间', '接收时间'], ['联系人', '联系人'], ['备注', '不导入']] as const) {
    await page.locator('tr', { has: page.getByRole('combobox', { name: `“${header}”当作` }) }).getByText(field, { exact: true }).last().waitFor()
  }
  await settled(page)
  await shoot(page, 'import-preview', { forReadme: true })
  await page.getByRole('button', { name: '导入 4 行' }).click()
  await done(page, { added: 2, repeated: 0, failed: 2 })
  await page.getByRole('heading', { name: '有问题的行' }).waitFor()
  await shoot(page, 'import-done')

  const corrected = await correct(page)
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles({ name: '改正后.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: corrected })
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await done(page, { added: 2, repeated: 0, failed: 0 })

  // The first sheet once more: nothing is taken twice.
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles(await sheetOf(ROWS.filter((row) => row[2] !== '')))
  await page.getByRole('button', { name: '导入 3 行' }).click()
  await page.getByText('重复 2 行').waitFor()
  const { cases } = await house.ask<{ cases: { address: string | null }[] }>('duty', 'cases/find', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ q: '东高小区北门' }) })
  expect(cases).toHaveLength(1)
})

async function done(page: Page, { added, repeated, failed }: { added: number; repeated: number; failed: number }): Promise<void> {
  await page.getByText(`新增 ${added} 件，重复 ${repeated} 行（没有再导入），没有导入 ${failed} 行。完成于`).waitFor()
}

/** Fetches the sheet of what was not taken and mends what its last column says. */
async function correct(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载没有导入的行' }).click()])
  const book = new ExcelJS.Workbook()
  const bytes = await readFile(await download.path())
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('the error sheet is empty')
  const reasons = [2, 3].map((row) => sheet.getRow(row).getCell(HEADERS.length + 1).text)
  expect(reasons).toEqual([expect.stringContaining('接收时间'), expect.stringContaining('问题描述')])
  sheet.getRow(2).getCell(2).value = '2026-11-19 10:20'
  sheet.getRow(3).getCell(3).value = '牛山路人行道地砖翘起来，绊倒了老人'
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('What is not a sheet is refused in words, and the page stays usable', async () => {
  const { page, go } = await house.seat({ as: 'accept', expected: [415, 422] })
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles({ name: '照片.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('这不是表格') })
  await page.getByRole('alert').waitFor()
  await shoot(page, 'import-refused')
  await page.getByLabel('选择表格文件').setInputFiles(await sheetOf(ROWS.slice(0, 1)))
  await page.getByRole('heading', { name: '核对各列' }).waitFor()
})

test('Residents come in from a sheet, one is found by the initials of the name, looked at for a purpose, and the look is in the trail and on the resident’s own list', async () => {
  const { houses: [home] } = await house.ask<{ houses: { areaName: string; unit: string; room: string }[] }>('community01', 'houses?use=vacant&limit=1')
  const address = `${home?.areaName.split(' / ').slice(-2).join('')}${home?.unit}单元${home?.room}室`
  const sheet = `姓名,出生日期,性别,联系电话,住址\n欧阳锋锐,1950-01-01,男,10051230001,${address}\n轩辕旭阳,1952-03-04,雄,10051230002,${address}\n`
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const { page, go } = await house.seat({ as: 'community01' })
  await go('/imports')
  await page.getByRole('radio', { name: '居民' }).check()
  await page.getByLabel('选择表格文件').setInputFiles({ name: '新搬来的.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText('请选择日期').waitFor()
  await page.getByLabel('表里是哪一天的情况').fill(yesterday)
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText('没有导入 1 行').waitFor()
  await go('/imports')
  await page.getByRole('radio', { name: '居民' }).check()
  await page.getByLabel('选择表格文件').setInputFiles({ name: '改正后.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet.replace('雄', '男')) })
  await page.getByLabel('表里是哪一天的情况').fill(yesterday)
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText('没有导入 0 行').waitFor()

  const keys = keysOf(page)
  await keys.press('Control+k')
  await keys.type('oyfr')
  await page.locator('.ant-select-item-option', { hasText: '欧**' }).waitFor()
  await shoot(page, 'search-everything')
  await keys.press('Enter')
  await page.getByRole('heading', { name: '欧**' }).waitFor()
  await keys.press('r')
  await page.getByRole('radio', { name: '上门走访' }).check()
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await page.getByRole('heading', { name: '欧阳锋锐' }).waitFor()
  await page.getByText('谁看过', { exact: true }).click()
  await page.getByText('本人有权知道').waitFor()
  await shoot(page, 'register-person', { forReadme: true })

  const auditor = await house.seat({ as: 'auditor' })
  await auditor.go('/admin/audit')
  await auditor.page.getByText('上门走访').first().waitFor()
})
