import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
/** Words of this run alone. */
const WORD = `协调路灯${String(Date.now()).slice(-6)}`
const json = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const move = (as: string, id: string, body: object) => house.ask(as, `cases/${id}/moves`, json(body))

/** A case that the district's urban management bureau is working on. */
async function inHand(nth: number): Promise<{ id: string; number: string }> {
  const raised = await house.ask<{ id: string; number: string }>('accept', 'cases', json({ text: `${WORD}第${nth}处占道经营`, title: `${WORD}第${nth}处`, address: '天齐路167号', classCode: 'A010102' }))
  await move('accept', raised.id, { move: 'accept' })
  await move('duty', raised.id, { move: 'file', classCode: 'A010102' })
  await move('dispatch', raised.id, { move: 'dispatch', unitId: 'dept-urban' })
  await move('urban', raised.id, { move: 'claim' })
  return raised
}

test('An urging is answered from the desk, and the leader sees the answer come without reloading', async () => {
  const { id, number } = await inHand(1)
  await move('duty', id, { move: 'urge', note: '请今天到现场' })
  const leader = await house.seat({ as: 'duty' })
  await leader.go('/coordination')
  await leader.page.locator('.coord-item', { hasText: number }).waitFor()

  const unit = await house.seat({ as: 'urban' })
  await unit.go('/coordination')
  await unit.page.locator('.coord-item', { hasText: number }).waitFor()
  const keys = keysOf(unit.page)
  for (let line = 0; line < 20; line += 1) {
    await keys.press('j')
    if ((await unit.page.locator('.coord-item.item-here', { hasText: number }).count()) > 0) break
  }
  await keys.press('Enter')
  await unit.page.getByRole('article', { name: `案件 ${number}` }).waitFor()
  await unit.page.getByText('应回复').waitFor()
  await shoot(unit.page, 'coordination-urge')
  await keys.press('2')
  await unit.page.getByRole('region', { name: '督办回复' }).waitFor()
  await keys.type('已派两个班组')
  await keys.press('Control+Enter')
  await unit.page.locator('.coord-item', { hasText: number }).waitFor({ state: 'detached' })
  await leader.page.locator('.coord-item', { hasText: number }).waitFor({ state: 'detached' })
  await leader.go('/coordination?state=done')
  await leader.page.locator('.coord-item', { hasText: number }).getByText('回复：已派两个班组').waitFor()
})

test('Two requests are decided by keyboard alone: one approved with its new deadline read before, one declined with a reason', async () => {
  const [first, second] = [await inHand(2), await inHand(3)]
  for (const { id } of [first, second]) await move('urban', id, { move: 'request-extension', workingDays: 3, reason: `${WORD}等吊车` })
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/coordination?tab=special')
  const keys = keysOf(page)
  const open = async (number: string) => {
    await page.locator('.coord-item', { hasText: number }).waitFor()
    for (let line = 0; line < 40; line += 1) {
      await keys.press('j')
      if ((await page.locator('.coord-item.item-here', { hasText: number }).count()) > 0) break
    }
    await keys.press('Enter')
    await page.getByRole('article', { name: `案件 ${number}` }).waitFor()
  }
  await open(first.number)
  await page.getByText('同意后期限顺延 3 个工作日').waitFor()
  await shoot(page, 'coordination-special', { forReadme: true })
  const before = keys.pressed
  await keys.press('y')
  await page.getByRole('region', { name: '同意' }).waitFor()
  await keys.press('Control+Enter')
  await page.locator('.coord-item', { hasText: first.number }).waitFor({ state: 'detached' })
  console.info(`keys for one approval: ${keys.pressed - before}`)
  expect(keys.pressed - before).toBeLessThanOrEqual(3)
  await page.evaluate('document.activeElement?.blur()')
  await go('/coordination?tab=special')
  await open(second.number)
  await keys.press('n')
  await page.getByRole('region', { name: '不同意' }).waitFor()
  await keys.type('请先与业主协商')
  await keys.press('Control+Enter')
  await page.locator('.coord-item', { hasText: second.number }).waitFor({ state: 'detached' })
  const { counters } = await house.ask<{ counters: { extensions: number } }>('duty', `cases/${first.id}`)
  expect(counters.extensions).toBe(3)
})

test('A mediation goes from the case to an agreement in force: opened, agreed to, recorded, signed', async () => {
  const { page, go } = await house.seat({ as: 'community01' })
  await go('/mediations')
  await page.getByRole('button', { name: /^建卷宗/ }).waitFor()
  const keys = keysOf(page)
  await keys.press('n')
  await page.getByLabel('题目').fill(`${WORD}楼上漏水`)
  await page.getByLabel('纠纷类型').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '邻里纠纷' }).click()
  await page.getByLabel('纠纷情况').fill('楼上卫生间漏水，双方对赔偿有争议')
  await page.getByLabel('姓名或名称').nth(0).fill('王桂兰')
  await page.getByLabel('电话').nth(0).fill('10050007788')
  await page.getByLabel('姓名或名称').nth(1).fill('李建国')
  await shoot(page, 'mediation-new')
  await keys.press('Control+Enter')
  const file = page.getByRole('article', { name: /^卷宗/ })
  await file.getByText('等当事人表明意愿').waitFor()
  await file.getByText('王**').waitFor()

  await keys.press('c')
  const consent = page.getByRole('region', { name: '登记意愿' })
  await consent.getByText('同意', { exact: true }).click()
  await keys.press('Control+Enter')
  await file.getByText('等第一次调解').waitFor()
  await keys.press('s')
  const session = page.getByRole('region', { name: '记录调解' })
  await session.getByLabel('时间').fill('2026-11-20T10:00')
  await session.getByLabel('地点').fill('社区调解室')
  await session.getByLabel('到场的人').fill('双方')
  await session.getByLabel('调解记录').fill('各让一步')
  await keys.press('Control+Enter')
  await file.getByText('调解中，等达成协议').waitFor()
  await keys.press('y')
  const agreement = page.getByRole('region', { name: '达成协议' })
  await agreement.getByText('口头协议（已记录）').click()
  await agreement.getByLabel('各方的责任').fill('楼上负责')
  await agreement.getByLabel('协议内容').fill('修好并赔偿 800 元')
  await agreement.getByLabel('履行方式').fill('当面给付')
  await keys.press('Control+Enter')
  await file.getByText('等回访履行情况').waitFor()
  await shoot(page, 'mediation-agreed')
})
