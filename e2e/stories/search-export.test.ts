import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('Filters are written as text and stand in the address; what nobody understands is said', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  const keys = keysOf(page)
  await go('/desk/all')
  await page.locator('.item').first().waitFor()
  const box = page.getByLabel('在列表里搜索')

  await keys.press('/')
  await keys.type('状态:处置 来源:12345 颜色:红')
  await page.getByText('不认识“颜色:”这个条件').first().waitFor()
  await shoot(page, 'filters-as-text')
  await keys.press('Enter')
  await page.waitForURL(/state=handling/u)
  expect(new URL(page.url()).searchParams.get('source')).toBe('hotline')

  await box.fill('状态:处置 来源:12345')
  await keys.press('Enter')
  await expect.poll(() => box.inputValue()).toBe('状态:处置中 来源:12345')
  await page.getByText(/^共 \d+ 件/u).waitFor()
  await expect.poll(() => page.locator('.item-state', { hasNotText: '处置中' }).count(), { message: 'the list before stays until the new one is there' }).toBe(0)

  // The other filters say the same, and what is set there is written here.
  await page.getByRole('button', { name: /^筛选/u }).click()
  await page.getByRole('combobox', { name: '来源' }).waitFor()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect.poll(() => box.inputValue()).toBe('')
})

test('Words typed to find somebody stand in no address, neither the page’s nor one it asks; going back and loading anew keep them', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  const [words, phone] = ['令狐书琴反映', '13900005678']
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
  page.on('framenavigated', (frame) => addresses.push(decodeURIComponent(frame.url())))
  await go('/desk/all?state=handling')
  await page.locator('.item').first().waitFor()
  const box = page.getByLabel('在列表里搜索')
  await box.fill(`状态:处置 ${words}`)
  await Promise.all([page.waitForRequest(/\/cases\/find$/u), keysOf(page).press('Enter')])
  await page.getByRole('button', { name: '清除筛选' }).waitFor()
  await shoot(page, 'words-in-no-address')
  await page.reload()
  await expect.poll(() => box.inputValue()).toBe(`状态:处置中 ${words}`)
  await page.getByLabel('搜索或打开页面').fill(phone)
  await page.waitForRequest(/\/search\/find$/u)
  await go('/registers')
  await Promise.all([page.waitForRequest(/\/persons\/find$/u), page.locator('#register-words').fill(phone)])
  await page.goBack()
  await expect.poll(() => box.inputValue()).toBe(`状态:处置中 ${words}`)
  expect(new URL(page.url()).searchParams.get('state')).toBe('handling')
  expect([...addresses, page.url()].filter((address) => address.includes(words) || address.includes(phone))).toEqual([])
})

test('A list leaves the house as it is filtered, its first line says what for; with people’s data only when a colleague agrees', async () => {
  const asker = await house.seat({ as: 'accept' })
  await asker.go('/desk/all?due=overdue')
  await asker.page.getByLabel('导出这个列表').click()
  await asker.page.getByText('CSV 文本').click()
  await asker.page.getByText('不遮盖').click()
  await asker.page.getByLabel('用途').fill('回访超期的报事人')
  await asker.page.getByRole('button', { name: '提交申请' }).click()
  await asker.page.getByText('等另一位同事批准').waitFor()

  const decider = await house.seat({ as: 'duty' })
  await decider.go('/exports')
  await decider.page.getByText('回访超期的报事人').first().waitFor()
  await shoot(decider.page, 'export-waiting')
  await decider.page.getByRole('button', { name: '批准', exact: true }).click()
  await decider.page.getByText('已批准').waitFor()

  const arrived = asker.page.waitForEvent('download')
  await asker.page.getByRole('link', { name: /^下载/u }).click()
  const file = await (await arrived).path()
  const [watermark = '', columns = ''] = (await readFile(file, 'utf8')).split('\r\n')
  expect(watermark).toMatch(/导出人：.*（accept）.*用途：回访超期的报事人.*时限：已超期.*含个人信息（.*批准）/u)
  expect(columns).toContain('"报事人","电话"')
})

test('A case file is for paper: no desk around it, page numbers, every step with its hash', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  const { cases } = await house.ask<{ cases: { id: string }[] }>('duty', 'cases?desk=check&limit=1')
  await go(`/cases/${cases[0]?.id}`)
  await page.getByRole('link', { name: '案卷', exact: true }).click()
  await page.getByText('完整，没有发现改动').waitFor()
  await shoot(page, 'case-file', { forReadme: true })
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.head').isVisible()).toBe(false)
  expect(await page.locator('.file-bar').isVisible()).toBe(false)
  expect(await page.locator('.file-hash', { hasText: 'SM3' }).count()).toBeGreaterThan(3)
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length).toBeGreaterThanOrEqual(2)
  await page.emulateMedia({ media: 'screen' })
})
