/// <reference lib="dom" />
import os from 'node:os'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { buildPhone, newPhone } from './phone.ts'
import { startServer } from './server.ts'

const HOUSES = 5000
const ACROSS = 100
const CASES = 200
/** Degrees between houses, about 18 m. */
const STEP = 0.000_2
const CORNER = { lon: 118.3, lat: 36.8 }
const SCALES = { whole: 0, near: 6 } as const
const CPU_SLOWDOWN = 4

type Browser = Awaited<ReturnType<typeof launchBrowser>>
type Page = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['newPage']>>

/** Frames a second while a finger pans the offline map over 5,000 houses with open cases between them. */
export async function benchMap(): Promise<Figure[]> {
  await buildPhone()
  const server = await startServer({ home: 'phone', env: { YIHU_DEMO: 'few' } })
  const browser = await launchBrowser()
  try {
    const page = await mapOf(browser, server.url)
    const session = await page.context().newCDPSession(page)
    const figures: Figure[] = []
    for (const slowdown of [1, CPU_SLOWDOWN]) {
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
      for (const [name, closer] of Object.entries(SCALES)) {
        await press(page, '放大', closer)
        const { perSecond, slowest } = await pan(page, session)
        const where = name === 'whole' ? 'all of them in sight' : 'near, with their names'
        figures.push({
          id: `map.${name}${slowdown > 1 ? '-slow' : ''}`, what: `frames a second while a finger pans ${HOUSES} houses and ${CASES} cases, ${where}${slowdown > 1 ? `, processor ${slowdown}× slower` : ''}; p95 of a frame ${Math.round(slowest)} ms`,
          value: perSecond, unit: '/s', ...(slowdown > 1 ? {} : { bar: { atLeast: 50 } }),
        })
        await press(page, '缩小', closer)
      }
    }
    return [...figures, { id: 'map.load', what: `programs that wanted the ${os.availableParallelism()} processors of this machine meanwhile`, value: os.loadavg()[0] ?? Number.NaN, unit: '' }]
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function press(page: Page, name: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await page.getByRole('button', { name }).click()
}

/** The map of a phone that carries so much. */
async function mapOf(browser: Browser, url: string): Promise<Page> {
  const context = await newPhone(browser, { serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.route('**/api/v1/patrol/bundle', async (route) => {
    const answer = await route.fetch()
    if (answer.status() !== 200) return route.fulfill({ response: answer })
    const bundle = (await answer.json()) as { areas: object[]; cases: { id: string; point: object | null }[] } // the contract of GET /patrol/bundle
    const [first] = bundle.cases
    const cases = first ? Array.from({ length: CASES }, (_, n) => ({ ...first, id: first.id.replace(/.{4}$/u, String(n).padStart(4, '0')), point: at((n * 97) % HOUSES) })) : []
    return route.fulfill({ response: answer, json: { ...bundle, cases, areas: [grid(), ...Array.from({ length: HOUSES }, (_, n) => house(n))] } })
  })
  await page.goto(`${url}/patrol/`)
  await page.getByLabel('用户名').fill('grid001')
  await page.getByLabel('密码').fill('yihu-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('资料是').waitFor()
  await page.evaluate('location.hash = "/map"')
  await page.locator('canvas[data-painted="yes"]').waitFor()
  return page
}

const at = (n: number) => ({ lon: CORNER.lon + (n % ACROSS) * STEP, lat: CORNER.lat + Math.floor(n / ACROSS) * STEP })

/** The grid they stand in. */
function grid(): object {
  const [{ lon: west, lat: south }, { lon: east, lat: north }] = [at(0), at(HOUSES - 1)]
  return { code: '1', level: 'grid', name: '第1网格', path: 'g', address: null, point: at(HOUSES / 2), geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } }
}

/** A house with a corner cut out, as most are. */
function house(n: number): object {
  const { lon, lat } = at(n)
  const corner = (x: number, y: number) => [lon + x * STEP, lat + y * STEP]
  const ring = [corner(-0.35, -0.3), corner(0.35, -0.3), corner(0.35, 0.1), corner(0.1, 0.1), corner(0.1, 0.3), corner(-0.35, 0.3), corner(-0.35, -0.3)]
  return { code: String(n), level: 'building', name: `${n + 1}号楼`, path: `g.b${n}`, address: null, point: at(n), geometry: { type: 'Polygon', coordinates: [ring] } }
}

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>

/** Drags a finger to and fro and counts the frames that the page got to draw meanwhile. */
async function pan(page: Page, session: Session): Promise<{ perSecond: number; slowest: number }> {
  const box = await page.locator('canvas').boundingBox()
  if (!box) throw new Error('the map is not in sight')
  await page.evaluate('globalThis.frames_ = []; (function look(time) { globalThis.frames_.push(time); globalThis.looking_ = requestAnimationFrame(look) })(performance.now())')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  for (const [xDistance, yDistance] of [[-140, -160], [140, 160], [-140, 160], [140, -160]] as const) await session.send('Input.synthesizeScrollGesture', { x, y, xDistance, yDistance, speed: 250, gestureSourceType: 'touch' })
  const times = await page.evaluate<number[]>('(cancelAnimationFrame(globalThis.looking_), globalThis.frames_)')
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
  return { perSecond: (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0), slowest: percentile(gaps, 0.95) }
}
