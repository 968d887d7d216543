import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ImportJob, partHistory, PoolCard, poolHistory } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { SMALL_STREET, square } from '../../../../test/street.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { importTown } from '../../areas/index.ts'
import { importParts } from '../../pool/index.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const IN_C02 = 'd370305.s002.c02.g003'
const TODAY = '2026-05-07'
const NUMBER = '999999195001010018'

type Asked = ImportJob & { error?: { code: string; fields?: Record<string, string> } }

async function begin(kind: string, lines: readonly string[], { as = 'community01', ...more }: { as?: string; asOf?: string } = {}) {
  const { body } = await app().upload<Asked>({ bytes: Buffer.from(lines.join('\n')), name: '名册.csv', type: 'text/csv' }, { as, url: `imports?kind=${kind}` })
  const mapping = body.columns.map(({ index, field }) => ({ index, field }))
  return app().request<Asked>('POST', `imports/${body.id}/start`, { as, body: { mapping, ...(kind === 'part' ? { crs: 'WGS-84' } : {}), ...more } })
}

async function bring(kind: string, lines: readonly string[], { as = 'community01', asOf = TODAY }: { as?: string; asOf?: string } = {}): Promise<ImportJob> {
  const { body } = await begin(kind, lines, { as, asOf })
  for (;;) {
    const job = (await app().request<ImportJob>('GET', `imports/${body.id}`, { as })).body
    if (job.state !== 'running') return job
    await wait(20)
  }
}

const said = (job: ImportJob) => job.sampleErrors.map(({ message }) => message)
const create = async (register: string, body: object, as = 'community01') => (await app().request<{ card: PoolCard }>('POST', `pool/${register}`, { as, body: { source: 'visit', ...body } })).body.card
const change = (register: string, id: string, body: object, as = 'community01') => app().request('PATCH', `pool/${register}/${id}`, { as, body: { source: 'visit', ...body } })
const card = async (register: string, id: string, as = 'community01') => (await app().request<PoolCard>('GET', `pool/${register}/${id}`, { as })).body
const find = async (q: string, as = 'community01') => (await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q }, as })).body.persons[0]?.id ?? ''
const current = ({ relations }: PoolCard) => relations.filter(({ isCurrent }) => isCurrent).map(({ kindName, other }) => `${kindName} ${other.name.split(' / ').at(-1)}`).toSorted()

beforeAll(async () => {
  await bring('house', ['楼栋,单元,室号', '桑家小区12号楼,1,101', '桑家小区13号楼,1,101'])
  await bring('person', ['姓名,身份证号,联系电话,住址', `单雄信,${NUMBER},10051230001,桑家小区12号楼1单元101`], { asOf: '2026-03-01' })
})

describe('表里是哪一天的情况', () => {
  it('登记表要写明哪一天；日子早的表盖不了后来走访核实的，日子晚的照表改', async () => {
    expect((await begin('person', ['姓名,身份证号,住址', `单雄信,${NUMBER},桑家小区12号楼1单元101`])).body.error?.fields).toHaveProperty('asOf')
    const id = await find(NUMBER)
    await change('person', id, { version: 1, values: { phone: '10051230002' }, asOf: '2026-05-01', verification: 'verified' })
    const sheet = ['姓名,身份证号,联系电话,住址', `单雄信,${NUMBER},10051230003,桑家小区12号楼1单元101`]
    expect(await bring('person', sheet, { asOf: '2026-04-01' })).toMatchObject({ changed: 0, repeated: 1 })
    expect(await find('10051230002')).toBe(id)
    expect(await bring('person', sheet, { asOf: '2026-05-02' })).toMatchObject({ changed: 1 })
    expect(await find('10051230003')).toBe(id)
  })
})

