import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const documents = fileURLToPath(new URL('../../docs/img', import.meta.url))

/**
 * Keeps a picture of the page, when asked: YIHU_SHOTS=1 renews those of the README (`docs/img`),
 * YIHU_SHOTS=FOLDER puts every picture there.
 */
export async function shoot(page: Page, name: string, options: { readonly forReadme?: boolean } = {}): Promise<void> {
  const wish = process.env['YIHU_SHOTS']
  if (!wish || (wish === '1' && options.forReadme !== true)) return
  const folder = wish === '1' ? documents : wish
  mkdirSync(folder, { recursive: true })
  await settled(page)
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}

/** Waits until what the page asked for is there: no skeleton, no spinner, nothing busy. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  const waiting = page.locator('[aria-busy="true"], .ant-skeleton-active, .ant-spin-spinning, .map-box:not([data-painted])')
  const until = Date.now() + 60_000
  do {
    await page.waitForTimeout(150)
    if (Date.now() > until) throw new Error(`still waiting after a minute: ${await waiting.first().innerHTML()}`)
  } while ((await waiting.count()) > 0)
  // Every picture in sight is painted, not only asked for.
  await page.evaluate('Promise.all([...document.images].filter((image) => !image.loading || image.loading === "eager" || image.getBoundingClientRect().top < innerHeight).map((image) => image.decode().catch(() => null))).then(() => null)')
  await page.evaluate('document.fonts.ready.then(() => null)')
}
