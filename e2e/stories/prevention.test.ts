import { expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { inState } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { keysOf } from '../harness/keys.ts'
import { boardSheet, madeUpMessages, messagesOf } from '../harness/messages.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
/** Twenty are filed; the first three for which it offers others get another class. */
const TO_FILE = 20
const TO_CORRECT = 3
const PATIENCE_MS = 240_000
/** A sheet of a real board (留言编号 … 点赞数), when one is at hand; else messages made up here. */
const REAL = process.env['YIHU_REAL_MESSAGES']

test('Messages of a board come in, twenty are filed by keys, what is one matter is merged, and before the next complaint a task is begun', async () => {
  const messages = REAL === undefined ? madeUpMessages(Date.now()) : await messagesOf(REAL, Date.now())
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/imports')
  await page.getByLabel('选择表格文件').setInputFiles(await boardSheet(messages))
  await page.getByRole('button', { name: `导入 ${messages.length} 行` }).click()
  await page.getByText(`新增 ${messages.length} 件`).waitFor({ timeout: PATIENCE_MS })
  await shoot(page, 'board-imported')

  await fileTwenty(page, go)

  await go('/clusters')
  await page.getByRole('button', { name: '现在更新' }).click()
  const hot = page.getByRole('link', { name: REAL === undefined ? /夜间施工/u : /./u }).and(page.locator('td a')).first()
  await hot.waitFor({ timeout: PATIENCE_MS })
  await settled(page)
  await shoot(page, 'clusters')
  const keys = keysOf(page)
  await hot.focus()
  await keys.press('Enter')
  await page.getByRole('heading', { name: '可能的原因' }).waitFor()
  const cluster = page.url()

  await mergeTwoOf(page)
  await page.goto(cluster)
  await page.getByRole('heading', { name: '可能的原因' }).waitFor()
  await settled(page)
  await shoot(page, 'cluster', { forReadme: true })
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
}, 2 * PATIENCE_MS)

/** From the accepting desk, without a mouse: the machine's class is taken by the one key that files, another one by two. */
async function fileTwenty(page: Page, go: (path: string) => Promise<void>): Promise<void> {
  await go('/desk/accept?sort=newest&source=import')
  const keys = keysOf(page)
  await page.locator('.item').first().waitFor()
  let [filed, corrected] = [0, 0]
  for (let looked = 0; filed < TO_FILE && looked < 3 * TO_FILE; looked += 1) {
    await keys.press('j', 'Enter')
    await inState(page, '待受理')
    await keys.press('a')
    await inState(page, '待立案')
    await keys.press('f')
    const panel = page.getByRole('region', { name: '立案' })
    await panel.waitFor()
    const others = await panel.locator('.suggestion button').count()
    const isSure = (await panel.getByText('没有把握，请人工选择').count()) === 0 && (await panel.getByText('系统建议').count()) > 0
    const isCorrected = others > 0 && (!isSure || corrected < TO_CORRECT)
    if (!isSure && !isCorrected) {
      await keys.press('Escape')
      continue
    }
    if (filed === 0) await shoot(page, 'file-suggestion')
    if (isCorrected) await keys.press('Alt+1')
    await keys.press('Control+Enter')
    await page.locator('.steps .step-state', { hasNotText: '待立案' }).first().waitFor()
    filed += 1
    corrected += Number(isCorrected)
  }
  console.info(`filed ${filed}, ${corrected} of them with another class than the machine's, ${keys.pressed} keys`)
  expect({ filed, isCorrected: corrected > 0, typed: keys.typed }).toEqual({ filed: TO_FILE, isCorrected: true, typed: 0 })
}

/** Two members of the cluster follow the third: each is shown beside it, and its reporter gets that one's answer. */
async function mergeTwoOf(page: Page): Promise<void> {
  const links = page.locator('#cluster-cases li a')
  const addresses = await links.evaluateAll((all) => all.map((one) => (one instanceof HTMLAnchorElement ? one.href : '')))
  const into = (await links.first().innerText()).split(' ')[0] ?? ''
  let merged = 0
  for (const address of addresses.slice(1)) {
    if (merged === 2) break
    await page.goto(address)
    const candidate = page.locator('.duplicates > li', { hasText: into })
    await page.getByRole('heading', { name: /可能重复/u }).waitFor({ timeout: 5_000 }).catch(() => null)
    if ((await candidate.count()) === 0) continue
    await candidate.getByText('并排看').click()
    await settled(page)
    await shoot(page, 'duplicates-side-by-side')
    await candidate.getByRole('button', { name: '并入这件' }).click()
    await page.getByLabel(/同意/u).first().fill('电话征得同意')
    await page.keyboard.press('Control+Enter')
    await page.getByText('已合并').first().waitFor()
    merged += 1
  }
  expect(merged).toBe(2)
  await page.goto(addresses[0] ?? '')
  await page.getByText('并入的案件').waitFor()
  await shoot(page, 'merged-group')
}

/** Chooses from a list that is searched by typing. */
async function pick(box: Locator, words: string): Promise<void> {
  await box.click()
  await box.fill(words)
  await box.press('Enter')
}