describe('再导一次', () => {
  it('搬了家的人照新表搬：原来的住处结束，人归到新的楼，不会有两个家；旧表不能把人搬回去', async () => {
    const id = await find(NUMBER)
    const at = (building: string) => ['姓名,身份证号,住址', `单雄信,${NUMBER},桑家小区${building}1单元101`]
    expect(await bring('person', at('13号楼'))).toMatchObject({ added: 0, changed: 1 })
    const moved = await card('person', id)
    expect([moved.areaPath, moved.conflicts, current(moved)]).toEqual([`${C01}.g001.e01.b013`, [], ['居住 13号楼 1单元101室']])
    expect(await bring('person', at('12号楼'), { asOf: '2026-04-01' })).toMatchObject({ changed: 0, repeated: 1 })
    expect(current(await card('person', id))).toEqual(['居住 13号楼 1单元101室'])
  })

  it('登记为拆除的房屋又在表里，恢复在用；表比拆除的日子早的不行', async () => {
    const sheet = ['楼栋,单元,室号', '桑家小区12号楼,9,901']
    await bring('house', sheet)
    const { body: { houses } } = await app().request<{ houses: { id: string; room: string }[] }>('POST', 'houses/find', { body: { q: '901', area: C01 }, as: 'community01' })
    const id = houses.find(({ room }) => room === '901')?.id ?? ''
    await change('house', id, { version: 1, state: 'gone' })
    expect(said(await bring('house', sheet, { asOf: '2026-04-01' }))).toEqual([expect.stringContaining('登记为已拆除或注销')])
    expect(await bring('house', sheet)).toMatchObject({ changed: 1, failed: 0 })
    expect((await card('house', id)).state).toBe('active')
  })

  it('车换了车主、组织换了上级，照表改，原来的结束', async () => {
    await bring('person', ['姓名,身份证号,住址', '罗爱莲,999999193512150224,桑家小区12号楼1单元101'])
    const cars = (number: string) => ['号牌,停放地址,车主证件号码', `鲁C99001,桑家小区12号楼,${number}`]
    await bring('vehicle', cars(NUMBER))
    expect(await bring('vehicle', cars('999999193512150224'))).toMatchObject({ added: 0, changed: 1 })
    expect(await bring('vehicle', cars('999999193512150224'))).toMatchObject({ changed: 0, repeated: 1 })
    expect(await bring('vehicle', cars(NUMBER), { asOf: '2026-01-01' })).toMatchObject({ changed: 0, repeated: 1 })
    expect(current(await card('person', await find(NUMBER))).filter((line) => line.startsWith('车辆'))).toEqual([])
    expect(current(await card('person', await find('999999193512150224'))).filter((line) => line.startsWith('车辆'))).toHaveLength(1)
    const branch = (above: string) => ['名称,类别,所属区域,上级组织', '甲总支,党组织,桑家社区,', '乙总支,党组织,桑家社区,', `丙支部,党组织,桑家社区第1网格,${above}`]
    await bring('organisation', branch(''))
    await bring('organisation', branch('甲总支'))
    expect(await bring('organisation', branch('乙总支'))).toMatchObject({ changed: 1, failed: 0 })
    const { body: { organisations } } = await app().request<{ organisations: { id: string }[] }>('POST', 'organisations/find', { body: { q: '丙支部' }, as: 'community01' })
    expect(current(await card('organisation', organisations[0]?.id ?? ''))).toEqual(['上级组织 乙总支'])
  })

  it('一个小区拆迁，一张表里三百人一起搬：每个人都到了新楼，旧住处结束，卡片上写着是哪张表哪一行', async () => {
    const at = (building: string) => ['姓名,身份证号,住址', ...Array.from({ length: 300 }, (_, one) => `回迁${one},99999919500101${String(1000 + one)},桑家小区${building}1单元101`)]
    await bring('person', at('12号楼'), { asOf: '2026-03-01' })
    const sheet = at('13号楼')
    expect(await bring('person', sheet)).toMatchObject({ added: 0, changed: 300, failed: 0 })
    const id = await find('回迁299')
    expect(current(await card('person', id))).toEqual(['居住 13号楼 1单元101室'])
    const { body: { changes } } = await app().request<AnswerOf<typeof poolHistory>>('GET', `pool/person/${id}/history`, { as: 'community01' })
    expect(changes).toMatchObject([{ what: 'move', reason: '导入居民表（名册.csv 第 301 行）' }])
    expect(await bring('person', sheet)).toMatchObject({ added: 0, changed: 0, repeated: 300 })
  })
})

