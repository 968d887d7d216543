import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { CaseDetail, ImportJob } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { upsertUser } from '../identity/index.ts'
import { errorSheet } from './error-sheet.ts'
import { importFile } from './index.ts'
import { findJob } from './repo.ts'
import { resumeImports, tidyImports } from './resume.ts'
import { runImport } from './run.ts'
import { scoreHeader } from './mapping.ts'
import { ORDER_FIELDS } from './orders/fields.ts'
import { readSheet } from './sheet/read-sheet.ts'

const app = useApp()
const HEADER = ['工单编号', '接收时间', '信息来源', '联系人', '电话', '是否保密', '地址', '问题描述', '一级分类', '二级分类', '紧急程度', '办结时限']
const STREET = 'd370305.s002'

type Cells = (string | number | Date)[]

const order = (id: string, text: string, more: Partial<Record<'at' | 'name' | 'phone' | 'secret' | 'address' | 'class1' | 'class2' | 'due', string>> = {}): Cells => [
  id, more.at ?? '2026/5/6 9:30:00', '12345', more.name ?? '', more.phone ?? '', more.secret ?? '否', more.address ?? '桑家小区12号楼', text,
  more.class1 ?? '', more.class2 ?? '', '一般', more.due ?? '',
]

async function sheetOf(rows: readonly Cells[], header: readonly string[] = HEADER): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('工单')
  sheet.addRow([...header])
  for (const row of rows) sheet.addRow(row)
  return Buffer.from(await book.xlsx.writeBuffer())
}

interface Asked {
  readonly status: number
  readonly body: ImportJob & { error?: { code: string; message: string; fields?: Record<string, string> } }
}

