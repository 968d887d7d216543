import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { IMPORT_KINDS } from '@yihu/contracts'
import type { AnswerOf, CareDetail, ImportJob, listCare } from '@yihu/contracts'
import { useApp } from './app.ts'
import { sheetsOf } from './bring.ts'
import type { AskedImport } from './bring.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'
const HEADER = '姓名,类别,身份证号,联系电话,住址,看护须知,由谁同意,监护人姓名,同意日期,同意事项,联系人1姓名,联系人1电话,联系人1身份,联系人1关系,联系人1同意日期'
const QIN = '999999195001010018'

const { upload: uploadOf, bring: bringOf } = sheetsOf(app)
const upload = (lines: readonly string[], { as, kind = 'care' }: { as?: string; kind?: string } = {}) => uploadOf(kind, lines, as === undefined ? {} : { as })
const bring = (lines: readonly string[], { kind = 'care', ...more }: { as?: string; asOf?: string; kind?: string } = {}) => bringOf(kind, lines, more)

let base = ''

const said = (job: ImportJob) => job.sampleErrors.map(({ row, message }) => `${row} ${message}`)
const found = async (q: string) => (await app().request<AnswerOf<typeof listCare>>('POST', 'care/find', { as: 'community01', body: { q } })).body.people
const card = async (id: string) => (await app().request<CareDetail>('GET', `care/${id}`, { as: 'community01' })).body
const reveal = async (id: string) => (await app().request<{ name: string; phone: string; note: string | null }>('POST', `care/${id}/reveal`, { as: 'community01', body: { purpose: 'visit' } })).body

beforeAll(async () => {
  base = await app().listen()
  await bring(['楼栋,单元,室号', '桑家小区12号楼,1,101'], { kind: 'house' })
  await bring(['姓名,身份证号,住址', `秦琼,${QIN},桑家小区12号楼1单元101`], { kind: 'person' })
})

describe('看护对象的表', () => {
  const qin = (more: Partial<Record<'phone' | 'note' | 'scopes', string>> = {}) => `秦琼,独居老人,${QIN},${more.phone ?? '10051230001'},桑家小区12号楼1单元101,${more.note ?? '钥匙在对门'},监护人,秦怀道,2026-05-01,${more.scopes ?? '用水、一键呼叫'},秦怀道,10051230002,家属,儿子,2026-05-01`
  const luo = '罗成,残疾人,,10051230003,桑家小区13号楼2单元202,,本人,,2026-05-02,语音提醒,,,,,'

  it('开始以前先试一遍，什么都不写，姓名电话遮着；导入以后连同意、联系人都在卡片上，连着居民登记，再导一次不重复', async () => {
    const { body } = await upload([HEADER, qin(), luo])
    expect(body).toMatchObject({ state: 'preview', kind: 'care', expects: { added: 2, changed: 0, repeated: 0 } })
    expect(JSON.stringify(body)).not.toMatch(/10051230001|秦琼|秦怀道|钥匙/u)
    expect(await found('秦琼')).toEqual([])
    expect(await bring([HEADER, qin(), luo])).toMatchObject({ added: 2, changed: 0, repeated: 0, failed: 0 })
    const one = await card((await found('秦琼'))[0]?.id ?? '')
    expect(one).toMatchObject({ kind: 'elder-alone', areaPath: B12, room: '1单元101室', consent: { by: 'guardian', day: '2026-05-01', scopes: ['water', 'call'] } })
    expect([one.poolPersonId === null, one.contacts.map(({ kind, relation, consentDay }) => [kind, relation, consentDay]), one.history.map(({ kind }) => kind)]).toEqual([false, [['family', '儿子', '2026-05-01']], ['enrolled']])
    expect(await bring([HEADER, qin(), luo, luo])).toMatchObject({ added: 0, changed: 0, repeated: 3, failed: 0 })
  })

  it('后来的表只改它写了的；没写的、另加的联系人都留着；日子早的表盖不了后来改的', async () => {
    const [one] = await found('秦琼')
    const id = one?.id ?? ''
    const before = await card(id)
    const contacts = [...before.contacts.map(({ id: contactId, kind, relation, consentDay }) => ({ id: contactId, kind, relation: relation ?? '', consentDay })), { kind: 'neighbour', name: '程咬金', phone: '10051230009', consentDay: null }]
    await app().request('PUT', `care/${id}`, { as: 'community01', body: { version: before.version, kind: before.kind, areaPath: before.areaPath, room: before.room, note: '钥匙在物业', poolPersonId: before.poolPersonId, consent: { ...before.consent, guardian: '秦怀道' }, contacts, devices: [] } })
    expect(await bring([HEADER, qin({ phone: '10051238888', note: '' })], { asOf: '2026-05-01' })).toMatchObject({ changed: 0, repeated: 1 })
    expect(await bring([HEADER, qin({ phone: '10051238888', note: '' })])).toMatchObject({ changed: 1, failed: 0 })
    expect(await reveal(id)).toMatchObject({ name: '秦琼', phone: '10051238888', note: '钥匙在物业' })
    expect((await card(id)).contacts.map(({ kind }) => kind)).toEqual(['family', 'neighbour'])
  })

  it('没有同意日期、同意事项不认得、找不到楼、号码没有登记、别的社区的，一行一行说明白，其余照进', async () => {
    const row = (more: Partial<Record<'kind' | 'id' | 'home' | 'by' | 'day' | 'scopes' | 'contact', string>>, name = '尉迟恭') => `${name},${more.kind ?? '独居老人'},${more.id ?? ''},,${more.home ?? '桑家小区12号楼1单元102'},,${more.by ?? '本人'},,${more.day ?? '2026-05-01'},${more.scopes ?? '用水'},${more.contact ?? ',,'},,`
    const job = await bring([HEADER, row({ day: '' }), row({ scopes: '看电视' }), row({ home: '没有这个小区9号楼' }), row({ id: '999999193512150224' }), row({ kind: '老人' }), row({ by: '监护人' }), row({ day: '2099-01-01' }), row({ contact: '尉迟宝林,,' }), row({}, '')
      , row({ home: '胜辛小区1号楼1单元101' }), row({})])
    expect(said(job)).toEqual([
      '2 请填写同意日期', expect.stringContaining('3 没有“看电视”，只有用水'), expect.stringContaining('4 找不到“没有这个小区9号楼”'), '5 居民登记里没有这个号码，请先登记居民，或留空', expect.stringContaining('6 没有“老人”，只有独居老人'),
      '7 由监护人同意的，请填写监护人姓名', '8 同意日期在今天以后', '9 联系人要有姓名和电话', '10 请填写姓名', expect.stringMatching(/^11 /u),
    ])
    expect(job).toMatchObject({ added: 1, failed: 10 })
  })

  it('没有看护登记权限的不能导入；谁导入了谁，审计里有一条', async () => {
    expect((await upload([HEADER, luo], { as: 'accept' })).status).toBe(403)
    const rows = await app().context.db.owner.selectFrom('audit_row').select(['actor_name', 'detail']).where('action', '=', 'care.load').orderBy('seq').execute()
    expect(rows[0]).toMatchObject({ detail: { added: 2, changed: 0, ids: [expect.any(String), expect.any(String)] } })
  })
})