describe('住在哪里', () => {
  const YANG = '999999195203030017'
  const homes = (one: PoolCard) => current(one).filter((line) => line.startsWith('居住'))
  const asked = (lines: readonly string[]) => ['姓名,身份证号,住址', ...lines]

  it('卡片上写了迁出、住处没有结束的，表里又在原来那套房，恢复在册，住处和户都不变', async () => {
    await bring('person', ['姓名,身份证号,住址,与户主关系', `杨林,${YANG},桑家小区12号楼1单元101,户主`], { asOf: '2026-03-01' })
    const id = await find(YANG)
    const before = current(await card('person', id))
    await change('person', id, { version: (await card('person', id)).version, state: 'left', asOf: '2026-04-01' })
    expect(await bring('person', ['姓名,身份证号,住址,与户主关系', `杨林,${YANG},桑家小区12号楼1单元101,户主`])).toMatchObject({ changed: 1, repeated: 0, failed: 0 })
    const back = await card('person', id)
    expect([back.state, current(back), back.relations.length]).toEqual(['active', before, 2])
  })

  it('一张表里写了同一个人两套房，原来住的那套在表里，就不搬', async () => {
    const id = await find(YANG)
    const [here, there] = [`杨林,${YANG},桑家小区12号楼1单元101`, `杨林,${YANG},桑家小区13号楼1单元101`]
    for (const rows of [[here, there], [there, here]]) {
      await bring('person', asked(rows))
      const one = await card('person', id)
      expect([one.areaPath, homes(one).includes('居住 12号楼 1单元101室')]).toEqual([`${C01}.g001.e01.b012`, true])
    }
  })

  it('两行隔着一千行也一样：原来住的那套在表的末尾，也不搬', async () => {
    const id = await find(YANG)
    const between = Array.from({ length: 1001 }, (_, at) => `过路${at},,桑家小区13号楼`)
    const job = await bring('person', asked([`杨林,${YANG},桑家小区13号楼1单元101`, ...between, `杨林,${YANG},桑家小区12号楼1单元101`]))
    const one = await card('person', id)
    expect([job.added, one.areaPath, homes(one).includes('居住 12号楼 1单元101室')]).toEqual([1001, `${C01}.g001.e01.b012`, true])
  })

  it('没有号码的人，两行写两个地址码，也不从表里有的那套搬走；再导一次还是这样', async () => {
    for (const code of ['B12-7', 'B12-8']) await create('house', { areaPath: `${C01}.g001.e01.b012`, values: { code, room: code.slice(-1) } })
    const row = (code: string) => `张紫阳,1961-02-03,${code}`
    await bring('person', ['姓名,出生日期,地址码', row('B12-7')])
    const { body } = await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q: '张紫阳' }, as: 'community01' })
    const id = body.persons[0]?.id ?? ''
    for (let time = 0; time < 2; time += 1) {
      await bring('person', ['姓名,出生日期,地址码', row('B12-7'), row('B12-8')])
      expect(homes(await card('person', id)).map((line) => line.slice(-2))).toEqual(['7室', '8室'])
    }
  })

  it('一家人照表搬走，原来那一户没有人了，就不再算一户', async () => {
    const family = ['定彦平,999999195504040016', '尚师徒,999999195605050010'].map((line, at) => [line, at === 0 ? '户主' : '配偶'] as const)
    const sheet = (building: string, members: typeof family) => ['姓名,身份证号,住址,户号,与户主关系', ...members.map(([line, kin]) => `${line},桑家小区${building}1单元101,H-9,${kin}`)]
    await bring('person', sheet('12号楼', family), { asOf: '2026-03-01' })
    const { body } = await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q: '定彦平' }, as: 'community01' })
    const household = (await card('person', body.persons[0]?.id ?? '')).relations.find(({ other }) => other.register === 'household')?.other.id ?? ''
    const moved = family.map(([line]) => `${line},桑家小区13号楼1单元101`)
    await bring('person', asked(moved.slice(0, 1)))
    expect(await card('household', household)).toMatchObject({ state: 'active' })
    await bring('person', asked(moved.slice(1)))
    const left = await card('household', household)
    expect([left.state, left.members]).toEqual(['gone', []])
  })
})

