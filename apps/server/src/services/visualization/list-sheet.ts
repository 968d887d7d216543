import type { Readable } from 'node:stream'
import { Fault } from '@yihu/contracts'
import { figureInWords, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { record } from '../../platform/audit/index.ts'
import { fileStream } from '../../platform/exports/index.ts'
import { figureOf } from './measure.ts'
import { indicatorFor } from './provenance.ts'

interface Asked {
  readonly id: string
  readonly area: string | undefined
  readonly ip: string
  readonly all: readonly Indicator[]
}

/** The list that a figure counts as a sheet under the figure in words; who took it is on record. @throws Fault not-found, input-invalid for a list that is not taken out so */
export async function sheetOf(context: Context, actor: Actor, { id, area, ip, all }: Asked): Promise<{ readonly name: string; readonly file: Readable }> {
  const { at, indicator } = await indicatorFor(context, actor, { id, area }, all)
  const { name, sheet, source } = indicator
  if (!sheet) throw new Fault('input-invalid', { fields: { figure: '这个数的名单不能导出，请打开列表看' } })
  const now = context.clock.now()
  const sight = { actor, area: at.path, now }
  const words = figureInWords(await figureOf(context, indicator, sight))
  await context.db.transact(actor.scope, (tx) => record(tx, { at: now, by: actor, action: 'indicator.export', object: `${at.name}：${name}`, result: 'done', ip, detail: { indicator: id, area: at.path } }))
  const watermark = [`导出人：${actor.name}（${actor.username}）`, `数据截至：${timeText(new Date(now).toISOString())}`, `范围：${at.name}`, `指标：${words}`].join('　')
  return { name, file: fileStream('xlsx', { name, asOf: new Date(now).toISOString(), source, watermark, columns: sheet.columns, pages: sheet.pages(context, sight) }) }
}
