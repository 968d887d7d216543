import { expect, test } from 'vitest'
import { caseOf, inState } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
/** Words for which the catalogue has a class and the street a rule that does not send them off by itself. */
const MATTER = '天齐路167号楼拐角处公共绿地被人圈占种菜，还浇大粪，味道受不了'

const raise = (text: string) => house.ask<{ number: string }>('accept', 'cases', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text, address: '天齐路167号', classCode: 'A010102' }),
})

/** The accepting desk with one case in its list. */
async function deskWith(number: string) {
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${number}`)
  await page.locator('.item', { hasText: number }).waitFor()
  return { page, keys: keysOf(page) }
}

test('From the list to the unit in twelve keys at most: open, accept, file, dispatch, without a mouse', async () => {
  const { number } = await raise(MATTER)
  const { page, keys } = await deskWith(number)

  await keys.press('j', 'Enter')
  await caseOf(page, number).waitFor()
  await inState(page, '待受理')
  await keys.press('a')
  await inState(page, '待立案')
  await keys.press('f')
  await page.getByRole('region', { name: '立案' }).waitFor()
  await keys.press('Control+Enter')
  await inState(page, '待派遣')
  await keys.press('d')
  await page.getByRole('region', { name: '派遣' }).getByText('系统建议').waitFor()
  await shoot(page, 'desk-dispatch-by-key')
  await keys.press('Control+Enter')
  await inState(page, '待接办')

  console.info(`keys from the list to the unit: ${keys.pressed}`)
  expect(keys.pressed).toBeLessThanOrEqual(12)
  expect(keys.typed).toBe(0)
})

test('The keyboard stays at its place when a case leaves the list, and every key is on the legend', async () => {
  const numbers = [(await raise(`${MATTER}一`)).number, (await raise(`${MATTER}二`)).number]
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/desk/accept?sort=newest')
  const keys = keysOf(page)
  await page.locator('.item', { hasText: numbers[0] ?? '' }).waitFor()
  await keys.press('j', 'Enter')
  await caseOf(page, numbers[1] ?? '').waitFor()
  await keys.press('?')
  const legend = page.getByRole('dialog', { name: '键盘操作' })
  await legend.waitFor()
  for (const key of ['Shift B', 'Shift X', 'Shift N', 'Ctrl Enter']) await legend.getByText(key, { exact: true }).first().waitFor()
  await keys.press('Escape')
  await legend.waitFor({ state: 'hidden' })
  // The open case leaves the list of those to be accepted; the next one has come up to its place.
  await keys.press('a')
  await inState(page, '待立案')
  await keys.press('f')
  await page.getByRole('region', { name: '立案' }).waitFor()
  await keys.press('Control+Enter')
  await inState(page, '待派遣')
  await page.locator('.items .item', { hasText: numbers[1] ?? '' }).waitFor({ state: 'detached' })
  await keys.press('j', 'Enter')
  await caseOf(page, numbers[0] ?? '').waitFor()
})

test('The command box does what the buttons do', async () => {
  const { number } = await raise(`${MATTER}，请尽快`)
  const { page, keys } = await deskWith(number)
  await keys.press('j', 'Enter')
  await inState(page, '待受理')
  await keys.press('Control+k')
  await keys.type('受理')
  await page.locator('.ant-select-item-option-active', { hasText: '受理（A）' }).waitFor()
  await keys.press('Enter')
  await inState(page, '待立案')
})
