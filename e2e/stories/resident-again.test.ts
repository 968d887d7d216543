import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const STALL = '小区南门口烧烤摊占道经营，油烟很大，半夜还在吵'

/** How the street deals with it, up to 「已办结」. */
const STEPS: readonly (readonly [as: string, move: object])[] = [
  ['accept', { move: 'accept' }], ['duty', { move: 'file', classCode: 'S0504' }], ['dispatch', { move: 'dispatch', unitId: 'dept-urban' }], ['urban', { move: 'claim' }], ['urban', { move: 'reply', text: '已劝离摊贩' }],
  ['accept', { move: 'start-check' }], ['accept', { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true }], ['duty', { move: 'pass-check', note: '现场已清' }],
]

test('Who is told that it is done and sees it is not says 「问题还在」: the same matter is dealt with again, at the desk and in what the resident reads', { timeout: 90_000 }, async () => {
  const { page, go } = await house.seat({ size: 'phone' })
  await go('/i/')
  await page.getByLabel('什么事').fill(STALL)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  const number = (await page.locator('.numbers .big').first().textContent()) ?? ''
  const id = await deal(number)
  await page.getByRole('button', { name: '看办到哪一步' }).click()
  await page.locator('.state', { hasText: '已经办结' }).waitFor()
  await page.getByText('已劝离摊贩').first().waitFor()
  await page.getByRole('button', { name: '问题还在' }).click()
  await page.getByRole('button', { name: '告诉他们' }).click()
  await page.getByText('请写一句现在是什么样').waitFor()
  await page.getByLabel('现在是什么样').fill('昨晚十点又摆出来了')
  await page.getByRole('button', { name: '告诉他们' }).click()
  await page.getByText('已记下：问题还在').waitFor()
  await page.locator('.state', { hasText: '已经办结' }).waitFor({ state: 'hidden' })
  await page.locator('.event-title', { hasText: '您反映问题还在' }).waitFor()
  await shoot(page, 'resident-still-there')
  const again = await house.ask<{ state: string; number: string }>('duty', `cases/${id}`)
  expect([again.number, again.state]).toEqual([number, 'filed'])
})

test('In 长辈版 everything is large, one thing stands below the other, the essentials alone are asked, and one button sends', async () => {
  const { page, go } = await house.seat({ size: 'phone' })
  await go('/i/')
  await page.getByRole('switch').click()
  expect(await lettersOf(page)).toBeGreaterThanOrEqual(18)
  const buttons = await page.locator('main button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0))
  expect(Math.min(...buttons)).toBeGreaterThanOrEqual(48)
  await page.getByLabel('什么事').fill('楼道的灯不亮，晚上看不见台阶')
  await page.getByLabel('或者写地址').fill('牛山路 31 号')
  await shoot(page, 'resident-elder')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  expect(await lettersOf(page)).toBeGreaterThanOrEqual(18)
  await go('/i/')
  expect(await page.getByRole('switch').getAttribute('aria-checked'), 'what was chosen once stays').toBe('true')
})

/** Takes a report through the desks. @returns the case's id */
async function deal(number: string): Promise<string> {
  const { cases: [found] } = await house.ask<{ cases: { id: string }[] }>('duty', 'cases/find', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ q: number }) })
  if (!found) throw new Error(`${number} is not on the desk`)
  for (const [as, move] of STEPS) await house.ask(as, `cases/${found.id}/moves`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(move) })
  return found.id
}

/** The smallest letters on the page, in CSS pixels; ornaments say nothing. */
async function lettersOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.min(...[...document.querySelectorAll('main *')].flatMap((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) && !element.closest('[aria-hidden]') && (element as HTMLElement).offsetParent ? [Number.parseFloat(getComputedStyle(element).fontSize)] : [])))
}