describe('表里没写的', () => {
  it('出生日期、性别没写的，号码补不了登记里已有的，只补空着的', async () => {
    const one = await card('person', await find('999999193512150224'))
    await change('person', one.id, { version: one.version, values: { birth: '1936-01-20', sex: '1' }, asOf: '2026-01-01' })
    expect(await bring('person', ['姓名,身份证号,住址', '罗爱莲,999999193512150224,桑家小区12号楼1单元101'])).toMatchObject({ failed: 0, changed: 0, repeated: 1 })
    expect((await card('person', one.id)).fields.filter(({ field }) => ['birth', 'sex'].includes(field)).map(({ text }) => text).toSorted()).toEqual(['1936-**-**', '男'])
  })
})

describe('别的社区登记的', () => {
  it('知道号码也改不了、看不到；那里登记迁出以后，这里的表接过来', async () => {
    await create('house', { areaPath: IN_C02, values: { code: 'C02-1', room: '1' } }, 'community02')
    const sheet = ['姓名,身份证号,联系电话,地址码', `单雄信,${NUMBER},10059999999,C02-1`]
    expect(said(await bring('person', sheet, { as: 'community02' }))).toEqual(['这个人登记在别的社区，请由那里办理迁出'])
    expect([await find(NUMBER, 'community02'), await find('10059999999')]).toEqual(['', ''])
    const id = await find(NUMBER)
    await change('person', id, { version: (await card('person', id)).version, state: 'left', asOf: TODAY })
    expect(await bring('person', sheet, { as: 'community02' })).toMatchObject({ changed: 1, failed: 0 })
    const arrived = await card('person', id, 'community02')
    expect([arrived.state, arrived.areaPath, current(arrived).length]).toEqual(['active', IN_C02, 1])
    expect((await app().request('GET', `pool/person/${id}`, { as: 'community01' })).status).toBe(404)
  })

  it('单位和车辆也一样', async () => {
    const shop = await create('organisation', { areaPath: `${C01}.g001`, values: { kind: 'shop', name: '桑家早餐铺', creditCode: '91350100M000100Y43' } })
    expect(said(await bring('organisation', ['名称,类别,统一社会信用代码,所属区域', '胜辛早餐铺,商铺,91350100M000100Y43,胜辛社区'], { as: 'community02' }))).toEqual(['这个单位登记在别的社区，请由那里更新或注销'])
    expect(await card('organisation', shop.id)).toMatchObject({ title: '桑家早餐铺', version: 1 })
  })
})

