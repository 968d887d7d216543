import { expect, test } from 'vitest'
import { begin, inState, lineOf, openCase } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const json = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const raise = (text: string) => house.ask<{ id: string; number: string }>('accept', 'cases', json({ text, address: '天齐路167号', classCode: 'A010102' }))
const OPINION = '先去看过再说'

test('Two officers on one case see each other, and no longer when one has gone', async () => {
  const { number } = await raise('两个人同时看的一件事，路面塌陷')
  const first = await house.seat({ as: 'duty' })
  const second = await house.seat({ as: 'accept' })
  await first.go(`/desk/accept?q=${number}`)
  await openCase(first.page, number)
  expect(await first.page.getByText('也在看').count()).toBe(0)
  await second.go(`/desk/accept?q=${number}`)
  await openCase(second.page, number)
  await second.page.getByText('也在看').waitFor()
  await first.page.getByText('也在看').waitFor()
  await shoot(first.page, 'desk-together')
  await second.page.getByRole('link', { name: '登记来电' }).click()
  await first.page.getByText('也在看').waitFor({ state: 'detached' })
})

test('The line breaks after a move was made and before its answer came: it is not made twice', async () => {
  const { number } = await raise('线路中断时受理的一件事，井盖松动')
  const { page, go, context } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${number}`)
  await openCase(page, number)
  await page.route('**/moves', async (route) => {
    await route.fetch()
    await route.abort('aborted')
  })
  await begin(page, '受理')
  await inState(page, '待立案')
  expect(await page.locator('.timeline strong').allTextContents()).toEqual(['电话登记', '受理'])
  await context.close()
})

test('The line breaks before a move arrives: that is said, what was typed stays, and a second press makes it', async () => {
  const { number } = await raise('线路中断前没有送到的一件事，护栏倒了')
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${number}`)
  await openCase(page, number)
  const panel = await begin(page, '督办')
  await panel.getByLabel('督办要求').fill(OPINION)
  let isBroken = true
  await page.route('**/moves', (route) => (isBroken ? route.abort('aborted') : route.continue()))
  await panel.getByRole('button', { name: /^督办/ }).click()
  await panel.getByRole('alert').filter({ hasText: '这次操作没有送到' }).waitFor()
  expect(await panel.getByLabel('督办要求').inputValue()).toBe(OPINION)
  isBroken = false
  await panel.getByRole('button', { name: /^督办/ }).click()
  await page.getByText('⚑ 督办中').waitFor()
})

test('Fifty thousand characters and a pasted table: the limit is said, nothing is cut, and it is still there after a reload', async () => {
  const { number } = await raise('粘贴很长内容的一件事，墙皮脱落')
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${number}`)
  await openCase(page, number)
  const long = '序号\t地点\t情况\n1\t天齐路\t已看\n'.padEnd(50_000, '很长的督办要求')
  const panel = await begin(page, '督办')
  await panel.getByLabel('督办要求').fill(long)
  await panel.getByRole('button', { name: /^督办/ }).click()
  await panel.getByText('说明太长，最多 2000 个字').waitFor()
  expect((await panel.getByLabel('督办要求').inputValue()).length).toBe(50_000)
  await page.reload()
  await lineOf(page, number).waitFor()
  await begin(page, '督办')
  expect((await page.getByLabel('督办要求').inputValue()).length).toBe(50_000)
  await page.getByText('已恢复上次没写完的内容').waitFor()
})

test('Two tabs of one person: the later press is a clash that says what is so now, not a second move', async () => {
  const { number } = await raise('同一个人两个页面里的一件事，树枝断落')
  const { page, go, context } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${number}`)
  await openCase(page, number)
  // The other tab hears nothing of what happens.
  const other = await context.newPage()
  await other.route('**/api/v1/events', () => undefined)
  await other.goto(page.url())
  await inState(other, '待受理')
  expect(await other.getByText('也在看').count()).toBe(0)
  await begin(page, '受理')
  await inState(page, '待立案')
  const bar = other.getByRole('group', { name: '可以做的操作' })
  await bar.getByRole('button', { name: /^受理/ }).click()
  await other.getByText('同事刚刚改过这件案子（现在是“待立案”）').waitFor()
  await inState(other, '待立案')
  expect(await other.locator('.timeline strong').allTextContents()).toEqual(['电话登记', '受理'])
})

test('A right that is withdrawn while the page is open: said, and what was typed is kept', async () => {
  const { number } = await raise('权限收回时的一件事，广告牌松动')
  const { page, go } = await house.seat({ as: 'duty', expected: [403] })
  await go(`/desk/accept?q=${number}`)
  await openCase(page, number)
  const panel = await begin(page, '督办')
  await panel.getByLabel('督办要求').fill(OPINION)
  // What the server answers to somebody whose role was taken away a moment ago.
  await page.route('**/moves', (route) => route.fulfill({
    status: 403, contentType: 'application/json',
    body: JSON.stringify({ error: { code: 'permission-missing', message: '您的岗位没有“督办”权限。如工作需要，请联系管理员。', requestId: 'r1' } }),
  }))
  await panel.getByRole('button', { name: /^督办/ }).click()
  await panel.getByRole('alert').filter({ hasText: '您的岗位没有“督办”权限' }).waitFor()
  expect(await panel.getByLabel('督办要求').inputValue()).toBe(OPINION)
})

test('A clock that is wrong by an hour is told, and times are told by the server', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await page.clock.install({ time: new Date(Date.now() + 3_600_000) })
  await go('/desk/accept')
  await page.getByText(/这台电脑的时钟快了约 (?:59|60) 分钟/u).waitFor()
})
