import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { settled, shoot } from '../harness/shots.ts'

const house = useHouse()

test('A leader presses a number on the wall, reads its list and a case, and comes back to where they were', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  await go('/screen/zhili')
  const taken = page.getByRole('link', { name: /^本月诉求/u })
  await taken.waitFor()
  await settled(page)
  await shoot(page, 'screen-zhili', { forReadme: true })

  // What a colleague takes down now is on the wall without a reload.
  const before = await taken.textContent()
  await house.ask('accept', 'cases', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '大屏前有人来电：桓公路路灯不亮' }) })
  await expect.poll(() => taken.textContent()).not.toBe(before)
  await page.getByRole('link', { name: /大屏前有人来电|路灯不亮/u }).first().waitFor()

  // Pressing the ground of the map goes down to the community there, and the step above it back up.
  const map = page.getByRole('application', { name: '在办案件和告警地图' })
  const { width = 0, height = 0 } = (await map.boundingBox()) ?? {}
  for (let at = 0; at < 9 && !page.url().includes('area='); at += 1) {
    await map.click({ position: { x: width * (0.3 + 0.2 * (at % 3)) + 7, y: height * (0.35 + 0.13 * Math.floor(at / 3)) } })
    if (!page.url().includes('/screen/')) await page.goBack()
    await map.waitFor()
    await settled(page)
  }
  await page.getByRole('heading', { name: /^套治理 · 雪宫街道 \/ .+社区$/u }).waitFor()
  await shoot(page, 'screen-by-map')
  await page.getByRole('button', { name: '雪宫街道' }).click()
  await page.getByRole('heading', { name: '套治理 · 雪宫街道', exact: true }).waitFor()

  // A community where something is open.
  const { points: [point] } = await house.ask<{ points: { id: string }[] }>('duty', 'cases/points')
  const { areaName } = await house.ask<{ areaName: string }>('duty', `cases/${point?.id}`)
  const [community = ''] = areaName.split(' / ')
  await page.getByLabel('看哪里').click()
  await page.getByLabel('看哪里').fill(community)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `雪宫街道 / ${community}` }).waitFor()
  const at = page.url()
  await page.getByRole('link', { name: /^在办 /u }).click()
  await page.waitForURL(/\/desk\/all\?.*mark=open/u)
  await page.locator('.item-body').first().click()
  await page.getByRole('article').waitFor()
  // The case beside the list is no page of its own: one step back.
  await page.goBack()
  await page.waitForURL(at)
  await page.getByRole('heading', { name: `套治理 · 雪宫街道 / ${community}` }).waitFor()
})

test('On 4K and on three screens side by side everything stands in the picture, and what is written grows with it', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  for (const [width, height, least] of [[3840, 2160, 36], [5760, 1080, 18]] as const) {
    await page.setViewportSize({ width, height })
    for (const screen of ['dang', 'jingji', 'wangge', 'zhili', 'fuwu', 'shijian']) {
      await go(`/screen/${screen}`)
      await page.locator('.figures .figure-value').first().waitFor()
      const [tall, wide, letters] = await page.evaluate<number[]>(`[document.documentElement.scrollHeight, document.documentElement.scrollWidth,
        Math.min(...[...document.querySelectorAll('.figure-beside, .screen-list, .screen-head a, .screen-head button')].map((one) => parseFloat(getComputedStyle(one).fontSize)))]`)
      expect([tall, wide], screen).toEqual([height, width])
      expect(letters, screen).toBeGreaterThan(least)
    }
    await shoot(page, `screen-${width}`)
  }
})