describe('标签和关系也用表导入', () => {
  it('标签列只认词表里的，已有的人加上，不去掉原来的', async () => {
    const sheet = (tags: string) => ['姓名,身份证号,住址,标签', `罗爱莲,999999193512150224,桑家小区12号楼1单元101,${tags}`]
    expect(said(await bring('person', sheet('难缠')))).toEqual(['标签词表里没有“难缠”'])
    await bring('person', sheet('独居老人'))
    expect(await bring('person', sheet('志愿者、独居老人'))).toMatchObject({ changed: 1 })
    expect((await card('person', await find('999999193512150224'))).tags.map(({ name }) => name)).toEqual(['独居老人', '志愿者'])
  })

  it('任职、党组织关系、挂包、法定代表人、服务区域、紧急联系各写一行；再导一次不重复，换了的接替，找不到、重名的说明白', async () => {
    const people = ['秦琼,999999198003010018,,', '程咬金,,1981-01-01,', '李世,,1982-01-01,', '李世,,1983-01-01,'].map((row) => `${row}桑家小区12号楼1单元101`)
    await bring('person', ['姓名,身份证号,出生日期,住址', ...people])
    await bring('organisation', ['名称,类别,统一社会信用代码,所属区域', '第一支部,党组织,,桑家社区', '第二支部,党组织,,桑家社区', '桑家物业,物业公司,91370303MA3TEST12X,桑家社区'])
    const header = '关系,身份,姓名,证件号码,对方,对方号码,开始日期'
    const rows = [
      '任职,书记,秦琼,,第一支部,,2026-01-01', '党组织关系,党员,,999999198003010018,第一支部,,', '挂包联系,党员联系群众,秦琼,,程咬金,,', '法定代表人,法定代表人,程咬金,,,91370303MA3TEST12X,',
      '服务区域,物业服务,桑家物业,,桑家社区,,', '紧急联系,子,程咬金,,秦琼,,', '任职,红色楼长,秦琼,,桑家小区12号楼,,',
      '任职,书记,李世,,第一支部,,', '任职,书记,没有这人,,第一支部,,', '任职,队长,秦琼,,第一支部,,', '任职,书记,秦琼,,,,',
    ]
    const job = await bring('relation', [header, ...rows])
    expect(job).toMatchObject({ added: 7, failed: 4 })
    expect(said(job)).toEqual([expect.stringContaining('有 2 个“李世”，请填写号码'), '登记里没有“没有这人”', expect.stringContaining('没有“队长”，只有书记'), '请填写对方是谁、哪个单位或哪里'])
    expect(await bring('relation', [header, ...rows.slice(0, 7)])).toMatchObject({ added: 0, changed: 0, repeated: 7 })
    expect(await bring('relation', [header, '党组织关系,党员,秦琼,,第二支部,,'], { asOf: '2026-01-01' })).toMatchObject({ added: 0, changed: 0, repeated: 1 })
    expect(await bring('relation', [header, '党组织关系,党员,秦琼,,第二支部,,'])).toMatchObject({ added: 0, changed: 1 })
    const shown = current(await card('person', await find('999999198003010018')))
    expect(shown.filter((line) => /党组织|任职/u.test(line))).toEqual(['任职 12号楼', '任职 第一支部', '党组织关系 第二支部'])
    expect(said(await bring('relation', [header, '任职,书记,,999999198003010018,胜辛社区,,'], { as: 'community02' }))).toEqual(['登记在别的社区，请由那里办理'])
  })
})

describe('关系表只改自己社区的', () => {
  const header = '关系,身份,姓名,对方'
  let shop: PoolCard

  beforeAll(async () => {
    shop = await create('organisation', { areaPath: `${C01}.g001`, values: { kind: 'shop', name: '桑家商贸公司' } })
    await create('person', { areaPath: `${C01}.g001.e01.b012`, values: { name: '桑法人' } })
    await create('person', { areaPath: IN_C02, values: { name: '辛法人' } }, 'community02')
    await create('organisation', { areaPath: IN_C02, values: { kind: 'party', name: '胜辛支部' } }, 'community02')
    for (const name of ['桑家支部', '桑家总支']) await create('organisation', { areaPath: `${C01}.g001`, values: { kind: 'party', name } })
  })

  it('换不了别的社区单位的法定代表人，也换不了它的上级；自己的支部可以挂到别的社区的总支', async () => {
    await bring('relation', [header, '法定代表人,法定代表人,桑法人,桑家商贸公司', '上级组织,党组织隶属,桑家支部,桑家总支'])
    const job = await bring('relation', [header, '法定代表人,法定代表人,辛法人,桑家商贸公司', '上级组织,党组织隶属,桑家支部,胜辛支部', '上级组织,党组织隶属,胜辛支部,桑家总支'], { as: 'community02' })
    expect([job.added, job.changed, said(job)]).toEqual([1, 0, ['登记在别的社区，请由那里办理', '登记在别的社区，请由那里办理']])
    expect(current(await card('organisation', shop.id))).toEqual(['法定代表人 桑**'])
  })

  it('街道导入的，两头的社区、网格在各自的变更历史里都看得到', async () => {
    const history = async (as: string, register: string, id: string) => (await app().request<AnswerOf<typeof poolHistory>>('GET', `pool/${register}/${id}/history?`, { as })).body.changes.map(({ whatName, changes }) => `${whatName} ${changes.map(({ label }) => label).join()}`)
    expect(await bring('relation', [header, '法定代表人,法定代表人,辛法人,桑家商贸公司'], { as: 'duty' })).toMatchObject({ changed: 1, failed: 0 })
    expect((await history('grid001', 'organisation', shop.id)).toSorted()).toEqual(['建立关系 法定代表人', '建立关系 法定代表人', '结束关系 法定代表人'])
    const { body } = await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q: '辛法人' }, as: 'community02' })
    expect(await history('grid003', 'person', body.persons[0]?.id ?? '')).toEqual(['建立关系 法定代表人'])
  })

  it('两个社区有同名的楼，写的是自己社区的；自己这里也有两个的，请写全名', async () => {
    await app().context.db.transact(systemScope, (tx) => importTown(tx, [
      ...SMALL_STREET,
      { code: '37030500200200101', level: 'estate', parentCode: '370305002002001', name: '胜辛小区', path: `${IN_C02}.e02`, ...square(7, 1, 9, 4), validFrom: '2020-01-01', attrs: {} },
      { code: '37030500200200101001', level: 'building', parentCode: '37030500200200101', name: '12号楼', path: `${IN_C02}.e02.b012`, ...square(7.5, 1.5, 8.5, 2), validFrom: '2020-01-01', attrs: {} },
    ]))
    const chief = [header, '任职,红色楼长,辛法人,12号楼']
    expect(said(await bring('relation', chief, { as: 'duty' }))).toEqual(['有 2 个“12号楼”，请写全名'])
    expect(await bring('relation', chief, { as: 'community02' })).toMatchObject({ added: 1, failed: 0 })
    const id = (await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { body: { q: '辛法人' }, as: 'community02' })).body.persons[0]?.id ?? ''
    const { rows } = await sql<{ path: string }>`select to_path::text as path from relation where kind = 'post' and from_id = ${id}`.execute(app().context.db.owner)
    expect(rows).toEqual([{ path: `${IN_C02}.e02.b012` }])
  })
})

