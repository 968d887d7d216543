import { launchBrowser } from '../e2e/harness/browser.ts'
import { photograph } from '../e2e/harness/photo.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { startServer } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'door'
/** 「Slow 4G」 as Lighthouse and Chrome's tools mean it: 150 ms, 1.6 Mbit/s down, 750 kbit/s up. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const CPU_SLOWER = 4
const RUNS = 3
/** Somebody who types Chinese on a telephone: about forty characters a minute would be slow, a hundred fast. */
const TYPING_MS = 700
const WORDS = '单元门口的路灯不亮，晚上看不见路'

type Browser = Awaited<ReturnType<typeof launchBrowser>>

/**
 * The resident's door on a weak telephone in a weak network, nothing of it loaded before: until one can write and send,
 * and from the address on a plate to the receipt by somebody who types, takes a photo and sends.
 */
export async function benchDoor(): Promise<Figure[]> {
  const server = await startServer({ home: HOME, env: { YIHU_DEMO: 'few' } })
  const browser = await launchBrowser()
  try {
    const plate = await plateOf(server.url)
    const [usable, bytes, receipts]: [number[], number[], number[]] = [[], [], []]
    for (let run = 0; run < RUNS; run += 1) {
      const first = await firstPage(browser, `${server.url}/i/`)
      usable.push(first.seconds)
      bytes.push(first.bytes)
      receipts.push(await qrToReceipt(browser, `${server.url}/q/${plate}`))
    }
    return [
      { id: 'door.usable', what: `first page can be written in and sent, slow 4G, processor ${CPU_SLOWER}× slower, nothing kept from before (middle of ${RUNS})`, value: median(usable), unit: 's', bar: { atMost: 2 } },
      { id: 'door.first-load', what: 'bytes over the network until then', value: median(bytes) / 1000, unit: 'KB', bar: { atMost: 250 } },
      { id: 'door.receipt', what: `from the plate to the receipt: ${[...WORDS].length} characters at ${TYPING_MS} ms, one photo, the same network (middle of ${RUNS})`, value: median(receipts), unit: 's', bar: { atMost: 30 } },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** A new telephone with nothing in its cache. */
async function telephone(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN' })
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  let bytes = 0
  tools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
  await tools.send('Network.enable')
  await tools.send('Network.emulateNetworkConditions', SLOW_4G)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  return { context, page, bytes: () => bytes }
}

async function firstPage(browser: Browser, url: string): Promise<{ seconds: number; bytes: number }> {
  const { context, page, bytes } = await telephone(browser)
  const from = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByLabel('什么事').waitFor()
  await page.getByRole('button', { name: '提交' }).waitFor()
  const seconds = (performance.now() - from) / 1000
  const loaded = bytes()
  await context.close()
  return { seconds, bytes: loaded }
}

async function qrToReceipt(browser: Browser, url: string): Promise<number> {
  const { context, page } = await telephone(browser)
  const photo = await photograph(context, 'before')
  const from = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByLabel('什么事').pressSequentially(WORDS, { delay: TYPING_MS })
  await page.locator('input[type=file]').last().setInputFiles(photo)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor({ timeout: 60_000 })
  const seconds = (performance.now() - from) / 1000
  await context.close()
  return seconds
}

/** The code on some building of the demo street. */
async function plateOf(url: string): Promise<string> {
  const { codes: [plate] } = await (await fetch(`${url}/api/v1/place-codes?kind=building&limit=1`, { headers: await signIn(url, 'duty') })).json() as { codes: { code: string }[] } // the contract of listCodes
  if (!plate) throw new Error('the demo street has no plate on a building')
  return plate.code
}
