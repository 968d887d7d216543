import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
/** Words of this run alone. */
const WORD = `成批绿地${String(Date.now()).slice(-6)}`
const json = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const raise = (nth: number) => house.ask<{ id: string; number: string }>('accept', 'cases', json({ text: `${WORD}第${nth}处被圈占`, address: '天齐路167号', classCode: 'A010102' }))

test('Five cases are accepted, filed and dispatched together, each to the unit its rule names; what one refuses is told and the rest is done', async () => {
  const cases = [await raise(1), await raise(2), await raise(3), await raise(4), await raise(5)]
  const { page, go } = await house.seat({ as: 'duty' })
  await go(`/desk/accept?q=${WORD}`)
  await page.locator('.item').nth(4).waitFor()
  const keys = keysOf(page)
  await keys.press('Shift+X')
  await page.getByText('已选 5 件').waitFor()
  await keys.press('Shift+B')
  await page.getByText('5 件已受理').waitFor()

  // A colleague files one of them just now, unseen: its line to the live events is down.
  await page.locator('.item-state', { hasText: '待立案' }).nth(4).waitFor()
  await keys.press('Shift+X', 'Shift+B')
  const panel = page.getByRole('dialog', { name: '立案 5 件' })
  await panel.getByText('立为').first().waitFor()
  await house.ask('duty', `cases/${cases[0]?.id}/moves`, json({ move: 'file', classCode: 'A010102' }))
  await keys.press('Control+Enter')
  await page.getByRole('dialog', { name: '4 件已立案，1 件没有' }).waitFor()
  await page.getByText('✗ 同事刚刚改过这件案子').waitFor()
  await shoot(page, 'desk-batch-result')
  await keys.press('Enter')

  await go(`/desk/dispatch?q=${WORD}`)
  await page.locator('.item').nth(4).waitFor()
  await keys.press('Shift+X', 'Shift+B')
  await page.getByRole('dialog', { name: '派遣 5 件' }).getByText('派给').first().waitFor()
  await shoot(page, 'desk-batch-dispatch')
  await keys.press('Control+Enter')
  await page.getByRole('dialog', { name: '5 件已派遣' }).waitFor()
  await keys.press('Enter')
  await page.getByText('没有符合筛选条件的案件').waitFor()
  console.info(`keys for fifteen moves of five cases: ${keys.pressed}`)
  expect(keys.pressed).toBeLessThanOrEqual(24)
})

test('A filter kept under a name is there on another computer, and the line shows what one chose', async () => {
  const { revision } = await house.ask<{ revision: number }>('dispatch', 'me/desk')
  const plain = { views: [], fields: ['state', 'place', 'unit', 'class', 'source', 'flags'], isCompact: false, revision }
  await house.ask('dispatch', 'me/desk', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(plain) })
  const first = await house.seat({ as: 'dispatch' })
  await first.go('/desk/dispatch?due=later')
  await first.page.getByRole('button', { name: /^筛选/ }).click()
  await first.page.getByLabel('筛选的名称').fill('不急的')
  await first.page.getByRole('button', { name: '保存', exact: true }).click()
  await first.page.getByRole('button', { name: '不急的', exact: true }).waitFor()
  await first.page.getByText('紧凑，一件一行').click()
  await first.page.locator('.item-compact').first().waitFor()
  await shoot(first.page, 'desk-filters')
  await first.page.close()

  const second = await house.seat({ as: 'dispatch' })
  await second.go('/desk/dispatch')
  await second.page.locator('.item-compact').first().waitFor()
  await second.page.getByRole('button', { name: /^筛选/ }).click()
  await second.page.getByRole('button', { name: '不急的', exact: true }).click()
  await second.page.waitForURL(/due=later/)
  await second.page.getByText('紧凑，一件一行').click()
  await second.page.locator('.item:not(.item-compact)').first().waitFor()
})
