import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { AnswerOf, ImportJob, listOrganisations, listPersons, PoolCard, showLineage, showSources } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { importFile } from '../index.ts'
import { doorOf } from './draft.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const HOUSES = '楼栋,单元,室号,用途,建筑面积\n桑家小区12号楼,3单元,402,自住,88.5\n桑家小区12号楼,3,501,出租,\n桑家小区13号楼,1,101,自住,60\n胜辛小区99号楼,1,101,自住,60\n'
const HEADER = '姓名,身份证号,出生日期,性别,民族,联系电话,住址,户号,与户主关系'
const GOOD = [
  '单雄信,999999195001010018,1950-01-01,男,汉族,10051230001,桑家小区12号楼3单元402,H402,户主',
  '罗爱莲,999999193512150224,1935年12月15日,女,汉族,10051230002,桑家小区12号楼3单元402室,H402,配偶',
]

type Asked = ImportJob & { error?: { code: string; message: string } }

async function upload(kind: string, text: string | Buffer, as = 'community01'): Promise<{ status: number; body: Asked }> {
  return app().upload<Asked>({ bytes: Buffer.from(text), name: '登记.csv', type: 'text/csv' }, { as, url: `imports?kind=${kind}` })
}

async function bringIn(kind: string, text: string | Buffer, more: object = {}): Promise<ImportJob> {
  const { status, body } = await upload(kind, text)
  expect(status, JSON.stringify(body)).toBe(201)
  const mapping = body.columns.map(({ index, field }) => ({ index, field }))
  const begun = await app().request<Asked>('POST', `imports/${body.id}/start`, { as: 'community01', body: { mapping, asOf: '2026-05-07', ...more } })
  expect(begun.status, JSON.stringify(begun.body)).toBe(202)
  for (;;) {
    const job = (await app().request<ImportJob>('GET', `imports/${body.id}`, { as: 'community01' })).body
    if (job.state !== 'running') return job
    await wait(20)
  }
}

const persons = async (q: string, as = 'community01') => (await app().request<AnswerOf<typeof listPersons>>('POST', 'persons/find', { body: { q }, as })).body.persons
const card = async (id: string) => (await app().request<PoolCard>('GET', `pool/person/${id}`, { as: 'community01' })).body
const messages = (job: ImportJob) => job.sampleErrors.map(({ row, column, message }) => `${row} ${column}：${message}`)

