import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { ExportJob } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { dropJob } from './repo.ts'
import { resumeExports, tidyExports } from './resume.ts'
import { openSealed } from './sealed-file.ts'

const app = useApp()
const CALLER = { name: '赵大娘', phone: '13912345678' }
const LEAK = { text: '桑家小区12号楼3单元501室漏水，请打13912345678', ...AT_BUILDING_12, contact: CALLER }

type Answer = { status: number; body: ExportJob & { error?: { code: string; message: string } } }

const ask = (as: string, form: object): Promise<Answer> => app().request('POST', 'exports', { as, body: { query: {}, purpose: '月度分析', ...form } })
const show = async (as: string, id: string) => (await app().request<ExportJob>('GET', `exports/${id}`, { as })).body
const decide = (as: string, id: string, isApproved: boolean): Promise<Answer> => app().request('POST', `exports/${id}/decision`, { as, body: { isApproved, note: '' } })

async function done(as: string, form: object): Promise<ExportJob> {
  const { status, body } = await ask(as, form)
  expect(status, JSON.stringify(body.error)).toBe(202)
  await expect.poll(async () => (await show(as, body.id)).state).toBe('done')
  return show(as, body.id)
}

const textOf = async (as: string, id: string) => (await app().request<string>('GET', `exports/${id}/file`, { as })).body

async function bookOf(as: string, id: string): Promise<string[][]> {
  const base = await app().listen().catch(() => '')
  const address = base || lastBase
  lastBase = address
  const response = await fetch(`${address}/api/v1/exports/${id}/file`, { headers: { authorization: `Bearer ${await app().tokenOf(as)}` } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? ''))))
  return rows
}

let lastBase = ''