describe('部件普查', () => {
  it('归到了别的网格、改了类别，历史里写名字', async () => {
    const code = '3703050118000021'
    const at = { lon: 118.302, lat: 36.8117 }
    await app().context.db.transact(systemScope, (tx) => importParts(tx, [{ code, classCode: 'B0102', name: '路灯21号', path: `${C01}.g002`, ...at, unitId: null, state: 'good', recordedOn: '2026-05-01', source: '其他' }]))
    expect(await bring('part', ['标识码,经度,纬度', `${code},${at.lon},${at.lat}`])).toMatchObject({ changed: 1, failed: 0 })
    const { body } = await app().request<AnswerOf<typeof partHistory>>('GET', `parts/${code}/history`, { as: 'community01' })
    expect(body.changes.map(({ changes }) => changes.map(({ label, from, to }) => `${label}：${from} → ${to}`).toSorted())).toEqual([['区域：桑家社区 / 桑家社区第2网格 → 桑家社区 / 桑家社区第1网格', '类别：污水井盖 → 路灯']])
  })
})

describe('一千行以上的表', () => {
  it('行都进来了就是完成，后面的统计没做成不算导入失败', async () => {
    const { db } = app().context
    await sql`create function refuse_analyze(text) returns text language plpgsql immutable as $$ begin if current_query() ilike 'analyze%' then raise exception 'no counting now'; end if; return $1; end $$`.execute(db.owner)
    await sql`create index house_refusing on house (refuse_analyze(room))`.execute(db.owner)
    const rooms = Array.from({ length: 1000 }, (_, at) => `桑家小区13号楼,7,${at + 1}`)
    expect(await bring('house', ['楼栋,单元,室号', ...rooms])).toMatchObject({ state: 'done', added: 1000, failed: 0 })
    await sql`drop index house_refusing`.execute(db.owner)
  })

  it('单位表的所属区域有几个同名的，说明是哪几个、要写全名；自己社区只有一个的，就是那一个', async () => {
    const shops = ['名称,类别,所属区域', '楼下早餐铺,商铺,12号楼', '楼上理发店,商铺,桑家小区12号楼']
    const job = await bring('organisation', shops, { as: 'duty' })
    expect([job.added, said(job)]).toEqual([1, [expect.stringMatching(/^有 2 个“12号楼”，请写全名：.*桑家小区.*12号楼，.*胜辛小区.*12号楼$/u)]])
    expect(await bring('organisation', shops.slice(0, 2), { as: 'community02' })).toMatchObject({ added: 1, failed: 0 })
  })
})
