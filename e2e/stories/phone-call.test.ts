import { expect, test } from 'vitest'
import { inState, lineOf } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
const WORDS = '暖气不热，室内只有十四度，老人冻得睡不着，打了供热公司电话没人来'

test('A call is written down while it is heard: the class is suggested, the place picked on the map, a colleague sees it at once', async () => {
  const colleague = await house.seat({ as: 'duty' })
  await colleague.go('/desk/handle')
  await colleague.page.getByRole('status').filter({ hasText: '实时' }).waitFor()

  const { page, go } = await house.seat({ as: 'accept' })
  await go('/intake')
  await page.getByLabel('反映的事').fill(WORDS)
  const suggestion = page.locator('.suggestion').getByRole('button', { name: '室温不达标' })
  await suggestion.click()
  await page.getByText('依据的词：暖气不热').waitFor()
  await page.getByLabel('报事人称呼').fill('王女士')
  await page.getByLabel('联系电话').fill('13500001234')

  const map = page.locator('.place-map canvas')
  await map.waitFor()
  await settled(page)
  await map.click({ position: { x: 200, y: 160 } })
  await page.locator('.place-word strong', { hasText: '雪宫街道 ▸' }).waitFor()
  await page.getByRole('button', { name: '填作地址' }).click()
  expect(await page.getByLabel('地址').inputValue()).toMatch(/社区/)
  await shoot(page, 'intake', { forReadme: true })

  await page.getByRole('button', { name: '登记', exact: true }).click()
  // A rule of the street sends cold flats to the heating company at once, and the case says why.
  await inState(page, '待接办')
  const number = await page.locator('.case-number').textContent()
  await page.getByText('王** 135****1234').waitFor()
  await page.getByText('城乡建设 / 供热 / 室温不达标', { exact: true }).waitFor()
  expect(await page.locator('.timeline strong').allTextContents()).toEqual(['电话登记', '受理', '立案', '派遣'])
  await lineOf(colleague.page, number ?? '').waitFor()
})

test('What was typed is still there after the page was closed by mistake', async () => {
  const { page, go, context } = await house.seat({ as: 'accept' })
  await go('/intake')
  await page.getByLabel('反映的事').fill(WORDS)
  await page.waitForTimeout(500)
  await page.close()
  const again = await context.newPage()
  await again.goto(`${house.origin}/intake`)
  await again.getByText('已恢复上次没写完的内容').waitFor()
  expect(await again.getByLabel('反映的事').inputValue()).toBe(WORDS)
})