describe('登记表导入', () => {
  it('房屋先进来：楼栋按地址认，找不到的楼不登记，其余照进', async () => {
    const job = await bringIn('house', HOUSES)
    expect(job).toMatchObject({ state: 'done', added: 3, failed: 1 })
    expect(messages(job)).toEqual([expect.stringContaining('5 楼栋：找不到')])
    expect(await bringIn('house', HOUSES)).toMatchObject({ added: 0, changed: 0, repeated: 3, failed: 1 })
  })

  it('开始之前先试一遍：会新增几行、有几行有错，什么都不写；姓名和号码遮着', async () => {
    const { body } = await upload('person', [HEADER, ...GOOD, '缺住址,,,,,,,,'].join('\n'))
    expect(body).toMatchObject({ kind: 'person', state: 'preview', rows: 3, expects: { added: 2, changed: 0, repeated: 0 } })
    expect(messages(body)).toEqual(['4 住址：请填写地址码，或写到楼栋的住址'])
    expect(body.columns[0]?.samples[0]).toBe('单*')
    expect(JSON.stringify(body)).not.toContain('999999195001010018')
    expect(await persons('单雄信')).toEqual([])
  })

  it('居民连住房和户一起登记，凭首字母找得到；再导一次不重复，后来的表只改变了的', async () => {
    expect(await bringIn('person', [HEADER, ...GOOD].join('\n'), { source: 'police', asOf: '2026-04-30' })).toMatchObject({ added: 2, failed: 0 })
    const [found] = await persons('sxx')
    expect(found).toMatchObject({ name: '单**', areaPath: `${C01}.g001.e01.b012`, home: '3单元402室', hasConflict: false })
    const shown = await card(found?.id ?? '')
    expect(shown.fields.find(({ field }) => field === 'sex')).toMatchObject({ text: '男', fact: { source: 'police', asOf: '2026-04-30' } })
    expect(shown.relations.map(({ kind, roleName }) => `${kind} ${roleName}`).toSorted()).toEqual(['household 户主', 'resides 其他'])
    expect(await bringIn('person', [HEADER, ...GOOD].join('\n'))).toMatchObject({ added: 0, changed: 0, repeated: 2 })
    const moved = GOOD.map((row) => row.replace('10051230001', '10051239999')).join('\n')
    expect(await bringIn('person', `${HEADER}\n${moved}`)).toMatchObject({ added: 0, changed: 1, repeated: 1 })
    expect(await persons('10051239999')).toHaveLength(1)
    const { body: { fields } } = await app().request<AnswerOf<typeof showLineage>>('GET', `pool/person/${found?.id}/lineage`, { as: 'community01' })
    const stepsOf = (field: string) => fields.find((one) => one.field === field)?.steps.map(({ kind, title, row }) => [kind, title, row])
    expect(stepsOf('sex')).toEqual([['import', '登记.csv', 2]])
    expect(stepsOf('phone')).toEqual([['change', '导入居民表（登记.csv 第 2 行）', null], ['import', '登记.csv', 2]])
    const { body: sources } = await app().request<AnswerOf<typeof showSources>>('GET', `quality/sources?area=${C01}`, { as: 'duty' })
    expect(sources.registers.find(({ register }) => register === 'person')).toMatchObject({
      total: 2, sources: [{ name: '公安共享', entries: 2, from: '2026-04-30', to: '2026-04-30' }], loads: [{ fileName: '登记.csv', entries: 2 }],
    })
    expect(await bringIn('person', `${HEADER}\n${GOOD.join('\n')}`, { asOf: '2020-01-01' })).toMatchObject({ changed: 0, repeated: 2 })
  })

  it('错的行一行一个原因，对的照进，错的一点不写；改正后的错误表再导入就齐了', async () => {
    const rows = [
      '没有代码,,1990-01-01,雄,汉族,,桑家小区12号楼3单元501,H1,户主',
      '以后出生,,2099-01-01,男,汉族,,桑家小区12号楼3单元501,H1,户主',
      '与证不符,999999201006300039,2010-06-30,女,汉族,,桑家小区12号楼3单元501,H1,户主',
      '没有房屋,,1990-01-01,男,汉族,,桑家小区12号楼9单元909,H1,户主',
      '两户的人,,1991-01-01,女,汉族,,桑家小区12号楼3单元501,H1,户主',
      '单雄信,999999195001010018,1950-01-01,男,汉族,,桑家小区12号楼3单元501,H1,父亲',
      '别处的人,,1992-01-01,女,汉族,,胜辛社区,H9,户主',
      '锟斤拷锟,,1992-01-01,女,汉族,,桑家小区12号楼,H9,户主',
    ]
    const job = await bringIn('person', [HEADER, ...rows].join('\n'))
    expect(job).toMatchObject({ added: 1, failed: 7 })
    expect(messages(job)).toEqual([
      '2 性别：性别没有“雄”这个代码', '3 出生日期：出生日期在今天以后', expect.stringContaining('4 性别：性别与身份证号码不一致'),
      expect.stringContaining('5 住址：房屋登记里没有这处房屋'), expect.stringContaining('7 户号：此人已登记在另一户'), expect.stringContaining('8 住址：找不到“胜辛社区”是哪一栋楼'), expect.stringContaining('9 姓名：内容是乱码'),
    ])
    expect(await persons('没有房屋')).toEqual([])
    expect(await persons('ldr')).toEqual([])
    const corrected = [HEADER, rows[0]?.replace('雄', '男'), rows[3]?.replace('9单元909', '3单元501')].join('\n')
    expect(await bringIn('person', corrected)).toMatchObject({ added: 2, failed: 0 })
  })

  it('表里同一个人写在两户的，后一行说清在第几行；没有号码的同名同月同楼算同一人', async () => {
    const twice = ['江二娘,999999198801010023,,女,汉族,,桑家小区12号楼3单元501,H1,子', '江二娘,999999198801010023,,女,汉族,,桑家小区13号楼1单元101,H2,户主', '江三娘,,1989-01-01,女,汉族,,桑家小区13号楼1单元101,H2,户主', '江三娘,,1989-01-01,女,汉族,,桑家小区13号楼1单元101,H2,户主']
    const job = await bringIn('person', [HEADER, ...twice].join('\n'))
    expect(job).toMatchObject({ added: 2, repeated: 1, failed: 1 })
    expect(messages(job)).toEqual([expect.stringContaining('第 2 行已把此人登记在另一户')])
  })

  it('GBK 的表里有坏字节，只有那一行不进', async () => {
    const gbk = Buffer.concat([Buffer.from('d0d5c3fb2cd7a1d6b70ad5c5c8fd2cc9a3bcd2d0a1c7f83132bac5c2a50a', 'hex'), Buffer.from('ff2cc9a3bcd2d0a1c7f83132bac5c2a50a', 'hex')])
    const job = await bringIn('person', gbk)
    expect(job).toMatchObject({ added: 1, failed: 1 })
    expect(messages(job)).toEqual(['3 姓名：内容是乱码，请对照原表改正'])
  })

  it('单位按区域或经纬度落格，上级不在的、绕成一圈的整行不写；车辆连到车主', async () => {
    const header = '名称,类别,统一社会信用代码,所属区域,经度,纬度,上级组织'
    const rows = ['桑家社区党总支,党组织,,桑家社区,,,', '第一网格党支部,党组织,,桑家社区第1网格,,,桑家社区党总支', '孤儿支部,党组织,,桑家社区第1网格,,,没有的总支', '早餐铺,商铺,91350100M000100Y43,,118.302,36.8117,', '外地铺,商铺,,胜辛社区,,,']
    const job = await bringIn('organisation', [header, ...rows].join('\n'))
    expect(job).toMatchObject({ added: 3, failed: 2 })
    expect(messages(job)).toEqual([expect.stringContaining('上级组织'), expect.stringContaining('不在您负责的区域')])
    const circle = await bringIn('organisation', [header, '甲支部,党组织,,桑家社区第1网格,,,乙支部', '乙支部,党组织,,桑家社区第1网格,,,甲支部', '丙支部,党组织,,桑家社区第1网格,,,桑家社区党总支'].join('\n'))
    expect(circle).toMatchObject({ added: 1, failed: 2 })
    expect(messages(circle)[0]).toContain('绕了一圈')
    expect(await bringIn('vehicle', '号牌,号牌种类,停放地址,车主证件号码\n鲁C99001,小型汽车,桑家小区12号楼,999999195001010018\n')).toMatchObject({ added: 1, failed: 0 })
    expect((await card((await persons('sxx'))[0]?.id ?? '')).relations.map(({ kind }) => kind)).toContain('drives')
  })

  it('同名的单位各社区有各社区的；别的社区的单位，写了它的信用代码也改不动、挪不走，街道的表才能把搬了家的挪过去；位置记着是哪一天说的，旧表不盖新的', async () => {
    const header = '名称,类别,统一社会信用代码,所属区域,经度,纬度,地址'
    const [own, other] = ['便民食堂,商铺,,桑家社区第1网格,118.302,36.8117,桑家路1号', '便民食堂,商铺,,胜辛社区,118.308,36.815,胜辛路1号']
    const asStreet = (rows: readonly string[], asOf = '2026-05-01') => importFile(app().context, { kind: 'organisation', bytes: Buffer.from([header, ...rows].join('\n')), fileName: '街道单位.csv', source: 'survey', asOf })
    expect(await asStreet([own, other])).toMatchObject({ added: 2, changed: 0, repeated: 0, failed: 0 })
    expect(await asStreet([own, other])).toMatchObject({ added: 0, changed: 0, repeated: 2 })
    const found = async (q: string) => (await app().request<AnswerOf<typeof listOrganisations>>('POST', 'organisations/find', { body: { q }, as: 'duty' })).body.organisations
    expect((await found('便民食堂')).map(({ areaPath, address }) => [areaPath, address])).toEqual([[`${C01}.g001`, '桑家路1号'], ['d370305.s002.c02', '胜辛路1号']])
    const shop = (area: string, lon: string, lat: string) => `胜辛五金,商铺,91350100M000100Y43X,${area},${lon},${lat},`
    expect(await asStreet([shop('胜辛社区', '118.308', '36.815')], '2026-05-02')).toMatchObject({ added: 1 })
    const taken = await bringIn('organisation', [header, shop('桑家社区第1网格', '118.302', '36.8117')].join('\n'))
    expect(taken).toMatchObject({ added: 0, changed: 0, failed: 1 })
    expect(messages(taken)).toEqual([expect.stringContaining('登记在别的社区')])
    expect(await found('胜辛五金')).toMatchObject([{ areaPath: 'd370305.s002.c02', point: { lon: 118.308, lat: 36.815 } }])
    expect(await asStreet([shop('桑家社区第1网格', '118.302', '36.8117')], '2026-05-05')).toMatchObject({ added: 0, changed: 1 })
    const [moved] = await found('胜辛五金')
    expect(moved).toMatchObject({ areaPath: `${C01}.g001`, point: { lon: 118.302, lat: 36.8117 } })
    expect(await asStreet([shop('胜辛社区', '118.308', '36.815')], '2026-05-04'), 'an older sheet').toMatchObject({ changed: 0 })
    const { body: { fields } } = await app().request<AnswerOf<typeof showLineage>>('GET', `pool/organisation/${moved?.id}/lineage`, { as: 'duty' })
    expect(fields.find(({ label }) => label === '位置')).toMatchObject({ fact: { source: 'survey', asOf: '2026-05-05' }, steps: [{ kind: 'change' }, { kind: 'import' }] })
    const edit = (areaPath: string) => app().request<Asked & { error?: { fields?: object } }>('PATCH', `pool/organisation/${moved?.id}`, { as: 'community01', body: { version: moved?.version, values: {}, source: 'visit', areaPath } })
    expect((await edit('d370305.s002.c02')).body.error?.fields).toHaveProperty('areaPath')
  })

  it('受理员能导工单，不能导居民；胜辛社区看不到桑家的导入；命令行也能导', async () => {
    expect((await upload('person', `${HEADER}\n${GOOD[0]}`, 'accept')).body.error?.code).toBe('permission-missing')
    expect((await app().request<{ imports: unknown[] }>('GET', 'imports', { as: 'community02' })).body.imports).toEqual([])
    expect(await importFile(app().context, { kind: 'person', bytes: Buffer.from(`${HEADER}\n${GOOD[0]}`), fileName: '居民.csv', source: 'police', asOf: '2020-01-01' })).toMatchObject({ added: 0, repeated: 1, state: 'done' })
    const text = JSON.stringify((await app().request('GET', 'audit?action=pool.load', { as: 'auditor' })).body)
    expect(text).toContain('导入居民表')
    expect(text).not.toContain('单雄信')
  })
})

it('住址的尾巴读成单元和室号', () => {
  expect(['桑家小区12号楼3单元402室', '桑家小区12号楼-3-402', '3栋2单元5层501', '三栋', 'A座1203', '12号楼东单元０１室'].map(doorOf)).toEqual([
    { unit: '3', room: '402' }, { unit: '3', room: '402' }, { unit: '2', room: '501' }, null, { unit: '', room: '1203' }, { unit: '东', room: '1' },
  ])
})
