/// <reference lib="dom" />
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { startServer } from './server.ts'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
type Context = Awaited<ReturnType<Browser['newContext']>>
type Page = Awaited<ReturnType<Context['newPage']>>

const ROUNDS = 7
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Slow 4G as Lighthouse applies it to a real browser: 1.6 Mbit/s less a tenth, 150 ms × 3.75 before every answer. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8 }
const CPU_SLOWDOWN = 4
const ATTEMPT_MS = 30_000

/** How long a grid worker waits for the app on a slow network and a slow phone, measured inside the page from its opening. */
export async function benchPhone(): Promise<Figure[]> {
  await buildPhone()
  const server = await startServer({ home: 'phone', env: { YIHU_DEMO: 'few' } })
  const browser = await launchBrowser()
  try {
    const [first, ready]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      const { typed, enabled } = await firstUse(browser, server.url)
      first.push(typed)
      ready.push(enabled)
    }
    const again = await laterUse(browser, server.url)
    return [
      { id: 'phone.script', what: 'KB gzip of all scripts that the page asks for before somebody is logged in', value: await scriptKb(browser, server.url), unit: 'KB', bar: { atMost: 200 } },
      { id: 'phone.first', what: `ms to the first letter typed into the login form, nothing of the app on the phone, slow 4G, processor ${CPU_SLOWDOWN}× slower; p95 ${Math.round(percentile(first, 0.95))}`, value: median(first), unit: 'ms', bar: { atMost: 2000 } },
      { id: 'phone.load', what: `programs that wanted the ${os.availableParallelism()} processors of this machine meanwhile`, value: os.loadavg()[0] ?? Number.NaN, unit: '' },
      { id: 'phone.first-login', what: 'ms until the same form can be sent', value: median(ready), unit: 'ms' },
      { id: 'phone.again', what: `ms to the list of today, opened anew later; p95 ${Math.round(percentile(again, 0.95))}`, value: median(again), unit: 'ms', bar: { atMost: 2000 } },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Builds the app if it is stale, as `npm start` does. */
export async function buildPhone(): Promise<void> {
  const builder = spawn(process.execPath, ['tools/build.mjs', 'patrol'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(builder, 'close')
  if (code !== 0) throw new Error('the app did not build')
}

/** A telephone with nothing on it. */
export const newPhone = (browser: Browser, more: Parameters<Browser['newContext']>[0] = {}): Promise<Context> => browser.newContext({ ...more, viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })

type Session = Awaited<ReturnType<Context['newCDPSession']>>

/** A page on a slow network and a slow processor, spoken to without anything of a test tool inside it. */
async function slowed(page: Page): Promise<Session> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  return session
}

/** Milliseconds since the opening of the page at the first frame painted with this condition. */
async function shownAt(session: Session, isShown: string): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { awaitPromise: true, returnByValue: true, expression: `new Promise((resolve) => {
    const look = () => (${isShown} ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look))
    look()
  })` })
  return Number(result.value)
}

const committed = (page: Page, url: string) => page.goto(url, { waitUntil: 'commit', timeout: ATTEMPT_MS })
const NAME = 'document.querySelector(\'input[name="username"]\')'

async function firstUse(browser: Browser, url: string): Promise<{ typed: number; enabled: number }> {
  const context = await newPhone(browser)
  try {
    const page = await context.newPage()
    const session = await slowed(page)
    await committed(page, `${url}/patrol/`)
    await shownAt(session, `(${NAME}?.checkVisibility() && (${NAME}.focus(), true))`)
    await session.send('Input.insertText', { text: 'g' })
    const typed = await shownAt(session, `${NAME}.value === "g"`)
    const enabled = await shownAt(session, 'document.querySelector(\'button[type="submit"]:not(:disabled)\')')
    return { typed, enabled }
  } finally {
    await context.close()
  }
}

async function laterUse(browser: Browser, url: string): Promise<number[]> {
  const context = await newPhone(browser)
  const times: number[] = []
  try {
    const page = await context.newPage()
    await page.goto(`${url}/patrol/`)
    await page.getByLabel('用户名').fill('grid001')
    await page.getByLabel('密码').fill('yihu-demo')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('资料是').waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => null)')
    await page.close()
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = await context.newPage()
      const session = await slowed(next)
      await committed(next, `${url}/patrol/`)
      times.push(await shownAt(session, 'document.querySelector(".list .row")'))
      await next.close()
    }
    return times
  } finally {
    await context.close()
  }
}

async function scriptKb(browser: Browser, url: string): Promise<number> {
  const context = await newPhone(browser)
  try {
    const page = await context.newPage()
    await page.goto(`${url}/patrol/`)
    const asked = await page.evaluate<string[]>('performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "script" || initiatorType === "other" || initiatorType === "link").map(({ name }) => name)')
    const folder = path.join(ROOT, 'apps/patrol/dist/assets')
    const names = new Set(asked.map((name) => path.basename(new URL(name).pathname)))
    return readdirSync(folder).filter((name) => name.endsWith('.js') && names.has(name)).reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, name))).length / 1000, 0)
  } finally {
    await context.close()
  }
}
