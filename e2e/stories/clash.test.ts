import { expect, test } from 'vitest'
import { begin, inState, openCase, send } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const OPINION = '这件事请先和物业核对产权，再定由谁修'

test('Two officers on one case: the later one is told, sees what is so now, and keeps what was typed', async () => {
  const { cases } = await house.ask<{ cases: { number: string }[] }>('dispatch', 'cases?desk=dispatch&limit=1')
  const number = cases[0]?.number ?? ''
  const first = await house.seat({ as: 'dispatch' })
  // The second officer's line to the live events is down, so nothing warns before the press of the button.
  const second = await house.seat({ as: 'duty', expected: [409] })
  await second.page.route('**/api/v1/events', () => undefined)
  for (const { page, go } of [first, second]) {
    await go('/desk/dispatch')
    await openCase(page, number)
  }
  const late = await begin(second.page, '派遣')
  await late.getByLabel('派遣意见').fill(OPINION)

  const quick = await begin(first.page, '派遣')
  await quick.getByText('系统建议').waitFor()
  await send(first.page, quick, { label: '派遣', becomes: '待接办' })

  await late.getByRole('button', { name: /^派遣/ }).click()
  await late.getByRole('alert').filter({ hasText: '同事刚刚改过这件案子（现在是“待接办”）' }).waitFor()
  await inState(second.page, '待接办')
  expect(await late.getByLabel('派遣意见').inputValue()).toBe(OPINION)
  await shoot(second.page, 'clash')
})

test('With the live line up, the second officer is warned before sending', async () => {
  const { cases } = await house.ask<{ cases: { number: string }[] }>('dispatch', 'cases?desk=dispatch&limit=1')
  const number = cases[0]?.number ?? ''
  const first = await house.seat({ as: 'dispatch' })
  const second = await house.seat({ as: 'duty' })
  for (const { page, go } of [first, second]) {
    await go('/desk/dispatch')
    await openCase(page, number)
    await page.getByRole('status').filter({ hasText: '实时' }).waitFor()
  }
  const late = await begin(second.page, '派遣')
  await late.getByLabel('派遣意见').fill(OPINION)
  const quick = await begin(first.page, '派遣')
  await quick.getByText('系统建议').waitFor()
  await send(first.page, quick, { label: '派遣', becomes: '待接办' })
  await late.getByText('同事刚刚更新了这件案子').waitFor()
  expect(await late.getByLabel('派遣意见').inputValue()).toBe(OPINION)
})
