import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
const SAID = ['半夜还在敲', '吵得睡不着', '孩子要中考', '天天如此', '打过电话没人管', '今天又来了', '老人心脏不好', '请派人看看', '十二点还在干', '灰尘也大', '邻居都有意见', '快两周了']
const NOVEMBER = (at: number): string => `2026-11-${String(6 + Math.floor(at / 2)).padStart(2, '0')} 22:${String(10 + at).padStart(2, '0')}`
const SHEET = `工单编号,接收时间,问题描述,地址\n${SAID.map((said, at) => `GD-HOT-${at},${NOVEMBER(at)},东高小区旁加气站工地夜间打桩施工噪声，${said},东高小区`).join('\n')}\n`

test('A sheet of messages becomes a hot spot, two that are one are merged, and a task is begun before the next complaint', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles({ name: '夜间施工.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${SHEET}`) })
  await page.getByRole('button', { name: `导入 ${SAID.length} 行` }).click()
  await page.getByText(`新增 ${SAID.length} 件`).waitFor()

  const { cases } = await house.ask<{ cases: { id: string; number: string }[] }>('duty', `cases?q=${encodeURIComponent('夜间打桩')}&limit=20`)
  expect(cases).toHaveLength(SAID.length)
  await go(`/cases/${cases[0]?.id}`)
  await page.getByRole('heading', { name: /可能重复/u }).waitFor()
  await page.getByText('并排看').first().click()
  await settled(page)
  await shoot(page, 'duplicates-side-by-side')
  await page.getByRole('button', { name: '并入这件' }).first().click()
  await page.getByLabel(/同意/u).first().fill('电话征得同意')
  await page.keyboard.press('Control+Enter')
  await page.getByText('已合并').first().waitFor()

  await go('/clusters')
  await page.getByRole('button', { name: '现在更新' }).click()
  const hot = page.getByRole('link', { name: /打桩/u }).first()
  await hot.waitFor()
  await settled(page)
  await shoot(page, 'clusters')
  const keys = keysOf(page)
  await hot.focus()
  await keys.press('Enter')
  await page.getByRole('heading', { name: '可能的原因' }).waitFor()
  await settled(page)
  await shoot(page, 'cluster')
  await keys.press('p')
  await page.getByLabel('怎样办').fill('约谈施工单位，夜间十点后停止打桩，公示施工时间')
  await page.getByLabel('办结的日子').fill('2099-12-31')
  await pick(page.getByLabel('责任单位'), '综合行政执法')
  await pick(page.getByLabel('哪一类事'), '噪')
  await keys.press('Control+Enter')
  await page.getByText('已建任务').waitFor()

  await go('/prevention')
  await page.getByRole('button', { name: '看效果' }).first().click()
  await page.getByText('还没到看效果的时候').first().waitFor()
  await settled(page)
  await shoot(page, 'prevention')
})

/** Chooses from a list that is searched by typing. */
async function pick(box: ReturnType<Awaited<ReturnType<typeof house.seat>>['page']['getByLabel']>, words: string): Promise<void> {
  await box.click()
  await box.fill(words)
  await box.press('Enter')
}
