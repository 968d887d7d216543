import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'
import { signInHere } from '../harness/residents.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

/** 于茹, building chief, and 马国杰, Party-member household of the first grid of the demo street (README). */
const HOLDERS = [['plain', '10059857767'], ['elder', '10053798331']] as const

test.for(HOLDERS)('Whoever holds a post signs in by telephone, reads what is seen and logged, agrees, and finds doors without names; a visit is one tap, a report goes the usual way; the community sees who comes (%s)', { timeout: 120_000 }, async ([mode, phone]) => {
  const { page, go } = await house.seat({ size: 'phone', expected: [428] })
  const faults: string[] = []
  const judge = async (name: string) => void faults.push(...(await faultsOf(page, `doors-${name}-${mode}`)))
  await go('/i/#/pages/doors/index')
  await page.getByRole('button', { name: '用手机号登录' }).waitFor()
  if (mode === 'elder') await page.getByRole('switch').first().click()
  await judge('signed-out')
  await page.getByRole('button', { name: '用手机号登录' }).click()
  await signInHere(page, phone)
  await page.getByRole('heading', { name: '先看清楚，再同意' }).waitFor()
  await judge('notice')
  await shoot(page, `doors-notice-${mode}`)
  await page.getByRole('button', { name: '我看清楚了，同意' }).click()
  const doors = page.getByRole('list', { name: '联系的门' }).getByRole('listitem')
  await doors.first().getByRole('heading').waitFor()
  expect(await doors.count()).toBeGreaterThan(5)
  expect(await doors.first().textContent()).toMatch(/号楼 \S*室/u)
  await doors.nth(1).getByRole('button', { name: /写一句/u }).click()
  await doors.nth(1).getByLabel('说明').fill('楼道有点暗，人挺好')
  await doors.nth(1).getByRole('button', { name: /：见到/u }).click()
  await doors.nth(1).getByText('✓ 记下了：见到。').waitFor()
  await page.getByText('见到：楼道有点暗，人挺好').first().waitFor()
  await judge('doors')
  await shoot(page, `doors-${mode}`)
  await doors.nth(1).getByRole('button', { name: /替他反映/u }).click()
  await doors.nth(1).getByLabel('什么事').fill('楼道灯坏了三天，老人晚上不敢下楼')
  await judge('report')
  await doors.nth(1).getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  await go('/i/#/pages/mine/index')
  await page.getByRole('button', { name: '我的联系户' }).click()
  await page.getByRole('button', { name: '不再用' }).click()
  await page.getByRole('button', { name: '是，不再用' }).click()
  await page.getByRole('heading', { name: '先看清楚，再同意' }).waitFor()
  expect(faults).toEqual([])

  const desk = await house.seat({ as: 'community01' })
  await desk.go('/grid?tab=network')
  await desk.page.getByRole('heading', { name: '楼长、党小组长、中心户的联系户' }).scrollIntoViewIfNeeded()
  const section = desk.page.getByRole('region', { name: '楼长、党小组长、中心户的联系户' })
  await section.locator('.ant-table-row-expand-icon').first().click()
  await section.getByText('退出了').last().waitFor()
  await shoot(desk.page, `doors-network-${mode}`)
})
