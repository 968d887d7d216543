import { setImmediate as breathe } from 'node:timers/promises'
import { A4, bytesOf, drawQr, openPdf, write } from '../../kernel/pdf.ts'
import type { Pdf } from '../../kernel/pdf.ts'
import type { Label } from './label.ts'
import { drawPaper } from './paper-sheet.ts'

const MARGIN = 24
const ACROSS = 2
const DOWN = 4
const WIDTH = (A4.width - 2 * MARGIN) / ACROSS
const HEIGHT = (A4.height - 2 * MARGIN) / DOWN
const QR = 136
const SMALL = 9
/** Where on a label the words of the place end and what to do begins. */
const FOOT = HEIGHT - 56

/**
 * Labels to cut out, eight to a page of A4: the QR code, the place in large letters, what to do. After them the sheets to
 * be filled in, a page each. Other requests get their turn between pages.
 */
export async function printCodes({ labels, papers, title }: { labels: readonly Label[]; papers: readonly Label[]; title: string }): Promise<Buffer> {
  const pdf = await openPdf(title)
  for (let from = 0; from < labels.length; from += ACROSS * DOWN) {
    pdf.addPage()
    for (const [at, label] of labels.slice(from, from + ACROSS * DOWN).entries()) {
      drawLabel(pdf, label, { x: MARGIN + (at % ACROSS) * WIDTH, y: MARGIN + Math.floor(at / ACROSS) * HEIGHT })
    }
    await breathe()
  }
  for (const paper of papers) drawPaper(pdf, paper)
  return bytesOf(pdf)
}

function drawLabel(pdf: Pdf, { url, code, name, areaName, address, version }: Label, { x, y }: { x: number; y: number }): void {
  pdf.save().dash(3, { space: 3 }).lineWidth(0.5).rect(x, y, WIDTH, HEIGHT).stroke('#999').restore()
  drawQr(pdf, url, { x: x + 4, y: y + 6, width: QR })
  const side = { x: x + QR + 8, width: WIDTH - QR - 18 }
  let at = y + 18
  at += write(pdf, name, { ...side, y: at, size: 15, lines: 3, isBold: true }) + 6
  at += write(pdf, areaName, { ...side, y: at, size: SMALL, lines: 2 }) + 3
  const lines = Math.floor((y + FOOT - at) / (SMALL * 1.5))
  if (address !== areaName && lines > 0) write(pdf, address, { ...side, y: at, size: SMALL, lines })
  write(pdf, '发现问题扫一扫，不用登录就能报', { x: x + 16, width: WIDTH - 32, y: y + FOOT + 4, size: 11, isBold: true })
  write(pdf, `${code}　第 ${version} 版　码只认这张，不要转拍`, { x: x + 16, width: WIDTH - 32, y: y + HEIGHT - 30, size: 8 })
}