test('A wall left alone for a week turns grey when nothing is answered and comes back by itself, believes the server’s clock, and holds no more than at first', async () => {
  const { page, context, go } = await house.seat({ as: 'duty', size: 'wall' })
  await page.clock.install()
  await go('/screen/wangge')
  await page.getByRole('link', { name: /^网格 113/u }).waitFor()
  expect(await page.getByText('数据停在').count()).toBe(0)
  await page.route('**/api/v1/**', () => new Promise(() => {})) // the line is dead: nothing is ever answered
  await page.clock.fastForward(90_000)
  await page.getByText('数据停在').first().waitFor()
  await shoot(page, 'screen-stale')
  await page.unroute('**/api/v1/**')
  await page.clock.fastForward(7 * 86_400_000) // by its own clock; the server's stands where it was
  await expect.poll(() => page.getByText('数据停在').count()).toBe(0)
  await page.getByText('实时').waitFor()

  const tools = await context.newCDPSession(page)
  await tools.send('Performance.enable')
  const held = async (): Promise<number[]> => {
    await tools.send('HeapProfiler.collectGarbage')
    const { metrics } = await tools.send('Performance.getMetrics')
    return ['Nodes', 'JSEventListeners'].map((name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN)
  }
  let renewed = 0
  page.on('response', (answer) => { if (/indicators\?screen=/u.test(answer.url())) renewed += 1 })
  // A turn of the clock that meets a question still on its way asks nothing: turned until enough were answered.
  const renew = async (times: number) => {
    const enough = renewed + times
    await expect.poll(async () => {
      await page.clock.fastForward(21_000)
      return renewed
    }, { timeout: 60_000 }).toBeGreaterThanOrEqual(enough)
  }
  await renew(10)
  const [nodes = 0, listeners = 0] = await held()
  await renew(30)
  const [later = 0, more = 0] = await held()
  expect(later, 'nodes').toBeLessThan(nodes * 1.2)
  expect(more, 'listeners').toBeLessThan(listeners * 1.2)
})

test('A wall whose stream is cut says so, and tells what happened meanwhile as soon as it is there again', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  let streams = 0
  let mend = (): void => undefined
  const mended = new Promise<void>((resolve) => { mend = resolve })
  await page.route('**/api/v1/events', async (route) => {
    streams += 1
    // The first one breaks off behind its greeting.
    if (streams === 1) return route.fulfill({ contentType: 'text/event-stream', body: 'event: hello\ndata: {}\n\n' })
    await mended
    await route.continue()
  })
  await go('/screen/zhili')
  await page.getByText('连接中').waitFor()
  await page.getByRole('link', { name: /^本月诉求/u }).waitFor()
  await house.ask('accept', 'cases', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '断线的时候来的：杏园路井盖响' }) })
  mend()
  await page.getByText('实时').waitFor()
  await page.getByRole('link', { name: /断线的时候来的|井盖响/u }).first().waitFor()
})

test('Six walls, of the street and of a community: at most twelve numbers, none of them failed', async () => {
  const { page, go } = await house.seat({ as: 'duty', size: 'wall' })
  const { areas: [community] } = await house.ask<{ areas: { path: string }[] }>('duty', 'areas?level=community')
  for (const screen of ['dang', 'jingji', 'wangge', 'zhili', 'fuwu', 'shijian']) {
    for (const area of ['', `?area=${community?.path}`]) {
      await go(`/screen/${screen}${area}`)
      await page.locator('.figure').first().waitFor()
      expect(await page.locator('.figure').count()).toBeLessThanOrEqual(12)
      expect(await page.getByText('没有算出').count()).toBe(0)
      await shoot(page, `screen-${screen}${area ? '-community' : ''}`, { forReadme: true })
    }
  }
})

test('The duty chief puts a board together with the keyboard, sees what is too much, opens what a number rests on, and takes it along on paper', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/dashboards')
  await page.getByRole('button', { name: '新建看板' }).click()
  await page.getByLabel('名称').fill('值班早报')
  for (const name of ['在办', '超期未办结', '感知设备']) {
    await page.getByLabel('加一个指标').click()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `去掉${name}`, exact: true }).waitFor()
  }
  await page.getByRole('button', { name: '感知设备上移' }).press('Alt+ArrowUp')
  await page.getByRole('button', { name: '在办：加一条界限' }).click()
  await page.getByLabel('在办的第 1 条界限：说法').fill('太多')
  await shoot(page, 'dashboard-editor')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('▲ 太多').waitFor()
  expect(await page.locator('.figure h2').allTextContents()).toEqual(['在办 ', '感知设备 ', '超期未办结 '])
  await shoot(page, 'dashboard', { forReadme: true })
  await page.getByLabel('在办：怎么算').click()
  await page.getByText('各处比较').waitFor()
  await page.getByRole('dialog').getByRole('link', { name: '打开', exact: true }).waitFor()
  await shoot(page, 'figure-drawer', { forReadme: true })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '现在做简报' }).click()
  await page.getByRole('heading', { name: '简报' }).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载值班早报（PDF）' }).click()])
  expect(download.suggestedFilename()).toMatch(/^值班早报-\d{4}-\d\d-\d\d\.pdf$/u)
})
