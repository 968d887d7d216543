import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ImportJob, listHouseholds, PoolCard, poolHistory } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { sheetsOf } from '../../../../test/bring.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const HEADER = '户号,户类别,住址,户主姓名,户主证件号码,标签'
const QIN = '999999195001010018'

const { upload, bring } = sheetsOf(app)
const said = (job: ImportJob) => job.sampleErrors.map(({ row, message }) => `${row} ${message}`)
const households = async () => (await app().request<AnswerOf<typeof listHouseholds>>('GET', `households?area=${C01}&limit=100`, { as: 'community01' })).body.households
const card = async (register: string, id: string) => (await app().request<PoolCard>('GET', `pool/${register}/${id}`, { as: 'community01' })).body
const members = async (id: string) => (await card('household', id)).relations.filter(({ kind, isCurrent }) => kind === 'household' && isCurrent).map(({ roleName, other }) => `${roleName} ${other.name}`)

beforeAll(async () => {
  await bring('house', ['楼栋,单元,室号', '桑家小区12号楼,1,101', '桑家小区12号楼,1,102', '桑家小区12号楼,1,103', '桑家小区12号楼,1,104', '桑家小区12号楼,1,105', '桑家小区12号楼,1,106', '桑家小区12号楼,1,107', '桑家小区12号楼,1,108'])
  await bring('person', ['姓名,身份证号,出生日期,住址,与户主关系', `秦琼,${QIN},,桑家小区12号楼1单元101,`, '程咬金,,1981-01-01,桑家小区12号楼1单元102,', '罗成,,1982-01-01,桑家小区12号楼1单元103,', '罗成,,1983-01-01,桑家小区12号楼1单元103,'])
})

