import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { SIZES } from './house.ts'
import { settled, shoot } from './shots.ts'

/**
 * What is wrong with the page as it stands, in light and dark and at all four sizes; leaves it as it was found.
 * Pictures go to the folder that YIHU_SHOTS names.
 */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  const before = page.viewportSize()
  const faults: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await settled(page)
    // The dark theme changes colours only.
    faults.push(...(await seriousFaults(page, scheme === 'light' ? undefined : ['color-contrast'])).map((fault) => `${name} ${scheme}: ${fault}`))
    await shoot(page, `${name}-${scheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  for (const [size, box] of Object.entries(SIZES)) {
    await page.setViewportSize(box)
    await settled(page)
    const wide = await overflow(page)
    if (wide > 0) faults.push(`${name}: ${wide} px too wide at ${box.width}×${box.height}`)
    if (size !== 'desk') await shoot(page, `${name}-${size}`)
  }
  if (before) await page.setViewportSize(before)
  return faults
}

/** What axe finds serious or critical on the page as it stands, one line each. */
async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source)
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} — ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`))
}

/** Pixels by which the page is wider than its window, or than the part of it that scrolls by itself; 0 when nothing overflows. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(`Math.max(
    Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth,
    ...[...document.querySelectorAll('.page, .inbox-case')].map((box) => box.scrollWidth - box.clientWidth))`)
}
