import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'

/** Widths and heights everything must fit (docs: README «Tests»). */
export const SIZES = {
  phone: { width: 360, height: 780 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
} as const
export type Size = keyof typeof SIZES
export type Scheme = 'light' | 'dark'

interface Seat {
  readonly size?: Size
  readonly scheme?: Scheme
  /** An account of the demo street; nobody is logged in without it. */
  readonly as?: string
  /** Answers ≥ 400 that belong to the story; every other one fails it. */
  readonly expected?: readonly number[]
  readonly place?: { readonly lon: number; readonly lat: number }
}

/** One person at one screen: a page in a browser context of its own. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** Goes to a path of the server under test. */
  go(path: string): Promise<void>
}

export interface House {
  readonly origin: string
  /** A new screen; it is closed after the test. */
  seat(seat?: Seat): Promise<Person>
  /** A JSON answer of the server for an account, for what a story needs to know or to have beforehand. */
  ask<T>(username: string, path: string, init?: RequestInit): Promise<T>
}

/** What one browser may not say: console errors, page errors, failed or refused requests. */
interface Watch {
  readonly who: string
  readonly faults: string[]
}

/** A browser for one test file on the server of the run. Every fault of any screen fails the test it happened in. */
export function useHouse(): House {
  let browser: Browser | undefined
  const origin = inject('origin')
  const open: { context: BrowserContext; watch: Watch }[] = []
  const tokens = new Map<string, string>()
  const jars = new Map<string, Cookie[]>()

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterEach(async ({ task }) => {
    const ended = open.splice(0)
    if (task.result?.state === 'fail') await keepScreens(ended.flatMap(({ context }) => context.pages()), task.name)
    for (const { context } of ended) await context.close()
    expect(ended.flatMap(({ watch }) => watch.faults.map((fault) => `${watch.who}: ${fault}`))).toEqual([])
  })
  afterAll(() => browser?.close())

  const tokenOf = async (username: string) => {
    const known = tokens.get(username)
    if (known !== undefined) return known
    const response = await fetch(`${origin}/api/v1/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'yihu-demo' }),
    })
    if (!response.ok) throw new Error(`${username} cannot log in: ${await response.text()}`)
    const { token } = (await response.json()) as { token: string } // the answer of the session contract
    tokens.set(username, token)
    return token
  }

  // One login for all screens of an account: the door allows twenty in a minute.
  const logIn = async (context: BrowserContext, username: string) => {
    const cookies = jars.get(username)
    if (cookies) return context.addCookies(cookies)
    const response = await context.request.post(`${origin}/api/v1/session`, { data: { username, password: 'yihu-demo' } })
    if (!response.ok()) throw new Error(`${username} cannot log in: ${await response.text()}`)
    jars.set(username, await context.cookies())
  }

  return {
    origin,
    async seat(seat = {}) {
      if (!browser) throw new Error('seat() belongs inside a test')
      const context = await browser.newContext(contextOf(seat))
      context.setDefaultTimeout(15_000)
      if (seat.as !== undefined) await logIn(context, seat.as)
      const page = await context.newPage()
      const watch: Watch = { who: seat.as ?? 'visitor', faults: [] }
      watchPage(page, watch, seat.expected ?? [])
      open.push({ context, watch })
      return { page, context, go: async (path) => void (await page.goto(new URL(path, origin).href)) }
    },
    async ask(username, path, init) {
      const response = await fetch(`${origin}/api/v1/${path}`, { ...init, headers: { ...init?.headers, authorization: `Bearer ${await tokenOf(username)}` } })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as never // the caller names the contract's answer
    },
  }
}

/** What every screen showed when a story failed. */
async function keepScreens(pages: readonly Page[], story: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-e2e-failed-'))
  for (const [index, page] of pages.entries()) await page.screenshot({ path: path.join(folder, `${index + 1}.png`) })
  console.error(`«${story}» failed; its ${pages.length} screens are in ${folder}`)
}

function contextOf({ size = 'desk', scheme = 'light', place }: Seat): BrowserContextOptions {
  return {
    viewport: SIZES[size],
    colorScheme: scheme,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(size === 'phone' ? { isMobile: true, hasTouch: true } : {}),
    ...(place ? { geolocation: { longitude: place.lon, latitude: place.lat, accuracy: 20 }, permissions: ['geolocation', 'microphone'] } : {}),
  }
}

function watchPage(page: Page, { faults }: Watch, expected: readonly number[]): void {
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    // A refused request is judged by its status below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends its requests and its event stream.
    if (reason !== 'net::ERR_ABORTED') faults.push(`${request.method()} ${request.url()}: ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !expected.includes(response.status())) faults.push(`${response.request().method()} ${response.url()}: ${response.status()}`)
  })
}
