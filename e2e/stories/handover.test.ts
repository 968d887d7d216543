import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('A shift is handed over by keyboard: figures that open their lists, a note, and the next officer’s word', async () => {
  const giver = await house.seat({ as: 'duty' })
  const keys = keysOf(giver.page)
  await giver.go('/shifts')
  await giver.page.getByText('下一班').waitFor()
  await keys.press('b')
  const open = giver.page.getByRole('link', { name: /在办$/u })
  const count = /^([\d,]+)/u.exec((await open.textContent()) ?? '')?.[1]?.replaceAll(',', '')
  expect(Number(count)).toBeGreaterThan(0)

  await open.focus()
  await keys.press('Enter')
  // How many there are is said below the last of them.
  await expect.poll(async () => {
    await giver.page.locator('.inbox-scroll').evaluate((box) => box.scrollTo(0, box.scrollHeight))
    return giver.page.getByText(`共 ${count} 件`).count()
  }, { timeout: 15_000 }).toBe(1)
  expect(await giver.page.getByLabel('在列表里搜索').inputValue()).toBe('情形:在办')
  await giver.page.goBack()

  await giver.page.getByLabel('交班事项').focus()
  await keys.type('桑家小区停水，21 点来水，请回访')
  await keys.press('Control+Enter')
  await giver.page.getByText('不能自己确认').waitFor()
  expect(await giver.page.getByRole('button', { name: '确认接班' }).count()).toBe(0)

  const taker = await house.seat({ as: 'accept' })
  await taker.go('/')
  await taker.page.getByRole('link', { name: '待接班' }).click()
  await taker.page.getByText('桑家小区停水，21 点来水，请回访').waitFor()
  await taker.page.getByLabel('接班意见').fill('已知，21 点回访')
  await keysOf(taker.page).press('Enter')
  await taker.page.getByText('● 已接班').waitFor()
  await shoot(taker.page, 'handover-taken', { forReadme: true })
  // The giver's page hears of it by itself.
  await giver.page.getByText('：已知，21 点回访').waitFor()
  console.info(`keys to hand over: ${keys.pressed}`)
  expect(keys.pressed).toBeLessThanOrEqual(5)
})

test('A week is copied and two people change places; what was not saved survives a reload', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/shifts')
  await page.getByRole('link', { name: '下个月' }).click()
  await page.getByRole('link', { name: '下个月' }).click()
  await page.getByText('这个月还没有排班').waitFor()
  await page.getByRole('button', { name: '编排' }).click()
  await page.getByRole('button', { name: '空着的日子照上周填' }).click()
  await page.locator('.roster-cell').nth(55).waitFor()

  await page.reload()
  await page.locator('.roster-cell').nth(55).waitFor()

  const cell = page.locator('.roster-cell').first()
  const [leader = '', chief = ''] = (await cell.locator('.shift-people > span').allTextContents()).map((text) => text.split(' ').at(-1) ?? '')
  await page.getByRole('button', { name: '两人对调' }).click()
  for (const [label, name] of [['甲', leader], ['乙', chief]] as const) {
    await page.getByRole('combobox', { name: label }).fill(name)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: /^对调 \d+ 个班次$/u }).click()
  await expect.poll(() => cell.locator('.shift-people > span').first().textContent()).toBe(`带班领导 ${chief}`)
  await shoot(page, 'roster-swapped')
  await page.getByRole('button', { name: '保存这个月' }).click()
  await page.getByText('值班表已保存').waitFor()
  await page.getByRole('button', { name: '编排' }).waitFor()
  expect(await page.getByText('值班长').count()).toBeGreaterThan(50)
})
