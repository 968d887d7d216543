import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, inject, test } from 'vitest'
import { startMiniapp } from '../harness/miniapp.ts'
import type { Miniapp } from '../harness/miniapp.ts'

const folder = fileURLToPath(new URL('../../apps/resident/dist/weapp', import.meta.url))
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
const { pages } = JSON.parse(read('app.json')) as { pages: string[] } // WeChat's own form
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile())
/** WeChat's limit for the main package. */
const MOST_BYTES = 2 * 1024 * 1024
/** What browsers have and a mini-program has not; `typeof` may ask for it, nothing may use it. */
const OF_BROWSERS = ['localStorage', 'sessionStorage', 'XMLHttpRequest', 'fetch', 'indexedDB', 'MediaRecorder', 'AudioContext', 'speechSynthesis', 'WebSocket', 'Worker', 'Blob', 'FormData', 'AbortController', 'geolocation', 'mediaDevices', 'eval', 'importScripts']
let app: Miniapp

beforeAll(() => {
  app = startMiniapp({ folder, origin: inject('origin'), picture: readFileSync(fileURLToPath(new URL('../../apps/patrol/public/icon-192.png', import.meta.url))) })
})

const sees = (words: string) => expect.poll(() => app.words()).toContain(words)

test('The mini-program as built has every page whole, weighs less than WeChat lets in, and names nothing that only browsers have', () => {
  const sources = readdirSync(fileURLToPath(new URL('../../apps/resident/src/pages', import.meta.url)))
  expect(pages.map((page) => page.split('/')[1]).toSorted()).toEqual(sources.toSorted())
  for (const page of pages) for (const kind of ['js', 'json', 'wxml']) expect(files).toContain(`${page}.${kind}`)
  expect(files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0)).toBeLessThan(MOST_BYTES)
  const named = files.filter((file) => file.endsWith('.js')).flatMap((file) => OF_BROWSERS.filter((name) => new RegExp(String.raw`(?<![.\w$"'/-])${name}(?=\s*[.(]|\s*\))`, 'u').test(read(file))).map((name) => `${file}: ${name}`))
  expect(named).toEqual([])
  expect(read('base.wxml')).toContain('aria-label')
})

test('Every page opens and draws itself where there is no browser', async () => {
  for (const page of pages) {
    app.open(`/${page}`)
    await sees('长辈版')
  }
  expect(app.complaints).toEqual([])
})

test('A report with a photo, the place of the phone and a voice note that is taken back goes to the server; its progress is read', async () => {
  app.open('/pages/report/index')
  await sees('提交')
  app.write('report-text', '小程序里报的：楼道灯不亮')
  app.tap('＋ 拍照')
  await sees('删掉')
  app.tap('● 按一下，开始说')
  await sees('说完了')
  app.tap('■ 说完了')
  await sees('录好了，3 秒')
  app.tap('✕ 删掉录音')
  await sees('开始说')
  app.tap('用我现在的位置')
  await sees('已取到您现在的位置')
  app.tap('在地图上指')
  await sees('已在地图上指好位置')
  app.tap('提交')
  await expect.poll(() => app.route()).toBe('pages/receipt/index')
  await sees('收到了')
  expect(app.complaints).toEqual([])
})
