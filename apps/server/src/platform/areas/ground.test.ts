import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { GroundMap } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { importBaseMap } from './index.ts'

const app = useApp()
const ground = (query = '') => app().request<GroundMap & { error?: { code: string } }>('GET', `ground${query}`)
const near = ({ lon, lat }: { lon: number; lat: number }) => ground(`?lon=${lon}&lat=${lat}`)

it('居民不用登录就能看到一个地方周围的底图：小区、楼栋、道路、水系和地名；远处的和管理用的界线不在里面；不写地方就是街道中间；不在国内的不画', async () => {
  const { lon, lat } = AT_BUILDING_12
  await app().context.db.transact(systemScope, (tx) => importBaseMap(tx, [
    { id: 'road-1', kind: 'road', name: '桓公路', geometry: { type: 'LineString', coordinates: [[lon - 0.002, lat], [lon + 0.002, lat]] }, attrs: {} },
    { id: 'water-1', kind: 'water', name: '小清河', geometry: { type: 'Polygon', coordinates: [[[lon, lat], [lon + 0.001, lat], [lon, lat + 0.001], [lon, lat]]] }, attrs: {} },
    { id: 'place-1', kind: 'place', name: '菜市场', geometry: { type: 'Point', coordinates: [lon + 0.001, lat] }, attrs: { areaPath: 'd370305.s002' } },
    { id: 'road-2', kind: 'road', name: '远处的路', geometry: { type: 'LineString', coordinates: [[lon + 0.05, lat], [lon + 0.06, lat]] }, attrs: {} },
  ]))
  const { status, body } = await near({ lon, lat })
  expect([status, body.reach]).toEqual([200, 600])
  expect(body.shapes.map(({ kind, form, name }) => `${kind} ${form} ${name}`)).toEqual([
    'water surface 小清河', 'estate surface 桑家小区', 'building surface 12号楼', 'building surface 13号楼', 'road line 桓公路', 'place spot 菜市场',
  ])
  const { body: whole } = await ground()
  expect([whole.lon.toFixed(3), whole.lat.toFixed(3)]).toEqual(['118.305', '36.815'])
  expect((await near({ lon: 2.35, lat: 48.85 })).body.error?.code).toBe('coordinates-implausible')
})

it('定了哪天撤销的楼不再画', async () => {
  const buildings = async () => (await near(AT_BUILDING_12)).body.shapes.filter(({ kind }) => kind === 'building').map(({ name }) => name)
  expect(await buildings()).toEqual(['12号楼', '13号楼'])
  await sql`update area set valid_to = '2999-12-31' where name = '13号楼'`.execute(app().context.db.owner)
  expect(await buildings()).toEqual(['12号楼'])
})
