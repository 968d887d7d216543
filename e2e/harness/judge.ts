import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds serious or critical on the page as it stands, one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const results = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`)
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} — ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`))
}

/** Pixels by which the page is wider than its window; 0 when nothing overflows. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth')
}

/** Waits until what the page asked for is there: no skeleton, no spinner, nothing busy. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  const waiting = page.locator('[aria-busy="true"], .ant-skeleton-active, .ant-spin-spinning')
  const until = Date.now() + 15_000
  do {
    await page.waitForTimeout(150)
    if (Date.now() > until) throw new Error(`still waiting after 15 s: ${await waiting.first().innerHTML()}`)
  } while ((await waiting.count()) > 0)
  // Every picture in sight is painted, not only asked for.
  await page.evaluate('Promise.all([...document.images].filter((image) => !image.loading || image.loading === "eager" || image.getBoundingClientRect().top < innerHeight).map((image) => image.decode().catch(() => null))).then(() => null)')
  await page.evaluate('document.fonts.ready.then(() => null)')
}
