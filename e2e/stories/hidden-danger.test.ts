import { beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { begin, choose, inState, openCase, send } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { onDuty } from '../harness/phone.ts'
import { photograph } from '../harness/photo.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
const [LIST, ITEM, PLACE] = ['充电棚夜查', '棚里堆了纸箱和旧家具', '2号楼西侧充电棚']
const sent = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const unitOf = async (username: string) => (await house.ask<{ units: { id: string }[] }>(username, 'session')).units[0]?.id ?? ''

let spot = { lon: 0, lat: 0 }

beforeAll(async () => {
  const { areas } = await house.ask<{ areas: { level: string; point: typeof spot | null }[] }>('grid001', 'patrol/bundle')
  spot = areas.find(({ level, point }) => level === 'building' && point)?.point ?? expect.fail('the grid has no building')
})

test('A hidden danger from the sheet to its end: the street writes a checklist, a grid worker finds it on the spot, the firm puts it right, a second look closes it, before beside after', { timeout: 150_000 }, async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/checks')
  await design(page)
  await found()

  await go('/checks/dangers')
  const line = page.getByRole('listitem').filter({ hasText: PLACE })
  await line.getByAltText('整改前：照片 1').waitFor()
  const number = (await line.getByRole('link').first().textContent()) ?? ''
  await sanctioned(page, line)
  await dispatched(number)
  await rectified(number)

  await go(`/checks/dangers?state=checking`)
  await line.getByAltText('整改后：照片 1').waitFor()
  await line.getByText('已回复').waitFor()
  await line.getByText('期限').waitFor()
  await line.getByRole('link', { name: number }).click()
  await begin(page, '发起核查')
  await inState(page, '核查中')
  const panel = await begin(page, '核查通过')
  await panel.getByLabel('核查情况').fill('晚上八点又去看过，棚里清空了')
  await send(page, panel, { label: '核查通过', becomes: '已办结' })
  await go('/checks/dangers?state=closed')
  await line.getByText('已办结').waitFor()
  await settled(page)
  await shoot(page, 'danger-closed')
})

/** The unit that answers for it is named and reproved; the next time it would be a talk. */
async function sanctioned(page: Page, line: Locator): Promise<void> {
  await line.getByRole('button', { name: '处理责任单位' }).click()
  const form = page.getByRole('dialog', { name: '处理责任单位' })
  await form.getByRole('combobox', { name: '责任单位' }).fill('物业')
  await page.locator('.ant-select-item-option').first().click()
  await form.getByText('按次序这一次是“通报”').waitFor()
  await form.getByRole('radio', { name: '通报' }).check()
  await form.getByLabel('改好和答复的期限').fill(new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10))
  await form.getByLabel('处理情况').fill('在社区例会上通报，三天内清空')
  await settled(page)
  await shoot(page, 'danger-sanction')
  await form.getByRole('button', { name: '记下', exact: true }).click()
  await page.getByText('已记下').waitFor()
  await page.getByRole('button', { name: '对责任单位的处理' }).click()
  const list = page.getByRole('dialog', { name: '对责任单位的处理' })
  await list.getByText('三天内清空').waitFor()
  await list.getByRole('button', { name: /^告知/u }).click()
  const telling = page.getByRole('dialog', { name: /^告知/u })
  await telling.getByRole('region', { name: '告知书' }).getByText('现给予通报').waitFor()
  await telling.getByRole('radio', { name: '当面交付' }).check()
  await settled(page)
  await shoot(page, 'danger-telling')
  await telling.getByRole('button', { name: '记为已告知' }).click()
  await list.getByText('已告知：当面交付').waitFor()
  await list.getByRole('button', { name: /的答复$/u }).click()
  const answer = page.getByRole('dialog', { name: /的答复$/u })
  await answer.getByLabel('答复', { exact: true }).fill('纸箱今晚清走，王工负责')
  await answer.getByRole('button', { name: '记下', exact: true }).click()
  await list.getByText('纸箱今晚清走').waitFor()
  await settled(page)
  await shoot(page, 'danger-sanctions')
  await page.keyboard.press('Escape')
}

