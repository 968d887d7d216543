import { A4, drawQr, write } from '../../kernel/pdf.ts'
import type { Pdf } from '../../kernel/pdf.ts'
import type { Label } from './label.ts'

/** What people most often bring forward; the clerk who reads the sheet knows the rest. */
const MATTERS = ['路灯不亮', '垃圾没清', '井盖、路面坏了', '下水堵、污水冒', '水电气暖', '噪声、油烟', '停车、占道', '楼道杂物、飞线充电', '物业服务', '邻里矛盾', '老人、残疾人照护', '其他']
const MARGIN = 48
const WIDTH = A4.width - 2 * MARGIN
const COLUMNS = 3
const ROW = 34
const BOX = 13

/** A form to be filled with a pen and photographed: its code says of which area it is. One page of A4. */
export function drawPaper(pdf: Pdf, { url, code, areaName, version }: Label): void {
  pdf.addPage()
  drawQr(pdf, url, { x: A4.width - MARGIN - 112, y: MARGIN - 12, width: 124 })
  write(pdf, '居民诉求登记表', { x: MARGIN, y: MARGIN + 6, width: WIDTH - 130, size: 26, isBold: true })
  write(pdf, areaName, { x: MARGIN, y: MARGIN + 46, width: WIDTH - 130, size: 14, lines: 2 })
  write(pdf, '写好后交给社区，或请家人拍照：扫右边的码，照片一起传。', { x: MARGIN, y: MARGIN + 86, width: WIDTH - 130, size: 11, lines: 2 })
  let y = heading(pdf, '一、什么事（在方框里打勾，可以勾几样）', MARGIN + 132)
  for (const [at, matter] of MATTERS.entries()) {
    const x = MARGIN + (at % COLUMNS) * (WIDTH / COLUMNS)
    const row = y + Math.floor(at / COLUMNS) * ROW
    pdf.lineWidth(1).rect(x, row, BOX, BOX).stroke('#000')
    write(pdf, matter, { x: x + BOX + 8, y: row - 1, width: WIDTH / COLUMNS - BOX - 12, size: 13 })
  }
  y = heading(pdf, '二、具体情况（在哪里、什么时候开始、影响了谁）', y + Math.ceil(MATTERS.length / COLUMNS) * ROW + 10)
  y = rules(pdf, { y, count: 6 })
  y = heading(pdf, '三、怎么联系您（可以不填）', y + 16)
  for (const word of ['称呼', '电话', '住址', '日期']) {
    write(pdf, word, { x: MARGIN, y, width: 40, size: 13 })
    pdf.lineWidth(0.5).moveTo(MARGIN + 44, y + 17).lineTo(A4.width - MARGIN, y + 17).stroke('#666')
    y += 32
  }
  write(pdf, '联系方式只用来答复您这件事。您可以随时问社区办到哪一步。', { x: MARGIN, y: A4.height - MARGIN - 34, width: WIDTH, size: 11 })
  write(pdf, `${code}　第 ${version} 版`, { x: MARGIN, y: A4.height - MARGIN - 14, width: WIDTH, size: 9 })
}

/** A heading; answers where what follows begins. */
function heading(pdf: Pdf, words: string, y: number): number {
  write(pdf, words, { x: MARGIN, y, width: WIDTH, size: 14, isBold: true })
  return y + 32
}

/** Lines to write on; answers where they end. */
function rules(pdf: Pdf, { y, count }: { y: number; count: number }): number {
  for (let at = 1; at <= count; at += 1) pdf.lineWidth(0.5).moveTo(MARGIN, y + at * 30 - 12).lineTo(A4.width - MARGIN, y + at * 30 - 12).stroke('#666')
  return y + count * 30
}
