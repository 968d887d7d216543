import { expect, it } from 'vitest'
import type { AnswerOf, showOpenMap } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'

const app = useApp()
const DAY_MS = 86_400_000

async function file(name: string): Promise<string> {
  const { status, body } = await app().request<unknown>('GET', `/open-data/${name}`)
  expect(status).toBe(200)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

it('地方的事只到日期、网格、分类，一格不足三件的只到社区；涉及人的事按月计数，九件不公开，十件公开；没有人写的一个字', async () => {
  const { raise, request, clock } = app()
  await raise({ text: '王桂兰家门口垃圾桶满了，电话10051234567', ...AT_BUILDING_12, contact: { name: '王桂兰', phone: '10051234567' } })
  const waste = { source: 'grid', classCode: 'S0102', text: '暴露垃圾', ...IN_SHENGXIN }
  const staff = (form: object, as = 'duty') => request('POST', 'cases', { as, body: form })
  await staff(waste)
  for (let n = 0; n < 3; n += 1) await staff({ source: 'grid', classCode: 'S0104', text: `第 ${n} 处道路不洁`, ...AT_BUILDING_12 })
  await staff({ ...waste, isSecret: true, contact: { name: '甲' } })
  for (let n = 0; n < 10; n += 1) await staff({ source: 'phone', classCode: 'A050101', text: `第 ${n} 位工友被欠薪`, ...IN_SHENGXIN })
  for (let n = 0; n < 9; n += 1) await staff({ source: 'phone', classCode: 'A080101', text: `第 ${n} 户申请低保`, ...IN_SHENGXIN })
  await staff({ source: 'device', classCode: 'S0102', text: '独居老人用水异常', ...AT_BUILDING_12 })
  expect(await file('cases.csv'), 'a day that is not over is not told').not.toContain('2026-05-07')
  clock.advance(31 * DAY_MS)
  const csv = await file('cases.csv')
  const rows = csv.split('\r\n')
  expect(rows[0]).toBe('\uFEFFdate,grid_code,grid_name,community_code,community_name,class_code,class_name,reports,ended')
  expect(rows.filter((row) => row.includes('胜辛'))).toEqual([expect.stringMatching(/^2026-05-07,,,370305002002,胜辛社区,S0102,[^,]+,1,0$/u)])
  expect(rows.filter((row) => row.includes('S0104')), 'three of a month may be told of their grid').toEqual([expect.stringMatching(/^2026-05-07,370305002001001,桑家社区第1网格,370305002001,桑家社区,S0104,[^,]+,3,0$/u)])
  expect(await file('people.csv')).toMatch(/month,street_name,group_code,group_name,reports\r\n2026-05,雪宫街道,A0501,工资与欠薪,10\r\n$/u)
  const geo = JSON.parse(await file('cases.geojson')) as { as_of: string; features: { geometry: { coordinates: number[] }; properties: { community_code: string } }[] } // our own file
  expect(geo.features.find(({ properties }) => properties.community_code === '370305002002')?.geometry.coordinates).toEqual([expect.closeTo(118.308, 9), expect.closeTo(36.815, 9)])
  const { status, body: map } = await request<AnswerOf<typeof showOpenMap>>('GET', 'open-map?month=2026-05')
  expect(status).toBe(200)
  expect(map.cells.filter(({ group }) => group === 'S01').toSorted((a, b) => b.reports - a.reports), 'the map says what the files say').toMatchObject([
    { group: 'S01', grid: '370305002001001', reports: 3, ended: 0 }, { group: 'S01', grid: null, community: '370305002002', reports: 1 },
  ])
  expect(map.people).toEqual([{ groupName: '工资与欠薪', reports: 10 }])
  expect([map.grids.length, map.communities.length, map.months.at(-1)]).toEqual([3, 2, '2026-06'])
  expect((await request<AnswerOf<typeof showOpenMap>>('GET', 'open-map')).body).toMatchObject({ month: null, people: map.people })
  expect(await file('grids.csv'), 'all days together').toMatch(/name,reports,ended\r\n370305002001001,桑家社区第1网格,370305002001,桑家社区,S01,[^,]+,3,0\r\n$/u)
  expect((await request('GET', 'open-map?month=5')).status).toBe(400)
  const dictionary = JSON.parse(await file('datapackage.json')) as { licenses: { name: string }[]; as_of: string; resources: { path: string; schema?: { fields: { name: string }[] } }[] } // our own file
  expect(dictionary.licenses[0]?.name).toBe('CC-BY-4.0')
  expect(dictionary.as_of).toBe(new Date(clock.now()).toISOString())
  for (const { path, schema } of dictionary.resources) if (schema) expect((await file(path)).split('\r\n')[0]).toBe(`\uFEFF${schema.fields.map(({ name }) => name).join(',')}`)
  expect(`${csv}${await file('people.csv')}${JSON.stringify(geo)}${JSON.stringify(map)}`).not.toMatch(/王桂兰|1005|工友|低保|独居|社会救助|12号楼/u)
})
