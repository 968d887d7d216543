import type { AnswerOf, IndicatorFigure, showDashboard } from '@yihu/contracts'
import { THRESHOLD_TONES } from '@yihu/contracts'
import { figureBeside, figureTarget, figureText, timeText } from '@yihu/domain'
import { A4, bytesOf, openPdf, write } from '../../../kernel/pdf.ts'
import type { Pdf } from '../../../kernel/pdf.ts'

export type Shown = AnswerOf<typeof showDashboard>
type Card = Shown['cards'][number]

const MARGIN = 44
const WIDTH = A4.width - 2 * MARGIN
const BOTTOM = A4.height - MARGIN - 24
/** A card takes no more: name, number, standing, four lines of definition, link. */
const CARD_MOST = 132
const INK: Readonly<Record<string, string>> = { green: '#1d7a3e', amber: '#8a5a00', red: '#b42318' }

/** The number with its unit; why there is none, where there is none. */
export function numberText(figure: IndicatorFigure): string {
  return `${figureText(figure)}${figure.state === 'measured' && figure.value !== null ? ` ${figure.unit}` : ''}`
}

/** How a card stands, in the owner's words: mark and word; empty when nothing was said. */
export function standingText({ standing, figure }: Card): string {
  if (figure.state === 'failed') return '这次没有算出，其他数不受影响'
  if (figure.state === 'too-few') return '人数太少，不显示'
  return standing ? `${THRESHOLD_TONES[standing.tone].slice(0, 1)} ${standing.word}` : ''
}

/** A dashboard as PDF: each figure with what it is, as of when, how it stands and the list behind it. */
export async function drawBulletin({ dashboard: { form: { name } }, area, asOf, cards }: Shown, { by, origin }: { readonly by: string; readonly origin: string }): Promise<Buffer> {
  const pdf = await openPdf(name)
  pdf.addPage()
  write(pdf, name, { x: MARGIN, y: MARGIN, width: WIDTH, size: 20, isBold: true })
  write(pdf, `${area.name}　截至 ${timeText(asOf)}　${by}`, { x: MARGIN, y: MARGIN + 30, width: WIDTH, size: 10 })
  let y = MARGIN + 56
  for (const card of cards) {
    if (y > BOTTOM - CARD_MOST) y = nextPage(pdf, name)
    y += drawCard(pdf, card, { y, origin })
  }
  return bytesOf(pdf)
}

function nextPage(pdf: Pdf, name: string): number {
  pdf.addPage()
  write(pdf, `${name}（续）`, { x: MARGIN, y: MARGIN, width: WIDTH, size: 10 })
  return MARGIN + 24
}

/** One figure; answers the height used. */
function drawCard(pdf: Pdf, card: Card, { y, origin }: { readonly y: number; readonly origin: string }): number {
  const { figure, standing } = card
  const target = figureTarget(figure)
  const half = WIDTH * 0.5
  pdf.lineWidth(0.5).moveTo(MARGIN, y).lineTo(A4.width - MARGIN, y).stroke('#bbb')
  let used = 8 + write(pdf, figure.name, { x: MARGIN, y: y + 8, width: half, size: 12, isBold: true })
  write(pdf, numberText(figure), { x: MARGIN + half, y: y + 5, width: half, size: 16, isBold: true })
  const beside = [figureBeside(figure), target?.text].filter(Boolean).join('；')
  used += 4 + write(pdf, [beside, `截至 ${timeText(figure.asOf)}`].filter(Boolean).join('　'), { x: MARGIN, y: y + used + 4, width: WIDTH, size: 9 })
  const said = standingText(card)
  if (said) {
    pdf.font('bold').fontSize(10).fillColor(INK[standing?.tone ?? ''] ?? '#444').text(said, MARGIN, y + used + 3, { width: WIDTH })
    used += 16
  }
  used += 3 + write(pdf, `怎么算：${figure.definition}来源：${figure.source}。`, { x: MARGIN, y: y + used + 3, width: WIDTH, size: 9, lines: 4 })
  if (figure.list) {
    pdf.font('text').fontSize(9).fillColor('#1f5fbf').text('打开名单', MARGIN, y + used + 3, { width: WIDTH, link: `${origin}${figure.list}`, underline: true })
    used += 15
  }
  return used + 10
}
