import { expect, test } from 'vitest'
import type { DutySimulation } from '@yihu/contracts'
import { useHouse } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('Before a rule goes live the demo year says who would have got what; a version can be taken back', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/admin/rules')
  await page.locator('.rule').first().waitFor()
  await page.keyboard.press('n')
  const form = page.getByRole('dialog', { name: '新增规则' })
  await form.waitFor()
  await page.keyboard.press('Control+Enter')
  await form.getByText('请选择单位').waitFor()
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })

  await page.getByLabel('修改 rule-030').press('Enter')
  const change = page.getByRole('dialog', { name: '修改规则' })
  await change.getByRole('radio', { name: '事发地所在社区' }).check({ force: true })
  await change.locator('#note').fill('演练：物业服务先由社区到场')
  await page.keyboard.press('Control+Enter')
  await change.waitFor({ state: 'hidden' })
  await page.getByText('草稿改了 1 条').waitFor()

  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.locator('.ant-segmented-item', { hasText: '近一年' }).click()
  await page.getByRole('heading', { name: '会换单位的案件' }).waitFor()
  const startedAt = Date.now()
  const simulation = await house.ask<DutySimulation>('duty', 'duty-rules/draft/simulation?days=366')
  console.log(`simulator: ${simulation.cases} cases of the demo year in ${Date.now() - startedAt} ms, ${simulation.changed} go elsewhere`)
  expect(simulation.cases).toBeGreaterThan(500)
  expect(simulation.changed).toBeGreaterThan(0)
  expect(simulation.diffs.every(({ after }) => after?.endsWith('社区'))).toBe(true)
  expect(await faultsOf(page, 'dispatch-rules-simulation')).toEqual([])
  await shoot(page, 'dispatch-simulation', { forReadme: true })

  await page.getByLabel('发布说明').fill('演练')
  await page.keyboard.press('Control+Enter')
  await page.getByText('草稿和现行规则一样').waitFor()
  await page.getByRole('tab', { name: '历史' }).click()
  await page.getByRole('button', { name: '恢复第 1 版' }).click()
  await page.getByLabel('恢复原因').fill('演练结束')
  await page.getByRole('button', { name: '恢复并生效' }).click()
  await page.getByText('恢复自第 1 版').waitFor()
  expect(await faultsOf(page, 'dispatch-rules-history')).toEqual([])
})
