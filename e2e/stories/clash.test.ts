import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { begin, inState, openCase, send } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const OPINION = '这件事请先和物业核对产权，再定由谁修'

/** Two officers with the same case open, the second with the form of a dispatch half written. */
async function twoOfficers(options: { readonly isLive: boolean }) {
  const { cases } = await house.ask<{ cases: { number: string }[] }>('dispatch', 'cases?desk=dispatch&limit=1')
  const number = cases[0]?.number ?? ''
  const first = await house.seat({ as: 'dispatch' })
  const second = await house.seat({ as: 'duty', expected: options.isLive ? [] : [409] })
  if (!options.isLive) await second.page.route('**/api/v1/events', () => undefined)
  for (const { page, go } of [first, second]) {
    await go('/desk/dispatch')
    await openCase(page, number)
  }
  if (options.isLive) await second.page.getByRole('status').filter({ hasText: '实时' }).waitFor()
  const late = await begin(second.page, '派遣')
  await late.getByLabel('派遣意见').fill(OPINION)
  return { first: first.page, second: second.page, late }
}

async function dispatchAtOnce(page: Page): Promise<void> {
  const panel = await begin(page, '派遣')
  await panel.getByText('系统建议').waitFor()
  await send(page, panel, { label: '派遣', becomes: '待接办' })
}

test('Two officers on one case: the later one is told, sees what is so now, and keeps what was typed', async () => {
  // The second officer's line to the live events is down, so nothing warns before the press of the button.
  const { first, second, late } = await twoOfficers({ isLive: false })
  await dispatchAtOnce(first)
  await late.getByRole('button', { name: /^派遣/ }).click()
  await late.getByRole('alert').filter({ hasText: '同事刚刚改过这件案子（现在是“待接办”）' }).waitFor()
  await inState(second, '待接办')
  expect(await late.getByLabel('派遣意见').inputValue()).toBe(OPINION)
  await shoot(second, 'clash')
})

test('With the live line up, the second officer is warned before sending', async () => {
  const { first, late } = await twoOfficers({ isLive: true })
  await dispatchAtOnce(first)
  await late.getByText('同事刚刚更新了这件案子').waitFor()
  expect(await late.getByLabel('派遣意见').inputValue()).toBe(OPINION)
})
