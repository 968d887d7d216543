import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildStreet, populate } from '@yihu/town'
import type { AnswerOf, listPersons, showPoolEntry } from '@yihu/contracts'
import { useApp } from '../../test/app.ts'
import { systemScope } from '../kernel/db/index.ts'
import { registerLength } from '../platform/pool/index.ts'
import { loadPeople } from './people.ts'
import { entriesOfGrid, idsFrom } from './population.ts'
import { tellPool } from './repo-tell.ts'

const app = useApp()

/** Of the first grid's people, homes, organisations and network, on any machine and any day; another one says that the street was changed. */
const DIGEST = '6df725787326877da47d3b2bac626f14'

test('演示街道的一个网格装进数据池：住户、网络和挂包都在，名字遮盖，哪天装、装几次内容的摘要都一样，重新生成一次也是同样的人、同样的编号', async () => {
  const street = buildStreet()
  const population = populate(street)
  const [grid] = population.grids()
  if (!grid) throw new Error('no grid')
  const at = app().clock.now()
  const told = await app().context.db.transact(systemScope, async (tx) => {
    await loadPeople(tx, app().context, { areas: street.areas, population: { ...population, *grids() { yield grid } }, seed: 'test', at })
    return tellPool(tx)
  })
  expect(told.digest).toBe(DIGEST)
  expect(told.counts).toMatchObject({ 居民: grid.households.flatMap(({ members }) => members).length, 户: grid.households.length, 房屋: grid.houses.length, 车辆: grid.vehicles.length })
  const { body, status } = await app().request<AnswerOf<typeof listPersons>>('GET', 'persons?limit=20', { as: 'grid001' })
  expect([status, body.persons.length]).toEqual([200, 20])
  const idOf = idsFrom('test', at)
  const linked = grid.contacts.find(({ level }) => level === 6)
  const card = await app().request<AnswerOf<typeof showPoolEntry>>('GET', `pool/household/${idOf(linked?.to.key ?? '')}`, { as: 'grid001' })
  expect(card.status).toBe(200)
  expect(JSON.stringify(card.body)).toContain('党员联系群众')
  const names = new Set(grid.households.flatMap(({ members }) => members.map(({ name }) => name)))
  expect(body.persons.filter(({ name }) => names.has(name))).toEqual([])
  // Those that the README names sign in by the telephone of the register.
  const readme = await readFile(new URL('../../../../README.md', import.meta.url), 'utf8')
  const posted = new Set(grid.posts.filter(({ role }) => role !== 'member').map(({ personKey }) => personKey))
  const phones = new Set(grid.households.flatMap(({ members }) => members.filter(({ key }) => posted.has(key)).map(({ phone }) => phone)))
  const named = [...readme.matchAll(/`(1005\d{7})`/gu)].map(([, phone]) => phone ?? '')
  expect([named.length, named.filter((phone) => !phones.has(phone))]).toEqual([3, []])
  const [again] = populate(buildStreet()).grids()
  expect(again && entriesOfGrid(again, idsFrom('test', at))).toEqual(entriesOfGrid(grid, idOf))
})

test('只装一个社区的居民时，商铺还是全街道的：各处的加起来是街道的数，没有哪个社区顶了整条街', async () => {
  const { context } = app()
  const street = buildStreet()
  const whole = populate(street)
  const [there, ...grids] = [...Map.groupBy(whole.grids(), ({ gridPath }) => gridPath.split('.')[2]).values()].flatMap(([first]) => first ?? []).slice(0, 4)
  const shops = (area: string) => context.db.transact(systemScope, (tx) => registerLength(tx, { of: 'organisation', kind: 'shop', area }, 10_000))
  const had = await shops('d370305.s002')
  expect(had).toBe(await shops(there?.gridPath ?? ''))
  // The committee that they hang from is there.
  await context.db.transact(systemScope, (tx) => loadPeople(tx, context, { areas: street.areas, population: { ...whole, organisations: [], *grids() { yield* grids } }, seed: 'test', at: context.clock.now(), isFirstOnly: true }))
  const counted = await Promise.all(grids.map(({ gridPath }) => shops(gridPath)))
  expect(counted).toEqual(grids.map(({ organisations }) => organisations.filter(({ kind }) => kind === 'shop').length))
  expect(await shops('d370305.s002')).toBe(counted.reduce((sum, one) => sum + one, had))
})
