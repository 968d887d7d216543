/// <reference lib="dom" />
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { fillCases } from './million.ts'
import { LARGE } from './inbox.ts'
import { startServer } from './server.ts'

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>

const ROUNDS = 15
const SCROLL_MS = 4000
/** One notch of a mouse wheel, every frame: faster than anybody reads. */
const NOTCH = 120
const VIEW = { width: 1366, height: 768 }

/**
 * The duty desk in a real browser with a million cases behind it: what a person waits for, measured inside the page from
 * the press of the button to the frame that shows it. Software rendering and the server share the machine's cores.
 */
export async function benchDesk(): Promise<Figure[]> {
  await buildConsole()
  const server = await startServer({ home: 'large' })
  const browser = await launchBrowser()
  try {
    await fillCases('large', LARGE)
    const page = await (await browser.newContext({ viewport: VIEW, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
    await signIn(page, server.url)
    const paints = await repeat(async () => firstPaint(page, `${server.url}/desk/handle`))
    const filters = await repeat((n) => changeFilter(page, n))
    await changeFilter(page, 1)
    const opens = await repeat((n) => openNext(page, { n, pauseMs: 1500 }))
    const leafs = await repeat((n) => openNext(page, { n, pauseMs: 250 }))
    const scroll = await scrollDown(page)
    return [
      { id: 'desk.paint', what: `ms to the first line of a desk, page opened anew ${ROUNDS} times, files from the browser's memory; p95 ${Math.round(percentile(paints, 0.95))}`, value: median(paints), unit: 'ms', bar: { atMost: 1000 } },
      { id: 'desk.filter', what: `ms from the press of another desk's list or filter to its lines; p95 ${Math.round(percentile(filters, 0.95))}`, value: median(filters), unit: 'ms', bar: { atMost: 200 } },
      { id: 'desk.open', what: `ms from the press of a line to the whole case beside it, the one before looked at for 1.5 s; p95 ${Math.round(percentile(opens, 0.95))}`, value: median(opens), unit: 'ms', bar: { atMost: 150 } },
      { id: 'desk.leaf', what: `the same, leafing back through cases seen a moment ago, one every quarter of a second; p95 ${Math.round(percentile(leafs, 0.95))}`, value: median(leafs), unit: 'ms', bar: { atMost: 150 } },
      { id: 'desk.scroll', what: `frames a second while ${scroll.lines} lines go by at ${NOTCH} pixels a frame, more being fetched`, value: scroll.rate, unit: '/s', bar: { atLeast: 55 } },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Builds the console if it is stale, as `npm start` does. */
export async function buildConsole(): Promise<void> {
  const builder = spawn(process.execPath, ['tools/build.mjs', 'console'], { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(builder, 'close')
  if (code !== 0) throw new Error('the console did not build')
}

async function repeat(measure: (n: number) => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let n = -1; n < ROUNDS; n += 1) {
    const time = await measure(n + 1)
    if (n >= 0) times.push(time) // the first warms
  }
  return times
}

/** Logs the duty chief in. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('用户名').fill('duty')
  await page.getByLabel('密码').fill('yihu-demo')
  await page.getByRole('button', { name: /登\s*录/u }).click()
  await page.locator('.item').first().waitFor()
}

async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  return page.evaluate(() => new Promise<number>((resolve) => {
    const look = () => {
      if (document.querySelector('.item')) resolve(performance.now())
      else requestAnimationFrame(look)
    }
    look()
  }))
}

/** Milliseconds from the press of a button until the page shows something: what is pressed and what is waited for are told by selectors. */
function pressUntil(page: Page, press: string, { shows, text }: { readonly shows: string; readonly text?: string }): Promise<number> {
  return page.evaluate(async ([button, wanted, words]) => {
    const target = document.querySelector<HTMLElement>(button)
    if (!target) throw new Error(`nothing to press: ${button}`)
    const start = performance.now()
    target.click()
    for (;;) {
      await new Promise(requestAnimationFrame)
      const found = document.querySelector(wanted)
      if (found && (words === null || found.textContent === words)) return performance.now() - start
      if (performance.now() - start > 10_000) throw new Error(`never shown: ${wanted}`)
    }
  }, [press, shows, text ?? null] as const)
}

const DESKS = ['check', 'handle', 'urge', 'accept'] as const

/** From one desk's list to another's: another question to the server, and its answer on the screen. */
async function changeFilter(page: Page, n: number): Promise<number> {
  const desk = DESKS[n % DESKS.length] ?? 'handle'
  await page.waitForTimeout(2100) // what was read within two seconds would come out of the server's memory
  return pressUntil(page, `a.desk[href*="/desk/${desk}"]`, { shows: `.inbox-list[data-desk="${desk}"] .item` })
}

async function openNext(page: Page, { n, pauseMs }: { readonly n: number; readonly pauseMs: number }): Promise<number> {
  const line = `.items li:nth-child(${(n % 10) + 1})`
  const title = (await page.locator(`${line} .item-title`).textContent()) ?? ''
  await page.waitForTimeout(pauseMs)
  return pressUntil(page, `${line} .item-body`, { shows: '.inbox-case .case-title h1', text: title })
}

async function scrollDown(page: Page): Promise<{ rate: number; lines: number }> {
  return page.evaluate(async ([forMs, notch]) => {
    const box = document.querySelector('.inbox-scroll')
    if (!box) throw new Error('no list')
    let frames = 0
    const start = performance.now()
    while (performance.now() - start < forMs) {
      await new Promise(requestAnimationFrame)
      box.scrollTop += notch
      frames += 1
    }
    const places = [...document.querySelectorAll('.items li')].map((line) => Number(line.getAttribute('aria-posinset')))
    return { rate: (frames * 1000) / (performance.now() - start), lines: Math.max(...places) }
  }, [SCROLL_MS, NOTCH] as const)
}
