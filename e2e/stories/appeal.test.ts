import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { begin, caseOf, choose, inState, lineOf, openCase, send } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import type { House, Person } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'
import { photograph } from '../harness/photo.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()
const WORDS = '楼下早餐店占道经营，把桌子凳子摆到人行道上，走路只能绕到马路中间，老人孩子很危险'
const REPLY = '已到现场，店家当场把桌凳收回店内，并签了门前责任书；本周每天早上再看一次。'
const STEPS_AT_THE_DESK = ['智慧码登记', '受理', '立案', '派遣', '接办', '回复', '发起核查', '核查通过', '评价', '销号']
const STEPS_ON_THE_PHONE = ['收到您的反映', '已经受理', '正式立案', '交给负责单位', '单位开始办理', '单位答复', '核查通过，办结', '您作了评价', '办结存档']

/** A building of the demo street with the code on its plate. */
async function aBuilding({ ask }: House) {
  const { codes: [plate] } = await ask<{ codes: { code: string; name: string }[] }>('duty', 'place-codes?kind=building&limit=1')
  if (!plate) throw new Error('the demo street has no plate on a building')
  return { name: plate.name, plate: plate.code }
}

test('A resident says it at the door, the street deals with it, the resident rates it, and it is struck off', { timeout: 150_000 }, async () => {
  const building = await aBuilding(house)
  const accept = await house.seat({ as: 'accept' })
  const dispatch = await house.seat({ as: 'dispatch' })
  const urban = await house.seat({ as: 'urban' })
  await accept.go('/desk/accept?sort=newest')
  await dispatch.go('/desk/dispatch?sort=newest')
  await urban.go('/desk/mine')
  for (const { page } of [accept, dispatch, urban]) await page.getByRole('status').filter({ hasText: '实时' }).waitFor()

  const resident = await house.seat({ size: 'phone' })
  const { number, queryCode } = await report(resident, building)

  // The list of the desk was open all the time: nobody reloads anything from here on.
  await lineOf(accept.page, number).waitFor()
  const onDesk = await openCase(accept.page, number)
  await onDesk.locator('.case-text', { hasText: WORDS }).waitFor()
  await onDesk.locator('.photos img').first().waitFor()
  await begin(accept.page, '受理')
  await inState(accept.page, '待立案')
  await residentReads(resident.page, '已经受理')

  await file(number)
  await inState(accept.page, '待派遣')
  await dispatchIt(dispatch, number)
  await residentReads(resident.page, '已经交给负责单位')

  await answer(urban, number)
  await checkIt({ accept, number })
  await rate(resident, { number, queryCode })
  await strikeOff({ accept, number, resident })
})

test('Who cannot type says it: recorded by one button, heard again, deleted, said anew; the desk hears it beside the words', async () => {
  const { page, go } = await house.seat({ size: 'phone' })
  const speak = async () => {
    await page.getByRole('button', { name: '按一下，开始说' }).click()
    await page.getByRole('button', { name: /说完了，按一下（[1-9]/u }).click()
    await page.getByText('录好了').waitFor()
  }
  await go('/i/')
  await speak()
  await page.getByLabel('听一遍自己的录音').waitFor()
  await settled(page)
  await shoot(page, 'resident-voice', { forReadme: true })
  await page.getByRole('button', { name: '删掉录音' }).click()
  await speak()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  const number = (await page.locator('.numbers .big').first().textContent()) ?? ''
  await page.getByRole('button', { name: '看办到哪一步' }).click()
  await page.getByLabel(/^您的录音/u).waitFor()
  const { page: desk, go: goDesk } = await house.seat({ as: 'accept' })
  await goDesk('/desk/accept?sort=newest')
  await openCase(desk, number)
  await desk.locator('audio').first().waitFor()
})

test('A code read far from its place asks whether it is about that place; a forged one says so and keeps nobody from reporting', async () => {
  const building = await aBuilding(house)
  const { page, go } = await house.seat({ size: 'phone', expected: [404], place: { lon: 118.9, lat: 36.2 } })
  await go(`/q/${building.plate}`)
  await page.getByText('500 米以上').waitFor()
  await shoot(page, 'resident-far')
  await page.getByRole('button', { name: '就是那里' }).click()
  await page.getByText('500 米以上').waitFor({ state: 'hidden' })
  await page.getByLabel('什么事').fill('单元门的闭门器坏了，关门声音很大')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  await go('/q/22-2-AAAAAAAAAA')
  await page.getByText('不是街道签发的').waitFor()
  await shoot(page, 'resident-forged')
  await page.getByLabel('什么事').fill('小广场的健身器材松了，晃得厉害')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
})

test('Who is at no plate points at our own map, without a service of others: drawn, tapped or moved by keys, told in words; the desk sees the very point', async () => {
  const { page, go } = await house.seat({ size: 'phone' })
  await go('/i/')
  const foreign: string[] = []
  page.on('request', (request) => { if (new URL(request.url()).origin !== new URL(page.url()).origin && /^https?:/u.test(request.url())) foreign.push(request.url()) })
  const asked = page.waitForResponse((answer) => answer.url().includes('/api/v1/ground'))
  await page.getByRole('button', { name: '在地图上指' }).click()
  const { lon, lat } = (await (await asked).json()) as { lon: number; lat: number }
  const map = page.getByRole('application')
  const box = await map.boundingBox()
  if (!box) throw new Error('the map is not shown')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 - 30, { steps: 4 })
  await page.mouse.up()
  await map.click({ position: { x: box.width / 2 + 20, y: box.height / 2 } })
  await map.press('ArrowDown')
  await page.getByRole('button', { name: '放大' }).click()
  await page.getByText(/^红针在/u).waitFor()
  expect(await faultsOf(page, 'resident-point')).toEqual([])
  await shoot(page, 'resident-point')
  await page.getByRole('button', { name: '就是这里' }).click()
  await page.getByText('已在地图上指好位置').waitFor()
  await page.getByLabel('什么事').fill('路边的树枝断了，垂到人行道上')
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/appeals'))
  await page.getByRole('button', { name: '提交' }).click()
  const told = (await sent).postDataJSON() as { lon: number; lat: number; crs: string }
  const [east, south] = [(told.lon - lon) * 111_320 * Math.cos((lat * Math.PI) / 180), (lat - told.lat) * 111_320]
  // 400 metres across: what was drawn and tapped, and a tenth by the key.
  const metres = (pixels: number) => (pixels / box.width) * 400
  expect([east - metres(80), south - metres(30) - 40].map((off) => Math.abs(off) < 3)).toEqual([true, true])
  expect(told.crs).toBe('WGS-84')
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  expect(foreign).toEqual([])
})

