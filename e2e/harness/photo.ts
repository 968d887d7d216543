import type { BrowserContext } from 'playwright-core'

interface Photo {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A JPEG as a telephone takes it, of a drawn street: `before` with tables on the pavement, `after` without; `detailed` with gravel all over it, which hardly compresses. */
export async function photograph(context: BrowserContext, scene: 'before' | 'after' | 'detailed'): Promise<Photo> {
  const page = await context.newPage()
  const [width, height] = scene === 'detailed' ? [1600, 1200] : [800, 600]
  await page.setViewportSize({ width, height })
  const tables = scene === 'before' ? [120, 300, 480].map((x) => `<rect x="${x}" y="400" width="110" height="14" fill="#8a5a2b"/><path d="M${x + 20} 414v70M${x + 90} 414v70" stroke="#5d3c1c" stroke-width="8"/>`).join('') : ''
  const gravel = scene === 'detailed' ? '<filter id="gravel"><feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="4"/></filter><rect width="800" height="600" filter="url(#gravel)"/>' : ''
  await page.setContent(`<meta name="viewport" content="width=device-width"><body style="margin:0"><svg width="${width}" height="${height}" viewBox="0 0 800 600">
    <rect width="800" height="360" fill="#b9d3e6"/><rect y="120" width="800" height="250" fill="#cdb79a"/>
    ${[60, 250, 440, 630].map((x) => `<rect x="${x}" y="200" width="120" height="170" fill="#4d5b6b"/><rect x="${x}" y="160" width="120" height="34" fill="#b33f35"/>`).join('')}
    <rect y="370" width="800" height="130" fill="#c9c9c4"/><rect y="500" width="800" height="100" fill="#6c6f73"/><path d="M0 550h800" stroke="#eee" stroke-width="6" stroke-dasharray="60 40"/>${tables}${gravel}</svg></body>`)
  const buffer = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return { name: `${scene}.jpg`, mimeType: 'image/jpeg', buffer }
}
