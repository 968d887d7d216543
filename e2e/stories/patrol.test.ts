import { beforeAll, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { onDuty } from '../harness/phone.ts'
import { photograph } from '../harness/photo.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const GRID = 'grid001'

interface Carried {
  readonly codes: { code: string; name: string }[]
  readonly areas: { level: string; code: string; path: string; point: { lon: number; lat: number } | null }[]
}

let spot = { lon: 0, lat: 0 }
let unitId = ''
let code = { code: '', name: '' }

beforeAll(async () => {
  const { areas, codes } = await house.ask<Carried>(GRID, 'patrol/bundle')
  code = codes[0] ?? expect.fail('the grid has no code')
  spot = areas.find(({ level, point }) => level === 'building' && point)?.point ?? expect.fail('the grid has no building')
  unitId = (await house.ask<{ units: { id: string }[] }>(GRID, 'session')).units[0]?.id ?? ''
})

const sent = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const found = async (text: string) => (await house.ask<{ cases: { id: string; number: string; state: string }[] }>('duty', 'cases/find', sent({ q: text }))).cases

/** A case that waits in the hands of the grid worker's unit. */
async function inHand(text: string): Promise<{ id: string; number: string }> {
  const { id, number } = await house.ask<{ id: string; number: string }>('duty', 'cases', sent({ text, ...spot }))
  const moves = [{ move: 'accept' }, { move: 'file', classCode: 'S0504' }, { move: 'dispatch', unitId }]
  for (const move of moves) await house.ask('duty', `cases/${id}/moves`, sent(move))
  return { id, number }
}

/** The tab is killed and opened again. */
async function killed(context: BrowserContext, page: Page, hash: string): Promise<Page> {
  await page.close({ runBeforeUnload: false })
  const next = await context.newPage()
  await next.goto(`${house.origin}/patrol/#/${hash}`)
  return next
}

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name }).click()

async function report(page: Page, text: string): Promise<void> {
  await tab(page, '上报')
  await page.getByLabel('什么事').fill(text)
  await page.getByText('现在的位置').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '待传' }).waitFor()
}

/** The app is opened again so many days on, by the clock of the phone. */
async function daysLater(context: BrowserContext, days: number): Promise<Page> {
  const page = await context.newPage()
  await page.clock.setFixedTime(Date.now() + days * 86_400_000)
  await page.goto(`${house.origin}/patrol/`)
  return page
}

/** The name is right, the telephone has changed; nothing else was looked at. */
async function verified(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '逐项核对' }).check()
  const fields = page.getByRole('region', { name: '逐项核对' })
  await fields.getByRole('group', { name: /名/u }).first().getByRole('radio', { name: '对', exact: true }).check()
  await fields.getByRole('group', { name: /联系电话/u }).first().getByRole('radio', { name: /^(?:变了|补上)$/u }).check()
  await page.getByRole('button', { name: '记下来' }).click()
  await fields.getByText('请写现在的联系电话').waitFor()
  await fields.getByLabel(/^现在的.*联系电话$/u).first().fill('10059990001')
  await shoot(page, 'patrol-verify')
}

/** The next thing due, done; maybe with a photo. */
async function visit(page: Page, photo: Awaited<ReturnType<typeof photograph>> | null): Promise<void> {
  await tab(page, '今天')
  await page.getByRole('main').getByRole('link', { name: /必[巡访谈评]/u }).first().click()
  await page.getByRole('group', { name: '这次怎么样' }).getByRole('radio').first().check()
  if ((await page.getByRole('radio', { name: '逐项核对' }).count()) > 0) await verified(page)
  if (photo) {
    await page.getByLabel('照片（可不拍）').setInputFiles(photo)
    await page.getByAltText('照片 1').waitFor()
  }
  await page.getByRole('button', { name: '记下来' }).click()
  await page.getByRole('heading', { name: /^今天(?!的)/u }).waitFor()
}

