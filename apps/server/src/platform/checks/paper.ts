import type { FastifyReply } from 'fastify'
import { CHECK_SUBJECTS, Fault } from '@yihu/contracts'
import type { ChecklistForm, ChecklistItem } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { A4, bytesOf, openPdf, write } from '../../kernel/pdf.ts'
import type { Pdf } from '../../kernel/pdf.ts'
import { streetOf } from '../imports/index.ts'
import { requireList } from './book.ts'

const MARGIN = 44
const WIDTH = A4.width - 2 * MARGIN
const BOTTOM = A4.height - MARGIN - 20
const BOX = 10

/** Sends the empty sheet of a list as PDF, as published or, before that, as drafted. @throws not-found */
export async function sendPaper(context: Context, actor: Actor, { id, reply }: { readonly id: string; readonly reply: FastifyReply }): Promise<void> {
  const street = await streetOf(context)
  const { published, stored } = await context.db.transact(actor.scope, (tx) => requireList(tx, street, id))
  const form = published?.form ?? stored?.draft
  if (!form) throw new Fault('not-found')
  const bytes = await drawSheet(form, published ? `第 ${published.version} 版` : '草稿')
  void reply.header('content-type', 'application/pdf').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(form.name)}.pdf`).header('cache-control', 'no-store').send(bytes)
}

async function drawSheet(form: ChecklistForm, version: string): Promise<Buffer> {
  const pdf = await openPdf(form.name)
  pdf.addPage()
  write(pdf, form.name, { x: MARGIN, y: MARGIN, width: WIDTH, size: 18, isBold: true })
  let y = MARGIN + 30
  for (const [at, word] of [`检查的${CHECK_SUBJECTS[form.subject]}`, '检查时间', '检查人', '陪同人'].entries()) line(pdf, word, { x: MARGIN + (at % 2) * (WIDTH / 2), y: y + Math.floor(at / 2) * 24 })
  y += 58
  let group = ''
  for (const [at, item] of form.items.entries()) {
    if (y > BOTTOM - 30) y = nextPage(pdf, form.name)
    if (item.group !== group) y += write(pdf, item.group, { x: MARGIN, y, width: WIDTH, size: 12, isBold: true }) + 6
    group = item.group
    y += drawItem(pdf, item, { at: at + 1, y })
  }
  write(pdf, `${version}　有隐患的写明位置，拍照；交给网格员录入。`, { x: MARGIN, y: A4.height - MARGIN, width: WIDTH, size: 9 })
  return bytesOf(pdf)
}

function nextPage(pdf: Pdf, name: string): number {
  pdf.addPage()
  write(pdf, `${name}（续）`, { x: MARGIN, y: MARGIN, width: WIDTH, size: 10 })
  return MARGIN + 22
}

function line(pdf: Pdf, word: string, { x, y }: { readonly x: number; readonly y: number }): void {
  write(pdf, word, { x, y, width: 90, size: 11 })
  pdf.lineWidth(0.5).moveTo(x + 92, y + 14).lineTo(x + WIDTH / 2 - 10, y + 14).stroke('#666')
}

/** One question with the room for its answer; answers the height used. */
function drawItem(pdf: Pdf, item: ChecklistItem, { at, y }: { readonly at: number; readonly y: number }): number {
  const words = item.kind === 'yes-no' ? ['是', '否', '不适用'] : item.kind === 'choice' ? (item.choices ?? []) : []
  const half = WIDTH * 0.6
  const height = write(pdf, `${at}. ${item.text}${item.unit ? `（${item.unit}）` : ''}`, { x: MARGIN, y, width: half - 8, size: 11, lines: 3 })
  let x = MARGIN + half
  let row = y
  for (const word of words) {
    const width = BOX + 10 + word.length * 11
    if (x + width > A4.width - MARGIN) [x, row] = [MARGIN + half, row + 17]
    pdf.lineWidth(0.8).rect(x, row + 2, BOX, BOX).stroke('#000')
    write(pdf, word, { x: x + BOX + 4, y: row, width: width - BOX, size: 11 })
    x += width
  }
  if (words.length === 0) pdf.lineWidth(0.5).moveTo(x, y + 14).lineTo(A4.width - MARGIN, y + 14).stroke('#666')
  return Math.max(height, row - y + 14) + 8
}
