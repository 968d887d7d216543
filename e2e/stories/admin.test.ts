import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'
import { settled } from '../harness/shots.ts'

const house = useHouse()

async function judged(page: Page, name: string): Promise<void> {
  await settled(page)
  expect(await faultsOf(page, name)).toEqual([])
}

test('A class gets another time limit: drafted, compared, published, taken back', async () => {
  const { page, go } = await house.seat({ as: 'admin' })
  await go('/admin/classes')
  await page.getByRole('searchbox', { name: '查找分类' }).fill('B0102')
  await page.getByRole('button', { name: '修改 B0102' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('处置时限', { exact: true }).fill('3')
  await judged(page, 'admin-class-dialog')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('tab', { name: /草稿与发布/ }).click()
  await page.getByText('3 个工作日').waitFor()
  await page.getByLabel('发布说明').fill('演练')
  await judged(page, 'admin-class-draft')
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有草稿').waitFor()
  await page.getByRole('tab', { name: '历史' }).click()
  await page.getByRole('button', { name: '恢复第 1 版' }).click()
  await page.getByLabel('恢复原因').fill('演练结束')
  await page.getByRole('button', { name: '恢复并生效' }).click()
  await page.getByText('恢复自第 1 版').first().waitFor()
  await judged(page, 'admin-class-history')
})

test('What other service hours would do is shown before they are saved', async () => {
  const { page, go } = await house.seat({ as: 'admin' })
  await go('/admin/calendar')
  await page.getByRole('button', { name: '修改服务时间' }).click()
  const form = page.getByRole('dialog', { name: '修改服务时间' })
  await form.getByLabel('平时').fill('9:00-12:00，13:00-17:00')
  await form.getByLabel('依据').fill('演练')
  await form.getByRole('button', { name: '看看影响' }).click()
  await form.getByText(/件未办结案件的期限会变/).waitFor()
  await form.getByRole('button', { name: '确认保存' }).waitFor()
  await judged(page, 'admin-calendar-effect')
  await form.getByRole('button', { name: '取消' }).click()
})

test('A corner of a grid moves by the arrow keys, its neighbours with it; nothing is written before it is saved', async () => {
  const { page, go } = await house.seat({ as: 'admin' })
  const code = '370305002002001'
  const before = await house.ask<{ geometry: unknown }>('admin', `areas/${code}`)
  await go(`/areas?code=${code}`)
  await page.getByRole('button', { name: '改名、改边界' }).click()
  const corner = page.locator('.map-handle-corner').first()
  await corner.focus()
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowUp')
  await page.getByText(/动了 \d+ 个区域的边界/).waitFor()
  await page.getByRole('button', { name: '撤销一步' }).click()
  await page.getByLabel('变更依据').fill('演练')
  await judged(page, 'admin-area-editor')
  await page.getByRole('button', { name: '不改了' }).click()
  expect((await house.ask<{ geometry: unknown }>('admin', `areas/${code}`)).geometry).toEqual(before.geometry)
  await page.getByRole('button', { name: '以前的边界' }).click()
  await page.getByText(/这一天的边界/).waitFor()
  await judged(page, 'admin-area-past')
})

test('A wrong place in a notice text is said while one writes', async () => {
  const { page, go } = await house.seat({ as: 'admin', expected: [400] })
  await go('/admin/templates')
  await page.getByRole('button', { name: '修改快到期' }).click()
  const form = page.getByRole('dialog', { name: '快到期' })
  await form.getByLabel('正文').fill('{编号} {电话}')
  await form.getByText('没有 {电话} 这个占位').waitFor()
  await form.getByLabel('正文').fill('{编号} 请尽快办理')
  await form.getByText('2026-0512-007 请尽快办理').waitFor()
  await judged(page, 'admin-template-dialog')
})

test('A key is shown once', async () => {
  const { page, go } = await house.seat({ as: 'admin' })
  await go('/admin/keys')
  await page.getByRole('button', { name: '新建密钥' }).click()
  const form = page.getByRole('dialog', { name: '新建接口密钥' })
  await form.getByLabel('用途').fill('演练网关')
  await form.getByLabel('可以送到的区域').fill('雪宫街道')
  await page.locator('.ant-select-item-option', { hasText: '雪宫街道' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: /新\s*建/ }).click()
  const secret = (await page.locator('.secret code').textContent()) ?? ''
  expect(secret).toMatch(/^[\w-]{43}$/u)
  await judged(page, 'admin-key-shown')
  await page.getByRole('button', { name: '我已保存好' }).click()
  await page.getByRole('cell', { name: /演练网关/ }).first().waitFor()
  expect(await page.content()).not.toContain(secret)
})

test('Looking as somebody: a banner on every page, no move, and back', async () => {
  const { page, go, context } = await house.seat({ expected: [403] })
  // A session of its own: others work as the same administrator.
  await context.request.post(`${house.origin}/api/v1/session`, { data: { username: 'admin', password: 'yihu-demo' } })
  await go('/admin/users')
  await judged(page, 'admin-users')
  await page.locator('.ant-table-row', { hasText: 'accept' }).getByRole('button', { name: /以此身份看/ }).click()
  await page.getByLabel('查看的原因').fill('演练')
  await page.getByRole('button', { name: '开始查看' }).click()
  await page.getByText(/的身份查看：只能看，不能办理/).waitFor()
  await judged(page, 'admin-seeing')
  const refused = await context.request.post(`${house.origin}/api/v1/notices/read`, { data: { ids: [] } })
  expect(refused.status()).toBe(403)
  await page.getByRole('button', { name: '结束查看' }).click()
  await page.getByRole('heading', { name: '用户' }).waitFor()
  expect(await page.getByText(/只能看，不能办理/).count()).toBe(0)
})

test('The auditor lets the chains be checked and sees how far they reach', async () => {
  const { page, go } = await house.seat({ as: 'auditor' })
  await go('/admin/audit')
  await page.getByRole('button', { name: '现在核对' }).click()
  await page.getByText(/案件经过：\d+ 条记录完整/).waitFor({ timeout: 60_000 })
  await page.getByLabel('对象').fill('admin')
  await page.locator('.ant-table-row-expand-icon').first().click()
  await page.getByText('第几条').waitFor()
  await judged(page, 'admin-audit')
})