const [CHECK, CHECKED_AT] = ['电动自行车停放充电检查', '掌上己楼下的充电棚']

/** A sheet filled where one stands, nothing dangerous there. */
async function check(page: Page): Promise<void> {
  await tab(page, '今天')
  await page.getByRole('link', { name: '检查' }).click()
  await page.getByRole('link', { name: new RegExp(CHECK, 'u') }).click()
  await page.getByLabel('检查的是哪里').fill(CHECKED_AT)
  await page.getByText('现在的位置').waitFor()
  for (const question of await page.getByRole('group').all()) {
    const isBad = /^(?:楼道|从楼上|拿电池|车辆)/u.test((await question.locator('legend').textContent()) ?? '')
    await question.getByRole('radio', { name: isBad ? '否' : '是', exact: true }).check()
  }
  await page.getByRole('spinbutton', { name: '坏了的充电口' }).fill('0')
  await page.getByRole('button', { name: '交检查表' }).click()
  await page.getByRole('heading', { name: '待传' }).waitFor()
}

/** Facts that a browser asks of an app before it offers to install it (the offline start is the story itself). */
const INSTALLABLE = `fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json()).then(async ({ name, start_url, display, icons }) => ({
  name, start_url, display,
  icons: await Promise.all(icons.filter(({ type }) => type === 'image/png').map(async ({ src, sizes, purpose }) => {
    const { width, height } = await createImageBitmap(await (await fetch(src)).blob())
    return [sizes, purpose, width + 'x' + height]
  })),
}))`

/** Somebody walks so many metres north of the door. */
const walkTo = (context: BrowserContext, metres: number) => context.setGeolocation({ longitude: spot.lon, latitude: spot.lat + metres / 111_320, accuracy: 10 })

test('The app can be installed: name, start, own window, icons as large as they say', async () => {
  const { page, go } = await house.seat({ size: 'phone' })
  await go('/patrol/')
  expect(await page.evaluate(INSTALLABLE)).toEqual({ name: '掌上一呼', start_url: '/patrol/', display: 'standalone', icons: [['192x192', 'any', '192x192'], ['512x512', 'any maskable', '512x512']] })
})

