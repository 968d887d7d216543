import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('登记一个新居民、给他加标签、加挂包联系人、迁出，再恢复在册', { timeout: 90_000 }, async () => {
  const { houses } = await house.ask<{ houses: { room: string; areaPath: string; areaName: string }[] }>('community01', 'houses?use=vacant&limit=5')
  const home = houses.at(-1)
  const neighbour = { areaPath: home?.areaPath, values: { name: '令狐书琴', political: '01' }, source: 'visit' }
  await house.ask('community01', 'pool/person', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(neighbour) })

  const { page, go } = await house.seat({ as: 'community01' })
  await go(`/registers?area=${home?.areaPath}`)
  await page.getByRole('heading', { name: '台账' }).waitFor()
  await keysOf(page).press('n')
  const entering = page.getByRole('dialog', { name: '登记居民' })
  await entering.getByRole('button', { name: '登记' }).click()
  await entering.getByText('请填写姓名').waitFor()
  await entering.getByLabel('姓名').fill('慕容春晓')
  await entering.getByLabel('出生日期').fill('1948-06-12')
  await entering.getByLabel('哪一天的情况').fill(daysAgo(10))
  await entering.getByLabel('查找房屋').fill(home?.room ?? '')
  await page.locator('.ant-select-item-option').first().click()
  await shoot(page, 'register-new')
  await entering.getByRole('button', { name: '登记' }).click()
  await page.getByRole('heading', { name: '慕**' }).waitFor()
  await page.getByLabel('关系', { exact: true }).getByText('业主').waitFor()

  await page.getByRole('button', { name: '改正' }).click()
  await choose(page, '标签', '独居老人')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.locator('.case-title').getByText('独居老人').waitFor()

  await page.getByRole('button', { name: '加联系人' }).click()
  await page.getByRole('dialog').getByLabel('查找居民').fill('令狐书琴')
  await page.locator('.ant-select-item-option', { hasText: '令**' }).click()
  await choose(page, '对方的身份', '党员联系群众')
  await page.getByRole('dialog').getByRole('button', { name: '加上' }).click()
  await page.getByLabel('谁联系我').getByRole('link', { name: '令狐书琴' }).waitFor()

  await page.getByRole('button', { name: /^迁出、死亡/u }).click()
  await page.getByRole('menuitem', { name: '迁出' }).click()
  await page.getByRole('dialog').getByLabel('原因或依据').fill('搬到女儿家')
  await page.getByRole('dialog').getByRole('button', { name: '迁出' }).click()
  await page.locator('.case-title').getByText('已迁出').waitFor()
  await shoot(page, 'register-left')
  await page.getByRole('button', { name: '结束：居住' }).click()
  await page.getByRole('dialog').getByLabel('到哪天为止').fill(daysAgo(1))
  await page.getByRole('dialog').getByRole('button', { name: '结束' }).click()
  await page.getByText('已结束的 1 个关系').waitFor()
  await page.getByText('变更历史').click()
  await page.getByText('搬到女儿家').waitFor()

  await page.getByRole('button', { name: /^恢复在册/u }).click()
  await page.getByRole('menuitem', { name: '恢复在册' }).click()
  await page.getByRole('dialog').getByLabel('原因或依据').fill('又搬回来了')
  await page.getByRole('dialog').getByRole('button', { name: '恢复在册' }).click()
  await page.locator('.case-title').getByText('已迁出').waitFor({ state: 'detached' })
})

test('管理员增加一个标签，停用以后不能再选', async () => {
  const { page, go } = await house.seat({ as: 'admin', expected: [400] })
  await go('/admin/tags')
  await page.getByRole('button', { name: '新增标签' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('独居老人')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').getByText('已有同名的标签').waitFor()
  await page.getByRole('dialog').getByLabel('名称').fill('晨练领队')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('button', { name: '停用晨练领队' }).click()
  await page.getByRole('button', { name: '启用晨练领队' }).waitFor()
  const { tags } = await house.ask<{ tags: { name: string; isActive: boolean }[] }>('community01', 'pool-tags')
  expect(tags.find(({ name }) => name === '晨练领队')).toMatchObject({ isActive: false })
})

/** A day of some days ago, as a field takes it. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}

/** Opens the select of that name in the dialog and takes one of its options. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).click()
  await page.getByRole('dialog').locator('.ant-modal-title').click()
}