describe('看护对象的表里的难处', () => {
  const HOUSEHOLD_PHONE = '0539-3300001'
  const row = (name: string, more: Partial<Record<'id' | 'phone' | 'home' | 'by' | 'guardian' | 'contacts', string>> = {}) =>
    `${name},独居老人,${more.id ?? ''},${more.phone ?? ''},${more.home ?? '桑家小区12号楼1单元102'},,${more.by ?? '本人'},${more.guardian ?? ''},2026-05-01,用水,${more.contacts ?? ',,,,,,,,,'}`
  const WIDE = `${HEADER},联系人2姓名,联系人2电话,联系人2身份,联系人2关系,联系人2同意日期`
  const names = async (id: string) => (await app().request<{ contacts: { name: string }[] }>('POST', `care/${id}/reveal`, { as: 'community01', body: { purpose: 'visit' } })).body.contacts.map(({ name }) => name)
  const only = async (q: string) => card((await found(q))[0]?.id ?? '')

  it('搬到另一栋楼、没写室号的，不把原来的门牌带过去；还在那栋楼的，门牌留着', async () => {
    await bring([WIDE, row('徐茂公', { phone: '10051230031' })])
    expect((await only('徐茂公')).room).toBe('1单元102室')
    await bring([WIDE, row('徐茂公', { phone: '10051230031', home: '桑家小区12号楼' })])
    expect((await only('徐茂公')).room).toBe('1单元102室')
    expect(await bring([WIDE, row('徐茂公', { phone: '10051230031', home: '桑家小区13号楼' })])).toMatchObject({ changed: 1, failed: 0 })
    expect(await only('徐茂公')).toMatchObject({ areaPath: expect.stringContaining('.b013'), room: null })
  })

  it('表里没写由谁同意的，监护人的同意还是监护人的；新登记的是本人同意', async () => {
    await bring([WIDE, row('单雄信', { by: '监护人', guardian: '单天常' })])
    expect((await only('单雄信')).consent.by).toBe('guardian')
    expect(await bring([WIDE, row('单雄信', { by: '', phone: '10051230032' }), row('王伯当', { by: '' })])).toMatchObject({ added: 1, changed: 1, failed: 0 })
    expect([(await only('单雄信')).consent.by, (await only('王伯当')).consent.by]).toEqual(['guardian', 'self'])
    expect(await bring([WIDE, row('单雄信', { by: '本人' })])).toMatchObject({ changed: 1 })
    expect((await only('单雄信')).consent.by).toBe('self')
  })

  it('两位联系人用同一部座机，一位都不丢；换了名字的还是那一位；满十位的说明白，不悄悄丢掉', async () => {
    const both = (first: string, second: string) => `${first},${HOUSEHOLD_PHONE},家属,儿子,,${second},${HOUSEHOLD_PHONE},家属,女儿,`
    await bring([WIDE, row('谢映登', { contacts: both('谢大', '谢二') })])
    const { id } = await only('谢映登')
    expect(await names(id)).toEqual(['谢大', '谢二'])
    expect(await bring([WIDE, row('谢映登', { contacts: both('谢大', '谢二') })])).toMatchObject({ changed: 0, repeated: 1 })
    expect(await bring([WIDE, row('谢映登', { contacts: both('谢三', '谢大') })])).toMatchObject({ changed: 1 })
    expect(await names(id)).toEqual(['谢大', '谢三'])
    for (const at of [2, 4, 6, 8]) await bring([WIDE, row('谢映登', { contacts: `邻居${at},1005123010${at},邻居,,,邻居${at + 1},1005123010${at + 1},邻居,,` })])
    expect(await names(id)).toHaveLength(10)
    expect(said(await bring([WIDE, row('谢映登', { phone: '10051230033', contacts: '邻居十,10051230110,邻居,,,,,,,' })]))).toEqual(['2 联系人最多 10 位，请先在卡片上删去不用的'])
    expect([(await names(id)).length, (await only('谢映登')).phone]).toEqual([10, null])
  })

  it('居民登记里已迁出的，不悄悄看护起来', async () => {
    await bring(['姓名,身份证号,住址', '杨林,999999195203030017,桑家小区12号楼1单元101'], { kind: 'person' })
    const { body } = await app().request<{ persons: { id: string; version: number }[] }>('POST', 'persons/find', { as: 'community01', body: { q: '999999195203030017' } })
    const [{ id } = { id: '' }] = body.persons
    const { version } = (await app().request<{ version: number }>('GET', `pool/person/${id}`, { as: 'community01' })).body
    expect((await app().request('PATCH', `pool/person/${id}`, { as: 'community01', body: { source: 'visit', version, state: 'left', asOf: '2026-05-01' } })).status).toBe(200)
    expect(said(await bring([WIDE, row('杨林', { id: '999999195203030017' })]))).toEqual(['2 这个人已迁出或注销，请先在居民登记里核对'])
    expect(await found('杨林')).toEqual([])
  })

  it('别的社区同名同电话、没有连着居民登记的，不拦着这里的登记', async () => {
    const form = { kind: 'elder-alone', areaPath: 'd370305.s002.c02.g003', room: '', name: '裴元庆', phone: '10051230034', consent: { by: 'self', day: '2026-05-01', scopes: ['water'] }, contacts: [], devices: [] }
    expect((await app().request('POST', 'care', { as: 'community02', body: form })).status).toBe(201)
    expect(await bring([WIDE, row('裴元庆', { phone: '10051230034' })])).toMatchObject({ added: 1, failed: 0 })
  })

  it('没有看护登记权限的，看不到别人导入的看护表，单子里也没有', async () => {
    const { body } = await upload([WIDE, row('罗艺', { phone: '10051230035' })])
    const { status, body: refused } = await app().request<AskedImport>('GET', `imports/${body.id}`, { as: 'accept' })
    expect([status, refused.error?.code]).toEqual([403, 'permission-missing'])
    const listed = async (as: string) => (await app().request<{ imports: ImportJob[] }>('GET', 'imports', { as })).body.imports.some(({ id }) => id === body.id)
    expect([await listed('accept'), await listed('community01')]).toEqual([false, true])
  })
})

