import { createRequire } from 'node:module'
import path from 'node:path'
import type PDFDocument from 'pdfkit'
import encodeQR from 'qr'

/** A sheet of A4 in points, 72 to the inch. */
export const A4 = { width: 595.28, height: 841.89 } as const

/** A document that is being drawn. */
export type Pdf = InstanceType<typeof PDFDocument>

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The package says its entry only; its fonts lie beside it. */
const FONTS = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')
const fontFile = (weight: 'Regular' | 'Bold') => path.join(FONTS, `NotoSansHans-${weight}.otf`)

/** Opens a document of A4 pages whose text may be Chinese; pages are added by who draws. The library is loaded with the first. */
export async function openPdf(title: string): Promise<Pdf> {
  const { default: Document } = await import('pdfkit')
  const pdf = new Document({ size: [A4.width, A4.height], margin: 0, autoFirstPage: false, info: { Title: title, Producer: 'Yihu' } })
  pdf.registerFont('text', fontFile('Regular')).registerFont('bold', fontFile('Bold'))
  return pdf
}

/** All bytes of a document that is drawn. */
export async function bytesOf(pdf: Pdf): Promise<Buffer> {
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve, reject) => pdf.once('end', resolve).once('error', reject))
  pdf.end()
  await ended
  return Buffer.concat(parts)
}

/** Writes words into a box, in as many lines as `lines` allows; answers the height used. */
export function write(pdf: Pdf, words: string, { x, y, width, size, lines = 1, isBold = false }: Box & { size: number; lines?: number; isBold?: boolean }): number {
  pdf.font(isBold ? 'bold' : 'text').fontSize(size).fillColor('#000')
  const height = Math.min(pdf.heightOfString(words, { width }), lines * pdf.currentLineHeight(true) + 0.5)
  pdf.text(words, x, y, { width, height, ellipsis: true })
  return height
}

/** Draws a QR code as filled squares, sharp at every size; the quiet zone of four squares around it (ISO/IEC 18004) is part of the width. */
export function drawQr(pdf: Pdf, text: string, { x, y, width }: Box): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const side = width / rows.length
  for (const [at, row] of rows.entries()) {
    for (const { from, to } of runsOf(row)) pdf.rect(x + from * side, y + at * side, (to - from) * side, side)
  }
  pdf.fill('#000')
}

/** Where dark squares of a row begin and end, neighbours together: no hairline between them in print. */
function runsOf(row: readonly boolean[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const [at, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (isDark && last?.to === at) runs[runs.length - 1] = { from: last.from, to: at + 1 }
    else if (isDark) runs.push({ from: at, to: at + 1 })
  }
  return runs
}
