import type { Readable } from 'node:stream'
import { figureBeside, figureTarget, timeText } from '@yihu/domain'
import { fileStream } from '../../../platform/exports/index.ts'
import { numberText, standingText } from './paper.ts'
import type { Shown } from './paper.ts'

const COLUMNS = ['指标', '数', '单位', '与什么比', '目标', '怎么样', '截至', '怎么算', '来源', '名单']

/** A dashboard as .xlsx: a line for each figure. */
export function bulletinSheet({ dashboard: { form: { name } }, area, asOf, cards }: Shown, { by, origin }: { readonly by: string; readonly origin: string }): Readable {
  const rows = cards.map((card) => {
    const { figure } = card
    const value = figure.state === 'measured' && figure.value !== null ? String(figure.value) : numberText(figure)
    return [figure.name, value, figure.unit, figureBeside(figure) ?? '', figureTarget(figure)?.text ?? '', standingText(card), timeText(figure.asOf), figure.definition, figure.source, figure.list && `${origin}${figure.list}`]
  })
  const pages = (async function* () { yield rows })()
  return fileStream('xlsx', { name: '简报', watermark: [name, area.name, `截至 ${timeText(asOf)}`, by].join('　'), columns: COLUMNS, pages, asOf, source: by })
}