describe('户的表', () => {
  const rows = [`H-1,家庭户,桑家小区12号楼1单元101,秦琼,${QIN},`, 'H-2,,桑家小区12号楼1单元102,程咬金,,', 'H-4,集体户,桑家小区12号楼1单元104,,,']

  it('开始以前先试一遍，什么都不写；导入以后户号、类别、户主都在，再导一次不重复', async () => {
    const before = (await households()).length
    expect((await upload('household', [HEADER, ...rows])).body).toMatchObject({ state: 'preview', kind: 'household', expects: { added: 3, changed: 0, repeated: 0 } })
    expect((await households()).length).toBe(before)
    expect(await bring('household', [HEADER, ...rows])).toMatchObject({ added: 3, changed: 0, repeated: 0, failed: 0 })
    expect(await bring('household', [HEADER, ...rows, ...rows.slice(0, 1)])).toMatchObject({ added: 0, changed: 0, repeated: 4, failed: 0 })
    const shown = new Map((await households()).map(({ number, id, kind }) => [number, { id, kindName: kind?.name }]))
    expect([shown.get('H-1')?.kindName, shown.get('H-2')?.kindName, shown.get('H-4')?.kindName]).toEqual(['家庭户', '家庭户', '集体户'])
    expect([await members(shown.get('H-1')?.id ?? ''), await members(shown.get('H-2')?.id ?? '')]).toEqual([['户主 秦*'], ['户主 程**']])
  })

  it('类别换了，照日子晚的表改；日子早的表改不了', async () => {
    const sheet = (kind: string) => [HEADER, `H-4,${kind},桑家小区12号楼1单元104,,,`]
    expect(await bring('household', sheet('家庭户'), { asOf: '2026-04-01' })).toMatchObject({ changed: 0, repeated: 1 })
    expect(await bring('household', sheet('家庭户'))).toMatchObject({ changed: 1, failed: 0 })
  })

  it('房屋没有登记的、没写到室号的、类别不对的、户主找不到的、重名的、在别户的，一行一行说明白，其余照进', async () => {
    const job = await bring('household', [HEADER,
      'H-9,,桑家小区12号楼9单元901,,,', 'H-9,,桑家小区12号楼,,,', 'H-9,大户,桑家小区12号楼1单元103,,,', 'H-5,,桑家小区12号楼1单元103,,999999198003010018,', 'H-6,,桑家小区12号楼1单元103,罗成,,',
      `H-7,,桑家小区12号楼1单元103,,${QIN},`, 'H-1,,桑家小区12号楼1单元101,程咬金,,', 'H-8,,桑家小区12号楼1单元103,,,', 'H-9,,胜辛小区1号楼1单元101,,,',
    ])
    expect(job).toMatchObject({ state: 'done', added: 1, failed: 8 })
    const found = said(job).toSorted()
    const expected = [
      expect.stringMatching(/^10 (?:找不到|这个地址不在|房屋登记里没有)/u), expect.stringMatching(/^2 房屋登记里没有这处房屋/u), expect.stringMatching(/^3 请把住址写到室号/u), expect.stringMatching(/^4 户类别没有“大户”/u),
      expect.stringMatching(/^5 居民登记里没有这位户主/u), expect.stringMatching(/^6 这栋楼登记了 2 位“罗成”/u), expect.stringMatching(/^7 这位户主已登记在另一户/u), expect.stringMatching(/^8 这位户主已登记在另一户/u),
    ]
    expect(found).toEqual(expected)
  })

  it('户里有这个人、不是户主的，表里写他是户主，照表改；已有另一位户主的，不动', async () => {
    await bring('person', ['姓名,出生日期,住址,户号,与户主关系', '王伯当,1984-01-01,桑家小区12号楼1单元103,H-8,其他亲属'])
    expect(await bring('household', [HEADER, 'H-8,,桑家小区12号楼1单元103,王伯当,,'])).toMatchObject({ changed: 1, failed: 0 })
    const id = (await households()).find(({ number }) => number === 'H-8')?.id ?? ''
    expect(await members(id)).toEqual(['户主 王**'])
    await bring('person', ['姓名,出生日期,住址,户号,与户主关系', '谢映登,1985-01-01,桑家小区12号楼1单元103,H-8,其他亲属'])
    expect(said(await bring('household', [HEADER, 'H-8,,桑家小区12号楼1单元103,谢映登,,']))).toEqual([expect.stringContaining('户主是另一个人')])
    expect((await members(id)).toSorted()).toEqual(['其他亲属 谢**', '户主 王**'])
  })

  const find = async (q: string, as = 'community01') => (await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q }, as })).body.persons[0]?.id ?? ''

  it('户主登记在别的社区的、已迁出的，不收', async () => {
    const [there, left] = ['999999195203030017', '999999193512150224']
    expect((await app().request('POST', 'pool/person', { as: 'community02', body: { source: 'visit', areaPath: 'd370305.s002.c02.g003', values: { name: '裴元庆', idNumber: there } } })).status).toBe(201)
    await bring('person', ['姓名,身份证号,住址', `杨林,${left},桑家小区12号楼1单元105`])
    const id = await find(left)
    const { version } = await card('person', id)
    expect((await app().request('PATCH', `pool/person/${id}`, { as: 'community01', body: { source: 'visit', version, state: 'left', asOf: '2026-05-01' } })).status).toBe(200)
    const job = await bring('household', [HEADER, `H-20,,桑家小区12号楼1单元105,,${there},`, `H-21,,桑家小区12号楼1单元105,,${left},`])
    expect(said(job)).toEqual(['2 这位户主登记在别的社区，请由那里办理', '3 这位户主已迁出或注销'])
    expect(job).toMatchObject({ added: 0, failed: 2 })
  })

  it('居民表没写户号就开了户的，户的表写来户号，填进那一户，不另开一户，户主照认；同一处房屋再有别的户号，才是另一户', async () => {
    await bring('person', ['姓名,出生日期,住址,与户主关系', '尉迟恭,1970-01-01,桑家小区12号楼1单元106,户主'])
    const [at106] = (await households()).filter(({ number }) => number === null)
    const sheet = [HEADER, 'H-30,,桑家小区12号楼1单元106,尉迟恭,,', 'H-31,,桑家小区12号楼1单元106,,,']
    expect(said(await bring('household', sheet))).toEqual([])
    const shown = await households()
    expect(shown.find(({ number }) => number === 'H-30')?.id).toBe(at106?.id)
    expect([shown.filter(({ number }) => number === null).length, shown.filter(({ number }) => number === 'H-31').length]).toEqual([0, 1])
    expect(await bring('household', sheet)).toMatchObject({ added: 0, changed: 0, repeated: 2, failed: 0 })
    expect(await members(at106?.id ?? '')).toEqual(['户主 尉**'])
  })

  it('居民表没写户号就开了户的，后来的居民表写了户号，填进那一户，记着是哪张表哪一行写的；新来的家人写这个户号，也进这一户', async () => {
    const head = '姓名,出生日期,住址,户号,与户主关系'
    await bring('person', [head, '牛见虎,1972-01-01,桑家小区12号楼1单元107,,户主', '赤福寿,1973-01-01,桑家小区12号楼1单元107,,配偶'])
    const [before] = (await households()).filter(({ number }) => number === null)
    const job = await bring('person', [head, '牛见虎,1972-01-01,桑家小区12号楼1单元107,H-50,户主', '牛小虎,1999-01-01,桑家小区12号楼1单元107,H-50,子', `牛太长,1999-01-01,桑家小区12号楼1单元107,${'9'.repeat(41)},子`])
    expect(said(job)).toEqual([expect.stringMatching(/^4 户号/u)])
    expect(job).toMatchObject({ added: 1, failed: 1 })
    const shown = (await households()).filter(({ number }) => number === 'H-50' || number === null)
    expect(shown.map(({ id, number }) => [id, number])).toEqual([[before?.id, 'H-50']])
    expect((await members(before?.id ?? '')).toSorted()).toEqual(['子 牛**', '户主 牛**', '配偶 赤**'])
    const { body: { changes } } = await app().request<AnswerOf<typeof poolHistory>>('GET', `pool/household/${before?.id}/history`, { as: 'community01' })
    expect(changes).toMatchObject([{ changes: [{ label: '户号', from: '', to: 'H-50' }], reason: '导入居民表（名册.csv 第 2 行）' }])
    expect(await bring('person', [head, '赤福寿,1973-01-01,桑家小区12号楼1单元107,H-50,配偶'])).toMatchObject({ changed: 0, repeated: 1, failed: 0 })
  })

  it('没有户号的一户，家里人写了两个户号，说不清是哪个，两行都不收，说明怎么办', async () => {
    const head = '姓名,出生日期,住址,户号,与户主关系'
    await bring('person', [head, '齐国远,1974-01-01,桑家小区12号楼1单元108,,户主', '李如珪,1975-01-01,桑家小区12号楼1单元108,,配偶'])
    const row = (name: string, day: string, number: string) => `${name},${day},桑家小区12号楼1单元108,${number},其他亲属`
    const job = await bring('person', [head, row('齐国远', '1974-01-01', 'H-60'), row('李如珪', '1975-01-01', 'H-61'), row('齐小远', '2001-01-01', 'H-60')])
    expect(said(job)).toEqual([2, 3, 4].map((line) => `${line} 这处房屋登记的户还没有户号，表里的户号对不上是哪一户；请先导入户的表，或在户的卡片上填写户号`))
    expect((await households()).filter(({ number }) => number?.startsWith('H-6'))).toEqual([])
    await bring('household', [HEADER, 'H-60,,桑家小区12号楼1单元108,齐国远,,'])
    expect(await bring('person', [head, row('齐国远', '1974-01-01', 'H-60'), row('齐小远', '2001-01-01', 'H-60')])).toMatchObject({ added: 1, repeated: 1, failed: 0 })
  })

  it('一行没收下的，它写的户主不算占了；后面写对的那一行照收', async () => {
    await bring('person', ['姓名,出生日期,住址', '单雄信,1971-01-01,桑家小区12号楼1单元101'])
    const job = await bring('household', [HEADER, 'H-1,,桑家小区12号楼1单元101,单雄信,,', 'H-40,,桑家小区12号楼1单元107,单雄信,,'])
    expect(said(job)).toEqual([expect.stringContaining('2 这一户登记的户主是另一个人')])
    expect(job).toMatchObject({ added: 1, failed: 1 })
  })
})