async function download(kind: string, as: string): Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }> {
  const answer = await fetch(`${base}/api/v1/imports/blank.xlsx?kind=${kind}`, { headers: { authorization: `Bearer ${await app().tokenOf(as)}` } })
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

describe('空表', () => {
  it('每一种表都有一张空表：列名照样认得，必填的写明，能填什么列出来', async () => {
    for (const kind of Object.keys(IMPORT_KINDS)) {
      const { status, bytes } = await download(kind, 'duty')
      expect(status, kind).toBe(200)
      const { body } = await app().upload<AskedImport>({ bytes, name: '空表.xlsx', type: 'application/octet-stream' }, { as: 'duty', url: `imports?kind=${kind}` })
      expect([kind, body.columns.length > 0, body.columns.filter(({ field }) => field === null), body.warnings]).toEqual([kind, true, [], ['表头下面没有内容']])
    }
  })

  it('看护对象的空表：类别可以从单子里选，说明里写着同意日期必填', async () => {
    const { bytes } = await download('care', 'community01')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes.buffer)
    expect(book.getWorksheet('填写')?.getCell('B2').dataValidation?.formulae?.[0]).toContain('独居老人')
    const notes = book.getWorksheet('填写说明')?.getSheetValues().map((row) => (Array.isArray(row) ? row.slice(1, 3).join(' ') : '')) ?? []
    expect(notes).toContain('同意日期 必填')
    expect((await download('care', 'accept')).status).toBe(403)
  })
})
