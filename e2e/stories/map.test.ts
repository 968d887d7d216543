import { expect, test } from 'vitest'
import { aDevice, speak } from '../harness/devices.ts'
import { useHouse } from '../harness/house.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()

/** A place where nothing else is reported, in the middle of a building of the demo street. */
async function quietPlace(): Promise<{ lon: number; lat: number }> {
  const { areas } = await house.ask<{ areas: { point: { lon: number; lat: number } | null }[] }>('duty', 'areas?level=building&limit=200')
  const { points } = await house.ask<{ points: { lon: number; lat: number }[] }>('duty', 'cases/points')
  const isQuiet = ({ lon, lat }: { lon: number; lat: number }) => points.every((one) => Math.hypot(one.lon - lon, one.lat - lat) > 0.002)
  const found = areas.flatMap(({ point }) => (point && isQuiet(point) ? [point] : []))[0]
  if (!found) throw new Error('every building of the street has an open case beside it')
  return found
}

test('The duty chief sees a new case come up on the map, opens it, and comes back to the same layers, days and place', async () => {
  const place = await quietPlace()
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/map?on=cases.areas-building.case-days&view=${place.lon.toFixed(5)},${place.lat.toFixed(5)},17.50`)
  await page.locator('.one-map-layers li').filter({ hasText: '在办案件' }).getByText(/^\d+ 件$/u).waitFor()
  await settled(page)
  await house.ask('accept', 'cases', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '一张图上的新案件：单元门口堵了', ...place }) })

  const canvas = page.locator('.one-map-place canvas')
  const link = page.getByLabel('这一处').getByRole('link', { name: /一张图上的新案件|单元门口堵了/u })
  await expect.poll(async () => {
    const box = await canvas.boundingBox()
    if (box) await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } })
    return link.count()
  }).toBe(1)
  await shoot(page, 'map', { forReadme: true })

  // The ends of the days go by keys.
  const from = page.getByLabel('从哪天')
  await from.focus()
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight')
  await page.getByText('共 87 天').waitFor()
  const at = page.url()
  await link.click()
  await page.getByRole('article').waitFor()
  await page.goBack()
  await page.waitForURL(at)
  await page.getByText('共 87 天').waitFor()
  expect(await page.getByRole('checkbox', { name: '楼栋', exact: true }).isChecked()).toBe(true)
})

test('The duty chief measures and picks out a piece of ground with the keys, narrows a layer, opens a building down to a room, and has all of it on paper', async () => {
  const { areas } = await house.ask<{ areas: { path: string; name: string; point: { lon: number; lat: number } | null }[] }>('duty', 'areas?level=building&limit=1000')
  const { households } = await house.ask<{ households: { areaPath: string }[] }>('community01', 'households?limit=1')
  const building = areas.find(({ path }) => path === households[0]?.areaPath) ?? areas[0]
  if (!building?.point) throw new Error('the street has no building with people')
  const { lon, lat } = building.point
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/map?on=areas-building.facilities&tall=1&view=${lon.toFixed(5)},${lat.toFixed(5)},17.00`)
  await page.getByRole('group', { name: '公共设施只看哪几类' }).getByRole('checkbox').first().waitFor()
  await settled(page)
  await shoot(page, 'map-tall', { forReadme: true })

  const canvas = page.locator('.one-map-place canvas')
  const press = async (x: number, y: number) => {
    const box = await canvas.boundingBox()
    if (box) await canvas.click({ position: { x: box.width / 2 + x, y: box.height / 2 + y } })
  }
  await page.getByRole('button', { name: '量距离' }).click()
  for (const [x, y] of [[120, 60], [260, 60]] as const) await press(x, y)
  await page.getByText(/^2 个点，共 \d+ 米$/u).waitFor()
  await page.getByRole('button', { name: '圈选' }).click()
  for (const [x, y] of [[-100, -150], [280, -150], [280, 220], [-100, 220]] as const) await press(x, y)
  await page.getByRole('button', { name: '看里面有什么' }).click()
  const inside = page.getByRole('region', { name: '圈里有什么' })
  await inside.getByText(/^楼栋：\d+ 个$/u).waitFor()
  const ring = page.url()
  await page.reload()
  await inside.getByText(/^楼栋：\d+ 个$/u).waitFor()
  expect(page.url(), 'the address keeps what was drawn').toBe(ring)
  await shoot(page, 'map-inside', { forReadme: true })
  await inside.getByRole('button', { name: '关闭' }).click()

  await page.getByLabel('在图上找').fill(building.name)
  await page.getByRole('list', { name: '找到的' }).getByRole('button').first().waitFor()
  await page.getByLabel('在图上找').fill('')
  await go(`/map?on=areas-building&house=${building.path}&view=${lon.toFixed(5)},${lat.toFixed(5)},17.00`)
  const rooms = page.getByRole('region', { name: '人房' })
  await rooms.getByRole('button', { name: /室，\s*[1-9]\d*\s*人$/u }).first().click()
  await rooms.getByText('联系人：').or(rooms.getByRole('listitem')).first().waitFor()
  await settled(page)
  await shoot(page, 'map-house', { forReadme: true })
  await page.getByRole('button', { name: '打印' }).click()
  await page.getByText(/只含本人看得到的内容/u).waitFor()
  expect(await page.getByAltText('地图').getAttribute('src')).toMatch(/^data:image\/png;base64,.{5000}/u)
  await shoot(page, 'map-paper')
})

test('A serious alarm that a detector tells over MQTT comes onto the picture of what goes on by itself, says so, and the map goes there', async () => {
  const { areas } = await house.ask<{ areas: { path: string; point: { lon: number; lat: number } | null }[] }>('duty', 'areas?level=building&limit=50')
  const at = areas[7]
  if (!at?.point) throw new Error('the street has no such building')
  const { page, go } = await house.seat({ as: 'duty', scheme: 'dark' })
  await go('/now')
  await page.getByText('湿度').first().waitFor()
  await settled(page)
  const device = await aDevice(house, { id: 'gas-of-story', name: '故事里的燃气报警器', areaPath: at.path, ...at.point, product: { id: 'gas-story', name: '燃气报警器', kind: '家用可燃气体探测器', points: [{ name: 'lel', title: '燃气浓度', unit: '%LEL', period: 60 }] } })
  const now = Date.now()
  const said = [40_000, 15_000, 1000].map((before) => ({ ts: now - before, values: { lel: 14 } }))
  const newest = page.getByRole('alert').filter({ hasText: '新的严重告警' })
  const seen = newest.waitFor().then(() => performance.now())
  const left = await speak(house, device, said)
  process.stderr.write(`from the detector's message over MQTT to the picture: ${Math.round((await seen) - left)} ms\n`)
  await shoot(page, 'map-now', { forReadme: true })
  await newest.getByRole('link', { name: '去处理' }).click()
  await page.getByText('故事里的燃气报警器').first().waitFor()
})
