import { expect, test } from 'vitest'
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
  expect(await page.getByRole('checkbox', { name: '楼栋' }).isChecked()).toBe(true)
})