test('A day without signal: three reports, five visits, a check, a case taken on and answered, the way walked, the tab killed in the middle; back in the network all is there once', async () => {
  const { visits } = await house.ask<{ visits: number }>(GRID, 'grid/own-work')
  const waiting = await inHand('掌上甲：12号楼前烧烤摊占道经营')
  const { page: first, context } = await onDuty(house, GRID, spot)
  const [before, after] = [await photograph(context, 'before'), await photograph(context, 'after')]
  await context.setOffline(true)
  await first.getByRole('switch', { name: /上岗足迹/u }).click()
  await first.getByText('足迹开着 · 记了 1 个点').waitFor()
  await report(first, '掌上乙：井盖破损，晚上看不见')
  await tab(first, '上报')
  await first.getByLabel('什么事').fill('掌上丙：路灯不亮')
  await first.getByLabel('照片', { exact: true }).setInputFiles(before)
  await first.getByAltText('照片 1').waitFor()
  await first.getByText('可能是这一类').waitFor()
  await first.getByRole('button', { name: '说一段' }).click()
  await first.getByText(/正在录音 [1-9]\d* 秒/u).waitFor()
  await first.getByRole('button', { name: '说完了' }).click()
  await first.getByLabel('录音 2', { exact: true }).waitFor()
  await shoot(first, 'patrol-report', { forReadme: true })
  await first.getByRole('button', { name: '提交' }).click()
  await first.getByText('掌上丙').waitFor()
  await tab(first, '上报')
  await first.getByLabel('什么事').fill('掌上丁：楼道堆放纸箱')
  await first.getByText('都已存在手机里').waitFor()

  const page = await killed(context, first, 'report')
  await walkTo(context, 40)
  await page.getByText('足迹开着 · 记了 2 个点').waitFor()
  await page.getByRole('link', { name: '没有网 · ⇅ 待传 3' }).waitFor()
  expect(await page.getByLabel('什么事').inputValue()).toBe('掌上丁：楼道堆放纸箱')
  await page.getByText('现在的位置').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '待传' }).waitFor()
  for (const photo of [before, null, null, null, null]) await visit(page, photo)
  await check(page)
  await tab(page, '今天')
  await shoot(page, 'patrol-today')
  await page.getByRole('switch', { name: /上岗足迹/u }).click()
  await page.getByText('关着，没有在记').waitFor()
  await page.getByRole('link', { name: '扫码' }).click()
  for (const [typed, shows] of [['ABCD2345', '手机里没有这个码'], [code.code, code.name]] as const) {
    await page.getByLabel('扫不了就照着牌子输入').fill(typed)
    await page.getByRole('button', { name: '看是哪里' }).click()
    await page.getByRole('region', { name: '扫到的码' }).getByText(shows).first().waitFor()
  }
  await tab(page, '案件')
  await page.getByRole('link', { name: new RegExp(waiting.number, 'u') }).click()
  await page.getByRole('button', { name: '接办' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '接办' }).click()
  await page.getByText('手机里 1 步待传').waitFor()
  await page.getByRole('button', { name: '回复' }).click()
  await page.getByLabel('怎么办的、结果怎样').fill('已劝离，地面已清扫')
  await page.getByLabel('办前办后照片').setInputFiles(after)
  await page.getByRole('dialog').getByAltText('照片 1').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '回复' }).click()
  await page.getByText('已回复').waitFor()
  await page.getByRole('link', { name: '没有网 · ⇅ 待传 14' }).click()
  await shoot(page, 'patrol-outbox')

  await context.setOffline(false)
  await page.getByText('都传完了').waitFor()
  expect((await house.ask<{ visits: number }>(GRID, 'grid/own-work')).visits).toBe(visits + 5)
  expect((await house.ask<{ visits: { photos: { name: string }[] }[] }>(GRID, 'grid/visits?limit=10')).visits.flatMap(({ photos }) => photos).map(({ name }) => name)).toContain('before.jpg')
  const { visits: made } = await house.ask<{ visits: { verified: { label: string; as: string }[] }[] }>(GRID, 'grid/visits?limit=10')
  expect(made.flatMap(({ verified: said }) => said.map(({ label, as }) => `${label} ${as}`))).toEqual(expect.arrayContaining([expect.stringMatching(/(?:姓名|名称) right$/u), expect.stringMatching(/联系电话 wrong$/u)]))
  expect((await house.ask<{ sheets: { subjectLabel: string }[] }>(GRID, 'checks/sheets?limit=10')).sheets.filter(({ subjectLabel }) => subjectLabel === CHECKED_AT)).toHaveLength(1)
  for (const text of ['掌上乙', '掌上丙', '掌上丁']) expect(await found(text), text).toHaveLength(1)
  const detail = await house.ask<{ state: string; timeline: { kind: string; files: unknown[] }[] }>('duty', `cases/${waiting.id}`)
  expect([detail.state, detail.timeline.filter(({ kind }) => kind === 'claim' || kind === 'reply').map(({ kind, files }) => [kind, files.length])]).toEqual(['replied', [['claim', 0], ['reply', 1]]])
  const [photographed] = await found('掌上丙')
  const { photos, voices } = await house.ask<{ photos: unknown[]; voices: unknown[] }>('duty', `cases/${photographed?.id ?? ''}`)
  expect([photos.length, voices.length]).toEqual([1, 1])
  const { sessions } = await house.ask<{ sessions: { points: number; endedAt: string | null }[] }>(GRID, 'tracks/mine')
  expect(sessions.at(-1)).toMatchObject({ points: 2, endedAt: expect.any(String) as string })

  // A full phone says so before anything is lost; a week without signal is no reason to ask for a login, nine days are.
  await context.setOffline(true)
  await page.addInitScript('StorageManager.prototype.estimate = async () => ({ usage: 95, quota: 100 })')
  await page.reload()
  await page.getByText('手机存储快满了').waitFor()
  await (await daysLater(context, 7)).getByRole('heading', { name: /^今天(?!的)/u }).waitFor()
  await (await daysLater(context, 9)).getByRole('button', { name: '登录', exact: true }).waitFor()
})

