import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()

test('A leader presses a number on the wall, reads its list and a case, and comes back to where they were', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  await go('/screen/zhili')
  const taken = page.getByRole('link', { name: /^本月诉求/u })
  await taken.waitFor()
  await settled(page)
  await shoot(page, 'screen-zhili', { forReadme: true })

  // What a colleague takes down now is on the wall without a reload.
  const before = await taken.textContent()
  await house.ask('accept', 'cases', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '大屏前有人来电：桓公路路灯不亮' }) })
  await expect.poll(() => taken.textContent()).not.toBe(before)
  await page.getByRole('link', { name: /大屏前有人来电|路灯不亮/u }).first().waitFor()

  // A community where something is open.
  const { points: [point] } = await house.ask<{ points: { id: string }[] }>('duty', 'cases/points')
  const { areaName } = await house.ask<{ areaName: string }>('duty', `cases/${point?.id}`)
  const [community = ''] = areaName.split(' / ')
  await page.getByLabel('看哪里').click()
  await page.getByLabel('看哪里').fill(community)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `雪宫街道 / ${community}` }).waitFor()
  const at = page.url()
  await page.getByRole('link', { name: /^在办 /u }).click()
  await page.waitForURL(/\/desk\/all\?.*mark=open/u)
  await page.locator('.item-body').first().click()
  await page.getByRole('article').waitFor()
  // The case beside the list is no page of its own: one step back.
  await page.goBack()
  await page.waitForURL(at)
  await page.getByRole('heading', { name: `套治理 · 雪宫街道 / ${community}` }).waitFor()
})

test('A wall that hears nothing more turns grey and says since when', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  await page.clock.install()
  await go('/screen/wangge')
  await page.getByRole('link', { name: /^网格 113/u }).waitFor()
  expect(await page.getByText('数据停在').count()).toBe(0)
  await page.route('**/api/v1/**', () => new Promise(() => {})) // the line is dead: nothing is ever answered
  await page.clock.fastForward(90_000)
  await page.getByText('数据停在').first().waitFor()
  await shoot(page, 'screen-stale')
})

test('Six walls, of the street and of a community: at most twelve numbers, none of them failed', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  const { areas: [community] } = await house.ask<{ areas: { path: string }[] }>('duty', 'areas?level=community')
  for (const screen of ['dang', 'jingji', 'wangge', 'zhili', 'fuwu', 'shijian']) {
    for (const area of ['', `?area=${community?.path}`]) {
      await go(`/screen/${screen}${area}`)
      await page.locator('.figure').first().waitFor()
      expect(await page.locator('.figure').count()).toBeLessThanOrEqual(12)
      expect(await page.getByText('没有算出').count()).toBe(0)
      await shoot(page, `screen-${screen}${area ? '-community' : ''}`, { forReadme: true })
    }
  }
})
