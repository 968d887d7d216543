import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { settled } from './judge.ts'

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