async function upload(bytes: Buffer, { name = '工单.xlsx', as = 'accept' } = {}): Promise<Asked> {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return app().request('POST', 'imports', { as, body: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=x' } })
}

const begin = (job: ImportJob, mapping = job.columns.map(({ index, field }) => ({ index, field })), crs = 'WGS-84'): Promise<Asked> =>
  app().request('POST', `imports/${job.id}/start`, { as: 'accept', body: { mapping, crs } })
const show = async (id: string): Promise<ImportJob> => (await app().request<ImportJob>('GET', `imports/${id}`, { as: 'accept' })).body

async function bringIn(bytes: Buffer, name?: string): Promise<ImportJob> {
  const { status, body } = await upload(bytes, name === undefined ? {} : { name })
  expect(status, JSON.stringify(body.error)).toBe(201)
  expect((await begin(body)).status).toBe(202)
  await expect.poll(async () => (await show(body.id)).state).toBe('done')
  return show(body.id)
}

async function casesLike(words: string): Promise<CaseDetail[]> {
  const { body } = await app().request<{ cases: { id: string }[] }>('POST', 'cases/find', { body: { q: words }, as: 'duty' })
  return Promise.all(body.cases.map(async ({ id }) => (await app().request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body))
}

async function errorsOf(id: string): Promise<{ bytes: Buffer; header: readonly string[]; rows: (readonly string[])[] }> {
  const job = await app().context.db.transact(systemScope, (tx) => findJob(tx, id))
  if (!job) throw new Error('no such job')
  const bytes = await buffer(errorSheet(app().context, { job, scope: systemScope }))
  const sheet = await readSheet(bytes, { fileName: 'x.xlsx', score: scoreHeader(ORDER_FIELDS) })
  return { bytes, header: sheet.header, rows: (await Array.fromAsync(sheet.rows())).map(({ cells }) => cells) }
}

describe('导入 12345 工单', () => {
  it('上传后先看到列的对应关系、前几行和提醒，个人信息打了码', async () => {
    const rows = [order('SH001', '楼道堆放杂物', { name: '王秀英', phone: '13912345678' }), order('SH002', '路灯不亮', { at: '2026年5月6日 10:00' }), order('SH002', '路灯不亮')]
    const { status, body } = await upload(await sheetOf(rows))
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'preview', template: '12345', rows: 3, done: 0, failed: 0, fileName: '工单.xlsx' })
    expect(body.columns.map(({ field }) => field)).toEqual(['externalId', 'at', 'channel', 'name', 'phone', 'isSecret', 'address', 'text', 'class1', 'class2', 'urgency', 'dueAt'])
    expect(body.columns[3]?.samples).toEqual(['王*', '', ''])
    expect(body.columns[4]?.samples[0]).toBe('139****78')
    expect(body.columns[7]?.samples).toEqual(['楼道堆放杂物', '路灯不亮', '路灯不亮'])
    expect(body.warnings.join()).toMatch(/2 种写法.*1 行与前面的行是同一工单/u)
  })

  it('导入后每个工单成一件案子：时间、期限、保密、地址都照工单；进度实时可见；再导一次一件不多', async () => {
    const heard: unknown[] = []
    const stop = app().context.live.subscribe((event) => { if (event.topic === 'import.progress') heard.push(event.payload) })
    const bytes = await sheetOf([
      order('GD100', '广场舞音量过大影响休息甲', { name: '李雷', phone: '０５３３－1234567', secret: '是', due: '2026-05-20' }),
      order('GD101', '小区门口井盖松动乙', { at: '46148.5' }),
    ])
    const job = await bringIn(bytes)
    expect(job).toMatchObject({ state: 'done', rows: 2, done: 2, added: 2, repeated: 0, failed: 0 })
    const [one] = await casesLike('广场舞音量过大影响休息甲')
    expect(one).toMatchObject({ source: 'hotline', areaPath: `${STREET}.c01.g001.e01.b012`, registeredAt: '2026-05-06T01:30:00.000Z' })
    expect(one?.dueAt).toBe('2026-05-20T15:59:59.000Z')
    expect((await casesLike('小区门口井盖松动乙'))[0]?.registeredAt).toBe('2026-05-06T04:00:00.000Z')
    expect(await bringIn(bytes)).toMatchObject({ done: 2, added: 0, repeated: 2, failed: 0 })
    expect(await casesLike('广场舞音量过大影响休息甲')).toHaveLength(1)
    await app().settle()
    stop()
    expect(heard.at(-1)).toMatchObject({ state: 'done', done: 2, repeated: 2 })
  })

  it('原工单写的信息来源和紧急程度留在登记里；高德坐标换算后落在原来的楼', async () => {
    const [lon, lat] = [118.305844861, 36.820437582] // 118.3, 36.82 as 高德 shows it
    const bytes = await sheetOf([['XY1', '2026-05-06 09:30', '国务院客户端', '高德坐标戊戊', '特急', lon, lat]], ['工单编号', '接收时间', '信息来源', '问题描述', '紧急程度', '经度', '纬度'])
    const { body } = await upload(bytes)
    expect((await begin(body, undefined, 'GCJ-02')).status).toBe(202)
    await expect.poll(async () => (await show(body.id)).state).toBe('done')
    const [found] = await casesLike('高德坐标戊戊')
    expect(found?.point?.lon).toBeCloseTo(118.3, 5)
    expect(found?.point?.lat).toBeCloseTo(36.82, 5)
    expect(found?.timeline.find(({ kind }) => kind === 'registered')?.text).toBe('信息来源：国务院客户端；紧急程度：特急\n高德坐标戊戊')
  })

  it('分类按名称对上目录；对不上的由文字判断', async () => {
    await bringIn(await sheetOf([order('FL1', '丙丙这里写得很含糊', { class1: '城乡建设', class2: '物业服务' }), order('FL2', '丁丁这里也写得很含糊', { class1: '没有这一类' })]))
    expect((await casesLike('丙丙这里写得很含糊'))[0]?.class?.name).toBe('物业服务')
    expect((await casesLike('丁丁这里也写得很含糊'))[0]?.class).toBeNull()
  })

  it('导进来的旧工单和已有的案件一样查重，哪怕登记的日子在上次查重之前', async () => {
    const twinsOf = async (words: string) => {
      const [one] = await casesLike(words)
      const { body } = await app().request<{ duplicates: { case: { number: string } }[] }>('GET', `cases/${one?.id}/duplicates`, { as: 'duty' })
      return body.duplicates.map(({ case: { number } }) => number)
    }
    await bringIn(await sheetOf([order('CC0', '己己花坛里的树枝挡住了路灯')]))
    expect(await twinsOf('己己花坛里的树枝挡住了路灯')).toEqual([])
    app().clock.advance(3_600_000)
    await bringIn(await sheetOf([order('CC1', '庚庚工地半夜打桩吵得睡不着，请派人看看'), order('CC2', '庚庚工地半夜打桩吵得睡不着，老人受不了')]))
    const [first, second] = await casesLike('庚庚工地半夜打桩')
    expect(await twinsOf(first?.number ?? '')).toEqual([second?.number])
  })

  it('没有编号的行按内容认，同一行不登记两次', async () => {
    const csv = Buffer.from('时间,内容\n2026-05-06 08:00,戊戊小区停水\n2026-05-06 08:00,戊戊小区停水\n2026-05-06 09:00,戊戊小区停水\n')
    expect(await bringIn(csv, '自己的表.csv')).toMatchObject({ template: 'own', added: 2, repeated: 1 })
    expect(await bringIn(csv, '自己的表.csv')).toMatchObject({ added: 0, repeated: 3 })
  })
})

describe('有错的行', () => {
  it('不影响其他行；错误表带全部原列和原因，公式不会执行；改正后再导入，只多出改正的', async () => {
    const job = await bringIn(await sheetOf([
      order('CW1', '己己好的一行'),
      order('CW2', '己己时间写错', { at: '前天下午' }),
      order('CW3', '', { name: '＝危险' }),
      order('CW4', '长'.repeat(20_001)),
      order('CW5', "'=HYPERLINK(\"http://x.test\")己己", { due: '2026-05-01' }),
    ]))
    expect(job).toMatchObject({ done: 5, added: 1, failed: 4 })
    expect(job.sampleErrors.map(({ row, column, value }) => [row, column, value.slice(0, 10)])).toEqual([
      [3, '接收时间', '前天下午'], [4, '问题描述', ''], [5, '问题描述', '长'.repeat(10)], [6, '办结时限', '2026-05-01'],
    ])
    expect((await app().request('GET', `imports/${job.id}/errors.xlsx`, { as: 'accept' })).status).toBe(200)
    const { bytes, header, rows } = await errorsOf(job.id)
    expect(header).toEqual([...HEADER, '错误原因'])
    expect(rows.map((cells) => cells.at(-1))).toEqual(['接收时间：认不出这个时间：前天下午', '问题描述：没有填写问题描述', '问题描述：问题描述有 20001 字，最多 20000 字', '办结时限：办结时限早于接收时间'])
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer) // a Buffer's own memory is never shared
    const sheet = book.worksheets[0]
    expect(sheet?.getCell('D3').value).toBe("'＝危险")
    expect(sheet?.getCell('H5').text).toMatch(/^'=HYPERLINK/u)
    if (!sheet) throw new Error('the error sheet is empty')
    sheet.getCell('B2').value = '2026-05-05 15:00'
    sheet.getCell('H3').value = '己己补上了描述'
    const corrected = await bringIn(Buffer.from(await book.xlsx.writeBuffer()), '工单-未导入.xlsx')
    expect(corrected).toMatchObject({ rows: 4, added: 2, failed: 2 })
    expect((await errorsOf(corrected.id)).header).toEqual([...HEADER, '错误原因'])
  })

  it('没有“问题描述”列不能开始；一列不能对两次；开始过的不能再开始', async () => {
    const { body } = await upload(await sheetOf([['庚', '2026-05-06']], ['甲栏', '乙栏']))
    expect((await begin(body)).body.error?.code).toBe('import-columns-missing')
    expect((await begin(body, [{ index: 0, field: 'text' }, { index: 1, field: 'text' }])).body.error?.fields).toMatchObject({ mapping: expect.stringContaining('两列') as string })
    expect((await begin(body, [{ index: 7, field: 'text' }])).body.error?.code).toBe('input-invalid')
    expect((await begin(body, [{ index: 0, field: 'text' }, { index: 1, field: 'at' }])).status).toBe(202)
    await expect.poll(async () => (await show(body.id)).state).toBe('done')
    expect((await begin(body, [{ index: 0, field: 'text' }])).body.error).toMatchObject({ code: 'import-not-ready', message: expect.stringContaining('已完成') as string })
  })

  it('打不开的文件当场说清，不留下任务', async () => {
    const { status, body } = await upload(Buffer.from('这不是表格'), { name: '工单.xlsx' })
    expect([status, body.error?.code]).toEqual([422, 'import-unreadable'])
    expect(body.error?.message).toContain('另存为 .xlsx 或 .csv')
  })
})

describe('中断与保密', () => {
  const many = (mark: string): Promise<Buffer> => sheetOf(Array.from({ length: 450 }, (_, n) => order(`${mark}-${n}`, `${mark}批量的第 ${n} 件`)))

  it('导到一半服务器没了，接着导，一件不多一件不少', async () => {
    const { context, clock } = app()
    const { body } = await upload(await many('ZD'))
    await context.db.transact(systemScope, (tx) => sql`update import_job set state = 'running' where id = ${body.id}`.execute(tx))
    await runImport(dyingAfter(context, 3), body.id)
    const half = await show(body.id)
    expect(half).toMatchObject({ state: 'running', done: 400, added: 400 })
    clock.advance(61_000)
    await Promise.all([resumeImports(context), resumeImports(context)])
    expect(await show(body.id)).toMatchObject({ state: 'done', done: 450, added: 450, repeated: 0 })
  })

  it('数据库和磁盘上找不到表格里的姓名和电话，导完文件就删掉', async () => {
    const { context } = app()
    const { body } = await upload(await sheetOf([order('BM1', '辛辛保密', { name: '欧阳秘密', phone: '13700001111', at: '不知道' })]))
    const file = path.join(context.home, 'imports', `${body.id}.sheet`)
    expect((await readFile(file)).includes('xl/worksheets')).toBe(false)
    await begin(body)
    await expect.poll(async () => (await show(body.id)).state).toBe('done')
    await expect.poll(() => readFile(file).catch((error: NodeJS.ErrnoException) => error.code)).toBe('ENOENT') // after the last commit
    const { rows } = await sql<{ text: string }>`select (select string_agg(j::text, '') from import_job j) || (select string_agg(e::text, '') from import_row_error e) as text`.execute(context.db.owner)
    for (const secret of ['欧阳秘密', '13700001111']) {
      expect(rows[0]?.text).not.toContain(secret)
      expect(rows[0]?.text).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it('没有导入权限的人不能用，别的街道看不见', async () => {
    const { context } = app()
    await context.db.transact(systemScope, (tx) =>
      upsertUser(tx, { at: context.clock.now(), username: 'elsewhere', name: '外街道', roles: ['acceptor'], areas: ['d370305.s009'], units: [], password: { demo: true } }),
    )
    const job = await bringIn(await sheetOf([order('QX1', '壬壬权限')]))
    expect((await upload(await sheetOf([]), { as: 'grid001' })).body.error?.code).toBe('permission-missing')
    for (const url of [`imports/${job.id}`, `imports/${job.id}/errors.xlsx`]) expect((await app().request('GET', url, { as: 'elsewhere' })).status).toBe(404)
    expect((await app().request<{ imports: unknown[] }>('GET', 'imports', { as: 'elsewhere' })).body.imports).toEqual([])
    expect((await app().request<{ imports: ImportJob[] }>('GET', 'imports', { as: 'duty' })).body.imports.map(({ id }) => id)).toContain(job.id)
  })

  it('没开始的上传两天后忘掉，错误行三十天后忘掉', async () => {
    const { context, clock } = app()
    const { body } = await upload(await sheetOf([order('GQ1', '癸癸过期')]))
    const failed = await bringIn(await sheetOf([order('GQ2', '癸癸过期', { at: '哪天' })]))
    clock.advance(31 * 86_400_000)
    await tidyImports(context)
    expect(await context.db.transact(systemScope, (tx) => findJob(tx, body.id))).toBeNull()
    expect((await errorsOf(failed.id)).rows).toEqual([])
  })

  it('命令行导入按行的 JSON，和表格里的同一编号是同一件', async () => {
    const bytes = Buffer.from(['{"id":"J1","user":"A1","title":"子子停电","time":"2019/2/28 11:25:05","text":"子子停电了"}', '{"id":"J2","title":"子子停气","time":"2019-02-28","text":""}'].join('\n'))
    expect(await importFile(app().context, { bytes, fileName: 'm.jsonl' })).toMatchObject({ rows: 2, added: 2, failed: 0, state: 'done' })
    const sheet = await sheetOf([['J1', '2019/2/28 11:25:05', '子子停电了']], ['留言编号', '留言时间', '留言详情'])
    expect(await importFile(app().context, { bytes: sheet, fileName: 'm.xlsx' })).toMatchObject({ rows: 1, added: 0, repeated: 1 })
  })
})

/** A context whose database is lost after so many transactions. */
function dyingAfter(context: Context, transactions: number): Context {
  let left = transactions
  const transact: Context['db']['transact'] = (scope: Scope, work) => {
    left -= 1
    return left < 0 ? Promise.reject(new Error('connection lost')) : context.db.transact(scope, work)
  }
  return { ...context, db: { ...context.db, transact } }
}
