import { expect, test } from 'vitest'
import { choose } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()

interface Grid {
  readonly code: string
  readonly name: string
  readonly parent: string
  readonly geometry: { readonly type: string; readonly coordinates: number[][][] }
}

/** Two neighbouring grids of the demo street, the first moved 0.0008° (about 70 m) to the east over the second. */
async function overlapping(): Promise<{ file: object; grid: Grid }> {
  const { areas } = await house.ask<{ areas: { code: string }[] }>('admin', 'areas?level=grid&limit=1')
  const grid = await house.ask<Grid>('admin', `areas/${areas[0]?.code}`)
  const moved = grid.geometry.coordinates.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon + 0.0008, lat]))
  const feature = { type: 'Feature', properties: { code: grid.code, name: grid.name, parent: grid.parent }, geometry: { type: grid.geometry.type, coordinates: moved } }
  return { file: { type: 'FeatureCollection', features: [feature] }, grid }
}

test('A grid drawn over its neighbour is found before anything is written, and shown on the map', async () => {
  const { file, grid } = await overlapping()
  const { page, go } = await house.seat({ as: 'admin' })
  await go('/areas')
  await page.getByRole('button', { name: '导入边界' }).click()
  const side = page.getByRole('region', { name: '详情' })
  await side.getByLabel('GeoJSON 文件').setInputFiles({ name: '网格调整.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify(file)) })
  await choose(page, side.getByRole('combobox', { name: '层级' }), '网格')
  await side.getByRole('button', { name: '先检查' }).click()
  await side.getByText('检查结果（还没有写入）').waitFor()
  const overlap = side.locator('.problems li', { hasText: '重叠' }).first()
  await overlap.getByRole('button', { name: '在地图上看' }).click()
  await settled(page)
  await shoot(page, 'areas-overlap', { forReadme: true })
  expect(await house.ask<Grid>('admin', `areas/${grid.code}`)).toEqual(grid)
})

test('The street as it is has neither gaps nor overlaps', async () => {
  const { page, go } = await house.seat({ as: 'admin' })
  await go('/areas')
  await page.getByRole('button', { name: '查缝隙和重叠' }).click()
  await page.getByText('查了 113 个网格').waitFor()
  await page.getByText('没有缝隙，也没有重叠').waitFor()
})

test('A file that is no GeoJSON is refused in words', async () => {
  const { page, go } = await house.seat({ as: 'admin', expected: [400, 415, 422] })
  await go('/areas')
  await page.getByRole('button', { name: '导入边界' }).click()
  const side = page.getByRole('region', { name: '详情' })
  await side.getByLabel('GeoJSON 文件').setInputFiles({ name: '说明.json', mimeType: 'application/json', buffer: Buffer.from('{"网格": 113}') })
  await side.getByRole('button', { name: '先检查' }).click()
  await side.getByText('GeoJSON FeatureCollection').waitFor()
})