async function report({ page, go, context }: Person, building: { plate: string; name: string }): Promise<{ number: string; queryCode: string }> {
  await go(`/q/${building.plate}`)
  await page.getByText(`${building.name}（扫码确认）`).waitFor()
  await page.getByLabel('什么事').fill(WORDS)
  await page.locator('input[type=file]').last().setInputFiles(await photograph(context, 'before'))
  await page.getByAltText('第 1 张照片').waitFor()
  await shoot(page, 'resident-report', { forReadme: true })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  const [number = '', queryCode = ''] = await page.locator('.numbers .big').allTextContents()
  expect(number).toMatch(/^\d{8}-\d{4}$/)
  await shoot(page, 'resident-receipt')
  await page.getByRole('button', { name: '看办到哪一步' }).click()
  await page.getByRole('heading', { name: '办到哪一步' }).waitFor()
  return { number, queryCode }
}

async function residentReads(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '刷新' }).click()
  await page.locator('.state', { hasText: words }).waitFor()
}

/** The duty chief files it with the class that the words suggest. */
async function file(number: string): Promise<void> {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/desk/accept?sort=newest')
  await openCase(page, number)
  const panel = await begin(page, '立案')
  await settled(page)
  await shoot(page, 'case-file')
  await choose(page, panel.getByRole('combobox', { name: '分类' }), '店外经营')
  await send(page, panel, { label: '立案', becomes: '待派遣' })
}

async function dispatchIt({ page }: Person, number: string): Promise<void> {
  await lineOf(page, number).waitFor()
  await openCase(page, number)
  const panel = await begin(page, '派遣')
  await panel.getByText('系统建议').waitFor()
  await shoot(page, 'case-dispatch')
  await send(page, panel, { label: '派遣', becomes: '待接办' })
}

async function answer({ page, context }: Person, number: string): Promise<void> {
  await lineOf(page, number).waitFor()
  await openCase(page, number)
  await begin(page, '接办')
  await inState(page, '处置中')
  const panel = await begin(page, '回复')
  await panel.getByLabel('给居民的答复').fill(REPLY)
  await panel.locator('input[type=file]').setInputFiles(await photograph(context, 'after'))
  await panel.getByText('✓ after.jpg').waitFor()
  await shoot(page, 'case-reply')
  await send(page, panel, { label: '回复', becomes: '已回复' })
}

async function checkIt({ accept, number }: { accept: Person; number: string }): Promise<void> {
  await accept.go('/desk/check')
  await openCase(accept.page, number)
  await begin(accept.page, '发起核查')
  await inState(accept.page, '核查中')
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/desk/check')
  await openCase(page, number)
  const panel = await begin(page, '核查通过')
  await panel.getByLabel('核查情况').fill('网格员早上七点到现场看过，人行道已经让开')
  await send(page, panel, { label: '核查通过', becomes: '已办结' })
  await inState(accept.page, '已办结')
}

async function rate({ page }: Person, receipt: { number: string; queryCode: string }): Promise<void> {
  await residentReads(page, '已经办结')
  await page.locator('.reply', { hasText: REPLY }).waitFor()
  await page.getByAltText('答复的照片，第 1 张').waitFor()
  await page.getByRole('radio', { name: '解决了', exact: true }).check()
  await page.getByRole('radio', { name: '很满意', exact: true }).check()
  await shoot(page, 'resident-rating')
  await page.getByLabel('还想说什么').fill('第二天就好了')
  await page.getByRole('button', { name: '交上评价' }).click()
  await page.getByText('已记下').first().waitFor()
  expect(receipt.queryCode).not.toBe('')
}

async function strikeOff({ accept: { page, go }, number, resident }: { accept: Person; number: string; resident: Person }): Promise<void> {
  const article = caseOf(page, number)
  await article.getByText('解决了 · 满意度 5/5').waitFor()
  await begin(page, '销号')
  await inState(page, '已销号')
  expect(await article.locator('.timeline strong').allTextContents()).toEqual(STEPS_AT_THE_DESK)
  await page.locator('.ant-message-notice').first().waitFor({ state: 'hidden' })
  await shoot(page, 'case', { forReadme: true })
  await resident.page.getByRole('button', { name: '刷新' }).click()
  await resident.page.locator('.state', { hasText: '存档' }).waitFor()
  expect(await resident.page.locator('.event-title').allTextContents()).toEqual(STEPS_ON_THE_PHONE)
  await resident.page.getByRole('heading', { name: '办到哪一步' }).scrollIntoViewIfNeeded()
  await shoot(resident.page, 'resident-progress', { forReadme: true })
  await page.emulateMedia({ colorScheme: 'dark' })
  await go('/desk/check')
  await page.locator('.item-body').nth(1).click()
  await page.getByRole('article').waitFor()
  await shoot(page, 'desk-dark', { forReadme: true })
}