/** A new checklist of one item, published. */
async function design(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新建检查表' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill(LIST)
  await page.getByRole('button', { name: '存为草稿，去写项目' }).click()
  await page.getByRole('button', { name: '修改第 1 项' }).click()
  const item = page.getByRole('dialog', { name: '修改一项' })
  await item.getByLabel('问什么').fill(ITEM)
  await item.getByRole('switch', { name: '有的答案算隐患' }).click()
  await choose(page, item.getByRole('combobox', { name: '答什么算隐患' }), '是')
  await choose(page, item.getByRole('combobox', { name: '立案的分类' }), '消防通道堵塞')
  await item.getByRole('combobox', { name: '照片' }).click()
  await page.getByTitle('有隐患才拍', { exact: true }).click()
  await item.getByRole('button', { name: '好', exact: true }).click()
  await page.getByText('答“是”是隐患').waitFor()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('还没有发布过').waitFor()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('第 1 版').waitFor()
  await shoot(page, 'danger-checklist')
}

/** A file of so many pixels, as the newest telephones take them, chosen on the phone. */
const LARGE = `(async (label) => {
  const canvas = new OffscreenCanvas(8160, 6120)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#8a6d3b'
  pen.fillRect(0, 0, 8160, 6120)
  const files = new DataTransfer()
  files.items.add(new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'IMG_50.jpg', { type: 'image/jpeg' }))
  const input = document.querySelector('input[type=file][aria-label="' + label + '"]')
  input.files = files.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
})`

/** The grid worker fills it in; a photo that nobody could open is said so when it is chosen, a very large one is made smaller. */
async function found(): Promise<void> {
  const { page } = await onDuty(house, 'grid001', spot)
  await page.getByRole('heading', { name: '今天的巡查班次' }).waitFor()
  await shoot(page, 'patrol-rounds')
  await page.getByRole('link', { name: '检查' }).click()
  await page.getByRole('link', { name: new RegExp(LIST, 'u') }).click()
  await page.getByLabel('检查的是哪里').fill(PLACE)
  await page.getByText('现在的位置').waitFor()
  await page.getByRole('group', { name: ITEM }).getByRole('radio', { name: '是', exact: true }).check()
  await page.getByLabel('哪里、怎么样').fill('靠门一侧，快到棚顶')
  const label = `${ITEM}的照片`
  await page.getByLabel(label).setInputFiles({ name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: Buffer.from('\u0000\u0000\u0000\u0018ftypheic') })
  await page.getByRole('alert').filter({ hasText: '照片格式改为 JPEG' }).waitFor()
  await page.evaluate(`${LARGE}(${JSON.stringify(label)})`)
  await page.getByAltText('照片 1').waitFor()
  await shoot(page, 'danger-phone')
  await page.getByRole('button', { name: '交检查表' }).click()
  await page.getByText('都传完了').waitFor()
  const { sheets: [sheet] } = await house.ask<{ sheets: { id: string }[] }>('grid001', 'checks/sheets?limit=1')
  const { answers } = await house.ask<{ answers: { photos: { width: number }[] }[] }>('grid001', `checks/sheets/${sheet?.id ?? ''}`)
  expect(answers[0]?.photos[0]?.width).toBe(2048)
}

/** The desk gives the case to the property firm. */
async function dispatched(number: string): Promise<void> {
  const { cases: [one] } = await house.ask<{ cases: { id: string }[] }>('duty', 'cases/find', sent({ q: number }))
  for (const move of [{ move: 'accept' }, { move: 'file', classCode: 'A090301' }, { move: 'dispatch', unitId: await unitOf('property01') }]) await house.ask('duty', `cases/${one?.id ?? ''}/moves`, sent(move))
}

/** The firm clears it away and shows so. */
async function rectified(number: string): Promise<void> {
  const { page, go, context } = await house.seat({ as: 'property01' })
  await go(`/desk/mine?q=${number}`)
  await openCase(page, number)
  await begin(page, '接办')
  await inState(page, '处置中')
  const panel = await begin(page, '回复')
  await panel.getByLabel('给居民的答复').fill('已清走，门口贴了提示')
  await panel.locator('input[type=file]').setInputFiles(await photograph(context, 'after'))
  await panel.getByText('✓ after.jpg').waitFor()
  await send(page, panel, { label: '回复', becomes: '已回复' })
}
