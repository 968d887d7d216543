/// <reference lib="dom" />
import { setTimeout as sleep } from 'node:timers/promises'
import { SCREENS } from '@yihu/contracts'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { buildConsole, signIn } from './desk.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { gridsAnew } from './grids.ts'
import { startServer } from './server.ts'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
type Page = Awaited<ReturnType<Browser['newPage']>>

const HOME = 'wall'
const ROUNDS = 3
const VIEW = { width: 1920, height: 1080 }
const STEADY_MS = 60_000
/** A report comes in so often while the wall is watched. */
const REPORT_MS = 5000

/** A wall before the whole demo street: how soon a screen stands, what it costs while it stands, how soon all figures of all grids are measured anew. */
export async function benchWall(): Promise<Figure[]> {
  await buildConsole()
  const server = await startServer({ home: HOME })
  const browser = await launchBrowser()
  try {
    const page = await (await browser.newContext({ viewport: VIEW, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
    await signIn(page, server.url)
    const open = (screen: string) => paintOf(page, `${server.url}/screen/${screen}`)
    for (const screen of Object.keys(SCREENS)) await open(screen) // warms
    const paints: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) for (const screen of Object.keys(SCREENS)) paints.push(await open(screen))
    await sleep(10_000)
    const steady = await shareOf(browser, async () => {
      for (let passed = 0; passed < STEADY_MS; passed += REPORT_MS) {
        await report(server.url)
        await sleep(REPORT_MS)
      }
    })
    await page.context().close()
    await server.stop()
    return [
      { id: 'wall.paint', what: `ms to the first figure with its number, all six screens opened anew ${ROUNDS} times at ${VIEW.width}×${VIEW.height}; p95 ${Math.round(percentile(paints, 0.95))}`, value: median(paints), unit: 'ms', bar: { atMost: 1500 } },
      { id: 'wall.steady', what: `% of one core, all processes of the browser, a screen with its map left open for ${STEADY_MS / 1000} s, a report every ${REPORT_MS / 1000} s; software rendering`, value: steady * 100, unit: '%', bar: { atMost: 20 } },
      await gridsAnew({ home: HOME, id: 'wall.grids', rounds: ROUNDS, atMost: 2 }),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function paintOf(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  return page.evaluate(() => new Promise<number>((resolve) => {
    const look = () => (document.querySelector('.figures .figure-value') ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look))
    look()
  }))
}

async function report(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/appeals`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '楼道灯不亮了', point: { lon: 118.3, lat: 36.82 } }) })
  await answer.arrayBuffer()
}

/** Seconds of processor time of all processes of the browser in a second, while something goes on. */
async function shareOf(browser: Browser, work: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const spent = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]))
  }
  const [before, began] = [await spent(), performance.now()]
  await work()
  const seconds = (performance.now() - began) / 1000
  return [...await spent()].reduce((sum, [id, time]) => sum + time - (before.get(id) ?? 0), 0) / seconds
}