describe('导出列表', () => {
  it('导出的件数与列表一样，第一行写明谁、何时、什么用途、什么范围', async () => {
    const { number } = await app().raise(LEAK)
    await app().raise({ text: '胜辛社区路灯不亮', ...IN_SHENGXIN })
    const job = await done('duty', { query: { area: 'd370305.s002.c01' }, format: 'csv' })
    const lines = (await textOf('duty', job.id)).trimEnd().split('\r\n')
    expect(lines[0]).toContain('导出人：汤值班（duty）　数据截至：2026-05-07 10:00　用途：月度分析　范围：区域：')
    expect(lines[1]).toContain('"案件编号","标题","问题描述"')
    const list = await app().request<{ cases: { number: string }[] }>('GET', 'cases?area=d370305.s002.c01', { as: 'duty' })
    expect(lines.slice(2).map((line) => line.split('","')[0]?.slice(1))).toEqual(list.body.cases.map((row) => row.number))
    expect(lines.some((line) => line.includes(number))).toBe(true)
    expect(job).toMatchObject({ rows: list.body.cases.length, done: list.body.cases.length, isMasked: true })
  })

  it('姓名、电话、门牌都被遮盖，正文里写的电话也一样', async () => {
    const job = await done('accept', { format: 'csv' })
    const text = await textOf('accept', job.id)
    expect(text).not.toContain(CALLER.phone)
    expect(text).not.toContain(CALLER.name)
    expect(text).not.toContain('501室')
    expect(text).toContain('139****5678')
    expect(text).toContain('12号楼')
  })

  it('像公式的内容打开时不会运行', async () => {
    await app().raise({ text: '=HYPERLINK("http://evil","点我")的一件事', title: '=1+1', ...AT_BUILDING_12 })
    const csv = await textOf('duty', (await done('duty', { format: 'csv' })).id)
    expect(csv).toContain('"\'=1+1"')
    expect(csv).not.toMatch(/(?:^|,|\n)"[=+@-]/u)
    const rows = await bookOf('duty', (await done('duty', { format: 'xlsx' })).id)
    expect(rows.some((cells) => cells[1] === "'=1+1")).toBe(true)
    expect(rows[1]?.slice(0, 2)).toEqual(['案件编号', '标题'])
  })

  it('只导出自己看得见的：社区看不到别的社区的案件', async () => {
    const text = await textOf('community02', (await done('community02', { format: 'csv' })).id)
    expect(text).toContain('路灯不亮')
    expect(text).not.toContain('漏水')
  })

  it('没有岗位权限的不能导出，没写用途的也不能', async () => {
    expect((await ask('grid001', {})).status).toBe(403)
    expect((await ask('duty', { purpose: ' ' })).status).toBe(400)
  })
})

describe('不脱敏的导出', () => {
  it('要由另一位同事批准，申请人自己批不了', async () => {
    const { body } = await ask('duty', { isMasked: false, format: 'csv', purpose: '回访投诉人' })
    expect(body).toMatchObject({ state: 'waiting', mayDecide: false })
    expect((await decide('duty', body.id, true)).body.error?.code).toBe('export-own-request')
    expect((await decide('accept', body.id, true)).status).toBe(403)
    expect((await show('duty2', body.id)).mayDecide).toBe(true)
    expect((await decide('duty2', body.id, true)).status).toBe(200)
    await expect.poll(async () => (await show('duty', body.id)).state).toBe('done')
    const text = await textOf('duty', body.id)
    expect(text).toContain(CALLER.name)
    expect(text).toContain(CALLER.phone)
    expect(text).toContain('含个人信息（于值班批准），仅限上述用途，用后删除')
  })

  it('要求保密的报事人，批准了也不导出', async () => {
    const { body } = await app().request<{ number: string }>('POST', 'cases', { as: 'accept', body: { text: '举报某单位半夜施工', ...AT_BUILDING_12, contact: { name: '钱保密', phone: '13700001111' }, isSecret: true } })
    const { body: job } = await ask('accept', { isMasked: false, format: 'csv', query: { q: body.number } })
    await decide('duty', job.id, true)
    await expect.poll(async () => (await show('accept', job.id)).state).toBe('done')
    const text = await textOf('accept', job.id)
    expect(text).toContain('要求保密')
    expect(text).not.toContain('钱保密')
    expect(text).not.toContain('13700001111')
  })

  it('不批准的说明原因，没有文件；不能看报事人的岗位不能申请', async () => {
    const { body } = await ask('accept', { isMasked: false })
    await app().request('POST', `exports/${body.id}/decision`, { as: 'duty', body: { isApproved: false, note: '用途不清楚' } })
    expect(await show('accept', body.id)).toMatchObject({ state: 'declined', decision: { note: '用途不清楚', by: '汤值班' } })
    expect((await app().request<{ error: { code: string } }>('GET', `exports/${body.id}/file`, { as: 'accept' })).body.error.code).toBe('export-not-ready')
    expect((await decide('duty2', body.id, true)).body.error?.code).toBe('export-not-ready')
    expect((await ask('dispatch', { isMasked: false })).body.error?.code).toBe('permission-missing')
  })
})

describe('台账的导出', () => {
  it('与案件走一样的门：遮盖的马上生成；不遮盖的另一人批准，每个人都可以知道自己被导出过；看不见居民的岗位不行', async () => {
    const { body: made } = await app().request<{ card: { id: string } }>('POST', 'pool/person', { as: 'community01', body: { areaPath: 'd370305.s002.c01.g001.e01.b012', source: 'visit', values: { name: '秦叔宝', phone: '10051230001', residence: 'local' } } })
    const { body: house } = await app().request<{ card: { id: string } }>('POST', 'pool/house', { as: 'grid001', body: { areaPath: 'd370305.s002.c01.g001.e01.b012', source: 'visit', values: { unit: '3', room: '907' } } })
    await app().request('POST', 'pool-relations', { as: 'grid001', body: { kind: 'resides', role: 'owner', fromRegister: 'person', fromId: made.card.id, to: { register: 'house', id: house.card.id }, source: 'visit' } })
    const asked = { query: undefined, register: { of: 'person', residence: 'local' }, format: 'csv' }
    const masked = await done('community01', asked)
    expect(masked).toMatchObject({ subject: '居民', rows: 1, filterText: '居民台账；人口类别：户籍人口' })
    const text = await textOf('community01', masked.id)
    expect(text).toContain('"秦**"')
    expect(text).not.toContain('10051230001')
    expect(text).not.toContain('907室')
    expect((await ask('urban', asked)).body.error?.code).toBe('permission-missing')
    expect((await ask('accept', { ...asked, isMasked: false })).body.error?.code).toBe('permission-missing')
    expect((await ask('duty', { register: { of: 'person' } })).status).toBe(400)
    const { body: clear } = await ask('community01', { ...asked, isMasked: false, purpose: '上门核对' })
    expect(clear.state).toBe('waiting')
    await decide('duty', clear.id, true)
    await expect.poll(async () => (await show('community01', clear.id)).state).toBe('done')
    const whole = await textOf('community01', clear.id)
    for (const words of ['秦叔宝', '3单元907室']) expect(whole).toContain(words)
    const { body: list } = await app().request<{ accesses: { whatName: string; purpose: string }[] }>('GET', `persons/${made.card.id}/accesses`, { as: 'community01' })
    expect(list.accesses).toMatchObject([{ whatName: '导出', purpose: '上门核对' }])
  })
})

describe('导出的文件', () => {
  it('只有申请人能下载，每次下载都在审计里', async () => {
    const job = await done('accept', { format: 'csv', purpose: '只给我自己' })
    await textOf('accept', job.id)
    await textOf('accept', job.id)
    expect((await app().request<{ error: { code: string } }>('GET', `exports/${job.id}/file`, { as: 'duty' })).body.error.code).toBe('export-not-yours')
    expect((await app().request<{ error: { code: string } }>('GET', `exports/${job.id}/file`, { as: 'community01' })).status).toBe(404)
    expect((await show('accept', job.id)).downloads).toBe(2)
    const { body } = await app().request<{ rows: { action: string; purpose: string }[] }>('GET', 'audit?action=export.download', { as: 'auditor' })
    expect(body.rows.filter(({ purpose }) => purpose === '只给我自己')).toHaveLength(2)
  })

  it('以别人的身份查看时，不能把别人的文件带走', async () => {
    const job = await done('accept', { format: 'csv' })
    const { body: found } = await app().request<{ users: { id: string }[] }>('POST', 'users/find', { body: { q: 'accept' }, as: 'admin' })
    expect((await app().request('POST', 'session/seeing', { as: 'admin', body: { userId: found.users[0]?.id, reason: '核对权限' } })).status).toBeLessThan(300)
    expect((await app().request<{ error: { code: string } }>('GET', `exports/${job.id}/file`, { as: 'admin' })).body.error.code).toBe('seeing-only')
    await app().request('DELETE', 'session/seeing', { as: 'admin' })
  })

  it('生成到一半服务器停了，接着会从头再生成，件数不多不少', async () => {
    const job = await done('duty', { format: 'csv' })
    const at = new Date(app().clock.now() - 1000)
    await sql`update export_job set state = 'running', done = 1, lease = ${job.id}, leased_until = ${at} where id = ${job.id}`.execute(app().context.db.owner)
    await resumeExports(app().context)
    expect(await show('duty', job.id)).toMatchObject({ state: 'done', rows: job.rows, done: job.rows })
    expect((await textOf('duty', job.id)).trimEnd().split('\r\n')).toHaveLength(job.rows + 2)
  })

  it('找的时候输入的字，文件做好、没批准、没做成、过期以后，都不再留着', async () => {
    const { context } = app()
    const keeps = async (id: string) => (await context.db.owner.selectFrom('export_job').select('words').where('id', '=', id).executeTakeFirstOrThrow()).words !== null
    const query = { q: CALLER.phone }
    expect(await keeps((await done('duty', { query, format: 'csv' })).id)).toBe(false)
    const [declined, late, broken] = [await ask('duty', { query, isMasked: false }), await ask('duty', { query, isMasked: false }), await ask('duty', { query, isMasked: false })].map(({ body }) => body.id)
    if (declined === undefined || late === undefined || broken === undefined) throw new Error('three were asked for')
    expect(await keeps(declined)).toBe(true)
    await app().request('POST', `exports/${declined}/decision`, { as: 'duty2', body: { isApproved: false, note: '用途不清楚' } })
    expect(await keeps(declined)).toBe(false)
    const lease = crypto.randomUUID()
    await sql`update export_job set state = 'running', is_masked = true, lease = ${lease} where id = ${broken}`.execute(context.db.owner)
    const drop = (isFinal: boolean) => context.db.transact(systemScope, (tx) => dropJob(tx, { id: broken, lease, problem: '没做成', at: new Date(context.clock.now()), isFinal }))
    await drop(false)
    expect(await keeps(broken)).toBe(true)
    await sql`update export_job set lease = ${lease} where id = ${broken}`.execute(context.db.owner)
    await drop(true)
    expect(await keeps(broken)).toBe(false)
    app().clock.advance(4 * 86_400_000)
    await tidyExports(context)
    expect([(await show('duty', late)).state, await keeps(late)]).toEqual(['expired', false])
  })

  it('在硬盘上是密文，被动过的打不开，过期就删除', async () => {
    const job = await done('duty', { format: 'csv' })
    const folder = path.join(app().place.home, 'exports')
    expect((await readdir(folder)).includes(`${job.id}.sealed`)).toBe(true)
    expect((await readFile(path.join(folder, `${job.id}.sealed`))).includes('案件编号')).toBe(false)
    expect(await openSealed(app().context, job.id, { key: Buffer.alloc(64).toString('base64'), mac: Buffer.alloc(32) })).toBeNull()
    app().clock.advance(8 * 86_400_000)
    await tidyExports(app().context)
    expect((await readdir(folder)).includes(`${job.id}.sealed`)).toBe(false)
    expect((await app().request<{ error: { code: string } }>('GET', `exports/${job.id}/file`, { as: 'duty' })).body.error.code).toBe('export-gone')
  })
})

describe('案卷', () => {
  it('每一步都有哈希并且接得上，看过案卷记入审计', async () => {
    const { id, number } = await app().raise(LEAK)
    await app().move('accept', id, { move: 'accept' })
    await app().raise({ text: '中间夹着别人的一件事', ...IN_SHENGXIN })
    await app().move('duty', id, { move: 'file', classCode: 'S0504' })
    const { status, body } = await app().request<{ madeBy: string; chain: { problem: string | null; isWholeRange: boolean; checked: number; first: number; last: number; lines: { seq: number; isIntact: boolean }[] }; case: { timeline: { id: string }[]; reporter: { phone: string } } }>('GET', `cases/${id}/dossier`, { as: 'duty' })
    expect(status).toBe(200)
    expect(body.chain).toMatchObject({ problem: null, isWholeRange: true })
    expect(body.chain.checked).toBe(body.chain.last - body.chain.first + 1)
    expect(body.chain.lines.map(({ seq }) => String(seq))).toEqual(body.case.timeline.map((entry) => entry.id))
    expect(body.chain.lines.every(({ isIntact }) => isIntact)).toBe(true)
    expect(body.case.reporter.phone).toBe('139****5678')
    const { body: trail } = await app().request<{ rows: { object: string }[] }>('GET', 'audit?action=case.dossier', { as: 'auditor' })
    expect(trail.rows.some(({ object }) => object === number)).toBe(true)
    expect((await app().request('GET', `cases/${id}/dossier`, { as: 'community02' })).status).toBe(404)
  })

  it('有人绕过系统改了一步的内容，案卷上指出是哪一条', async () => {
    const { id } = await app().raise(LEAK)
    await app().move('accept', id, { move: 'accept' })
    const { owner } = app().context.db
    const { rows: [line] } = await sql<{ seq: number }>`select seq from case_event where case_id = ${id} and kind = 'accept'`.execute(owner)
    await owner.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update case_event set actor_name = '别人' where case_id = ${id} and kind = 'accept'`.execute(tx)
    })
    const { body } = await app().request<{ chain: { problem: string; lines: { seq: number; isIntact: boolean }[] } }>('GET', `cases/${id}/dossier`, { as: 'duty' })
    expect(body.chain.problem).toBe(`第 ${line?.seq} 条记录的内容被改动`)
    expect(body.chain.lines.filter(({ isIntact }) => !isIntact).map(({ seq }) => seq)).toEqual([line?.seq])
  })
})

describe('一次采集、多处复用', () => {
  const person = (values: object, more: object = {}) => app().request('POST', 'pool/person', { as: 'grid001', body: { areaPath: 'd370305.s002.c01.g001.e01.b012', source: 'visit', values, ...more } })
  const column = (header: string, field: string, more: object = {}) => ({ header, field, codes: 'name', translate: {}, ...more })
  const rowsOf = async (as: string, id: string) => (await textOf(as, id)).trimEnd().split('\r\n').slice(1).map((line) => line.slice(1, -1).split('","'))

  it('民政、综治的表从台账填：按它们的表头和代码写，没有批准的遮盖；表的填法值班长改，改了下一次就用', async () => {
    await person({ name: '佘赛花', sex: '女', birth: '1935-12-15', idNumber: '999999193512150224', ethnicity: '汉', phone: '10051112222' }, { tags: ['very-old'] })
    await person({ name: '杨宗保', sex: '男', birth: '1990-03-01' })
    const job = await done('duty', { query: undefined, template: { id: 'civil-elders' }, format: 'csv' })
    expect(job).toMatchObject({ rows: 1, fileName: expect.stringMatching(/^民政 高龄老年人信息采集表-[\d-]{10}-脱敏\.csv$/u), filterText: expect.stringContaining('民政表：民政 高龄老年人信息采集表（14 列）') })
    const [header, row] = await rowsOf('duty', job.id)
    expect(header?.slice(0, 6)).toEqual(['姓名', '性别', '公民身份号码', '出生日期', '民族', '年龄'])
    expect(row).toEqual(['佘**', '女', '999***********0224', '1935-**-**', '汉族', '90', '', expect.stringContaining('12号楼'), '', '100****2222', '高龄老人', '桑家社区', '桑家社区第1网格', expect.stringMatching(/^2026-/u)])
    const form = { name: '民政 高龄津贴名册', office: 'civil', rows: { of: 'person', tag: 'very-old' }, isActive: true, columns: [column('姓名', 'name'), column('性别码', 'sex', { codes: 'code' }), column('民族', 'ethnicity', { translate: { '01': '汉' } })] }
    const save = (as: string, body: object) => app().request<{ error?: { code: string; fields?: Record<string, string> }; version: number }>('PUT', 'sheet-templates/civil-elders', { as, body })
    expect((await save('community01', { version: 0, template: form })).status).toBe(403)
    expect((await save('duty', { version: 0, template: { ...form, columns: [column('宗教', 'religion')] } })).body.error?.fields?.['template.columns']).toContain('宗教')
    expect((await save('duty', { version: 0, template: form })).body.version).toBe(1)
    expect((await save('duty', { version: 0, template: form })).body.error?.code).toBe('conflict')
    const clear = await ask('duty', { query: undefined, template: { id: 'civil-elders', area: 'd370305.s002.c01' }, isMasked: false, format: 'csv' })
    expect(clear.body.state).toBe('waiting')
    expect((await decide('duty', clear.body.id, true)).body.error?.code).toBe('export-own-request')
    const again = await done('duty', { query: undefined, template: { id: 'civil-elders' }, format: 'csv' })
    expect(await rowsOf('duty', again.id)).toEqual([['姓名', '性别码', '民族'], ['佘**', '2', '汉']])
  })

  it('走访过的不再填一遍：走访记录填 12345、民政、综治的表；记录的内容没有批准时遮盖，对象一直不露姓名；不是网格工作的岗位不行', async () => {
    const { body: made } = await app().request<{ card: { id: string } }>('POST', 'pool/household', { as: 'grid001', body: { areaPath: 'd370305.s002.c01.g001.e01.b012', source: 'visit', values: { kind: 'family', number: 'V1' } } })
    const at = new Date(app().clock.now()).toISOString()
    await app().request('POST', 'grid/visits', { as: 'grid001', body: { id: '01960000-0000-7000-8000-00000000aa01', at, visit: { subject: { kind: 'household', id: made.card.id }, result: 'met', notes: '老人膝盖疼' } } })
    const masked = await done('community01', { query: undefined, template: { id: 'civil-visits' }, format: 'csv' })
    expect(masked).toMatchObject({ subject: '走访记录', rows: 1, filterText: '民政表：民政 家庭探访记录表（8 列）；走访记录，近 31 天；对象：户' })
    const [, row] = await rowsOf('community01', masked.id)
    expect(row).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/u), expect.stringContaining('12号楼'), '见到', '***', expect.stringMatching(/^[是否]$/u), '高网格', '桑家社区', '桑家社区第1网格'])
    expect((await done('community02', { query: undefined, template: { id: 'governance-visits' }, format: 'csv' })).rows).toBe(0)
    expect((await ask('urban', { query: undefined, template: { id: 'civil-visits' } })).body.error?.code).toBe('permission-missing')
    const { body: clear } = await ask('community01', { query: undefined, template: { id: 'civil-visits' }, isMasked: false, format: 'csv' })
    expect(clear.state).toBe('waiting')
    await decide('duty', clear.id, true)
    await expect.poll(async () => (await show('community01', clear.id)).state).toBe('done')
    expect((await rowsOf('community01', clear.id))[1]?.[3]).toBe('老人膝盖疼')
  })
})
