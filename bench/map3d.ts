/// <reference lib="dom" />
import os from 'node:os'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { buildConsole, signIn } from './desk.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { startServer } from './server.ts'

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>

const VIEW = { width: 1366, height: 768 }
const ROUNDS = 3
const PAN_MS = 4000
/** Pixels a frame, to and fro. */
const STEP = 6
const TURN = 90
/** The middle of the demo street with hundreds of houses in sight. */
const PLACE = '118.30500,36.82500'
const LAYERS = 'areas-building.cases.devices'
const SIGHTS = {
  flat: { what: 'the map of the console from above', address: `/map?on=${LAYERS}&view=${PLACE},15.50` },
  tall: { what: 'tilted, its houses standing', address: `/map?on=${LAYERS}&tall=1&view=${PLACE},15.50` },
} as const

/** Frames a second while a mouse drags the map of the whole demo street, from above and tilted with standing houses; software rendering. */
export async function benchMap3d(): Promise<Figure[]> {
  await buildConsole()
  const server = await startServer({ home: 'wall' })
  const browser = await launchBrowser()
  try {
    const page = await (await browser.newContext({ viewport: VIEW, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
    await signIn(page, server.url)
    const figures: Figure[] = []
    for (const [name, { what, address }] of Object.entries(SIGHTS)) {
      await page.goto(`${server.url}${address}`)
      await page.locator('.one-map-place canvas').waitFor()
      await page.waitForTimeout(5000) // its tiles come
      await drag(page) // warms
      const rounds: Frames[] = []
      const spent = await mainThread(page)
      const before = await spent()
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await drag(page))
      const perFrame = (await spent() - before) / rounds.reduce((sum, { count }) => sum + count, 0)
      figures.push({ id: `map3d.${name}`, what: `frames a second while a mouse drags ${what}, ${VIEW.width}×${VIEW.height}, layers ${LAYERS}; p95 of a frame ${Math.round(median(rounds.map(({ slowest }) => slowest)))} ms`, value: median(rounds.map(({ rate }) => rate)), unit: '/s', bar: { atLeast: 60 * 0.95 } })
      figures.push({ id: `map3d.${name}.page`, what: 'ms of processor time of the page itself for a frame: what is left to it where a graphics card draws', value: perFrame, unit: 'ms', bar: { atMost: 1000 / 60 } })
    }
    return [...figures, { id: 'map3d.load', what: `programs that wanted the ${os.availableParallelism()} processors (${os.cpus()[0]?.model ?? 'unknown'}, no graphics card) meanwhile`, value: os.loadavg()[0] ?? Number.NaN, unit: '' }]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Tells how much processor time the page's main thread has spent, ms. */
async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}

interface Frames {
  readonly rate: number
  readonly count: number
  readonly slowest: number
}

/** A mouse that moves with every frame; what counts is how often the page got to draw. */
async function drag(page: Page): Promise<Frames> {
  const gaps = await page.evaluate(async ([forMs, step, turn]) => {
    const canvas = document.querySelector('.one-map-place canvas')
    if (!canvas) throw new Error('the map is not in sight')
    const { left, top, width, height } = canvas.getBoundingClientRect()
    let [x, y] = [left + width / 2, top + height / 2]
    const tell = (type: string) => canvas.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: type === 'mouseup' ? 0 : 1 }))
    tell('mousedown')
    const found: number[] = []
    const began = performance.now()
    let last = await new Promise(requestAnimationFrame)
    for (let n = 0; performance.now() - began < forMs; n += 1) {
      const isBack = Math.floor(n / turn) % 2 === 1
      x += isBack ? -step : step
      y += (isBack ? -step : step) / 2
      tell('mousemove')
      const now = await new Promise(requestAnimationFrame)
      found.push(now - last)
      last = now
    }
    tell('mouseup')
    return found
  }, [PAN_MS, STEP, TURN] as const)
  return { count: gaps.length, rate: (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0), slowest: percentile(gaps, 0.95) }
}