test('A large photo whose line breaks half way, the tab killed: opened again it goes on from there, each piece sent once, one case with its photo', async () => {
  const { page: first, context } = await onDuty(house, GRID, spot)
  const large = await photograph(context, 'detailed')
  const pieces: number[] = []
  let isBroken = true
  await context.route('**/pieces?*', async (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get('at'))
    if (isBroken && at > 0) return route.abort('aborted')
    pieces.push(at)
    return route.continue()
  })
  await tab(first, '上报')
  await first.getByLabel('什么事').fill('掌上庚：工地围挡倒了')
  await first.getByText('现在的位置').waitFor()
  await first.getByLabel('照片', { exact: true }).setInputFiles(large)
  await first.getByAltText('照片 1').waitFor()
  await first.getByRole('button', { name: '提交' }).click()
  await first.getByText(/试过 \d+ 次/u).waitFor()
  expect(pieces).toEqual([0])
  isBroken = false
  const page = await killed(context, first, 'outbox')
  await page.getByText('都传完了').waitFor()
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces).toEqual([...new Set(pieces)])
  const [made, ...others] = await found('掌上庚')
  const { photos } = await house.ask<{ photos: unknown[] }>('duty', `cases/${made?.id ?? ''}`)
  expect([others, photos.length]).toEqual([[], 1])
})

test('Two workers edit one case apart: the later one sees both versions and decides, nothing is overwritten', async () => {
  const { id, number } = await inHand('掌上戊：商铺门口杂物堵路')
  const [early, late] = [await onDuty(house, GRID, spot), await onDuty(house, 'community01', spot)]
  for (const { page, context } of [early, late]) {
    await page.reload()
    await page.getByText('资料是').waitFor()
    await tab(page, '案件')
    await page.getByRole('link', { name: new RegExp(number, 'u') }).click()
    await context.setOffline(true)
  }
  await early.page.getByRole('button', { name: '接办' }).click()
  await early.page.getByRole('dialog').getByRole('button', { name: '接办' }).click()
  await late.page.getByRole('button', { name: '退回' }).click()
  const form = late.page.getByRole('dialog')
  await form.getByRole('radio', { name: '不属于本单位职责' }).check()
  await form.getByLabel('说明').fill('应当由执法局来办')
  await form.getByRole('button', { name: '退回' }).click()
  await late.page.getByText('手机里 1 步待传').waitFor()

  await early.context.setOffline(false)
  await early.page.getByRole('link', { name: '⇅ 待传 0' }).waitFor()
  await late.context.setOffline(false)
  await late.page.getByRole('link', { name: '去看两边的内容再定' }).click()
  const both = late.page.getByRole('article', { name: '案件：退回' })
  await both.getByText('处置中').first().waitFor()
  await both.getByText('应当由执法局来办').first().waitFor()
  await shoot(late.page, 'patrol-clash', { forReadme: true })
  await both.getByRole('button', { name: '看过了，照现在的样子再办一次' }).click()
  await late.page.getByText('都传完了').waitFor()
  const { timeline, state } = await house.ask<{ state: string; timeline: { kind: string; text: string; by: { name: string } | null }[] }>('duty', `cases/${id}`)
  expect([state, timeline.slice(-2).map(({ kind }) => kind)]).toEqual(['filed', ['claim', 'return']])
  expect(timeline.at(-1)?.text).toContain('应当由执法局来办')
  const [first, second] = timeline.slice(-2).map(({ by }) => by?.name)
  expect(first).not.toBe(second)
})
