import { expect, test } from 'vitest'
import { inState } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
/** A number nobody has called from yet. */
const numberOf = (prefix: string) => `${prefix}${String(Date.now()).slice(-8)}`
const PHONE = numberOf('135')
const NEIGHBOUR = numberOf('137')
const WORDS = '楼下烧烤店占道经营，桌子摆到人行道上，半夜还在吵，老人孩子睡不着'

test('A phone call becomes a filed case in a minute without a mouse; the caller hears read back what was written', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/desk/accept')
  await page.locator('.items, .condition').first().waitFor()
  const keys = keysOf(page)
  const began = Date.now()
  await keys.press('Shift+N')
  await page.getByLabel('联系电话').waitFor()
  await keys.type(PHONE)
  await page.getByText('这个号码以前没有反映过').waitFor()
  await keys.press('Tab')
  await keys.type(WORDS)
  await page.locator('.suggestion').waitFor()
  await keys.press('Alt+1')
  // The address comes next after the suggestions.
  for (let i = 0; i < 6 && (await page.evaluate<string>('document.activeElement.id')) !== 'address'; i += 1) await keys.press('Tab')
  await keys.type('东高小区三区6')
  await page.locator('.ant-select-item-option', { hasText: '东高小区三区6号楼' }).first().waitFor()
  await keys.press('Enter')
  await page.locator('.place-word strong', { hasText: '6号楼' }).waitFor()
  await keys.press('Tab')
  await keys.type('王女士')
  await page.getByRole('region', { name: '读给来电人听' }).getByText('地点是东高小区三区6号楼').waitFor()
  await shoot(page, 'intake-call')
  await keys.press('Control+Enter')
  const state = page.locator('.steps .step-state')
  await state.waitFor()
  if ((await state.textContent()) === '待受理') await keys.press('a')
  if (/待受理|待立案/u.test((await state.textContent()) ?? '')) {
    await inState(page, '待立案')
    await keys.press('f')
    await page.getByRole('region', { name: '立案' }).waitFor()
    await keys.press('Control+Enter')
  }
  await page.locator('.timeline strong', { hasText: '立案' }).waitFor()
  const seconds = (Date.now() - began) / 1000
  console.info(`call to filed case: ${seconds.toFixed(1)} s besides ${keys.typed} typed characters (${Math.round((keys.typed / 200) * 60)} s at 200 a minute), ${keys.pressed} keys`)
  expect(seconds).toBeLessThanOrEqual(60)

  // The same telephone rings again.
  await keys.press('Shift+N')
  await page.getByLabel('联系电话').waitFor()
  await keys.type(PHONE)
  const caller = page.getByRole('region', { name: '来电人以前的诉求' })
  await caller.getByText('王**，以前反映过 1 件').waitFor()
  await shoot(page, 'intake-caller')
})

test('A caller who speaks of a known case joins it, after saying yes', async () => {
  const { number } = await house.ask<{ number: string }>('accept', 'cases', {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: '胜辛社区门口路灯不亮', address: '胜辛社区', classCode: 'A010102', contact: { phone: NEIGHBOUR } }),
  })
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/intake')
  const keys = keysOf(page)
  await page.getByLabel('联系电话').fill(NEIGHBOUR)
  await page.getByRole('button', { name: '说的是这件，并入' }).press('Enter')
  await page.getByText(`登记后并入 ${number}`).waitFor()
  await page.getByLabel('反映的事').fill('我前几天说的路灯还是不亮，今天有人摔了')
  await page.getByText('您同意我们一并答复吗').waitFor()
  await keys.press('Control+Enter')
  await page.locator('.case-number', { hasText: number }).waitFor()
  await page.getByText('另有 1 人反映同一件事').waitFor()
  await page.getByText('并入的案件').waitFor()
})
