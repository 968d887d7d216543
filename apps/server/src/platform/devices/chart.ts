import { Fault } from '@yihu/contracts'
import type { AnswerOf, deviceChart } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { findDevice } from './repo-device.ts'
import { hoursOf, readingsOf } from './repo-reading.ts'

const HOUR_MS = 3_600_000
/** Longer spans are told by the hour. */
const RAW_MS = 26 * HOUR_MS
const MOST_ROWS = 9000

/** The curve of one point. @throws not-found, input-invalid */
export async function chartOf(context: Context, actor: Actor, { id, point, from, to }: { id: string; point: string; from: string; to: string }): Promise<AnswerOf<typeof deviceChart>> {
  const [start, end] = [new Date(from), new Date(to)]
  if (start >= end) throw new Fault('input-invalid', { fields: { from: '开始时间要早于结束时间' } })
  const step = end.getTime() - start.getTime() <= RAW_MS ? 'raw' : 'hour'
  return context.db.transact(actor.scope, async (tx) => {
    const device = await findDevice(tx, id)
    if (!device) throw new Fault('not-found')
    const rows = await (step === 'raw' ? readingsOf : hoursOf)(tx, { deviceNo: device.no, point, from: start, to: end }, MOST_ROWS)
    return { step, rows: rows.slice(0, MOST_ROWS).map((row) => ({ ...row, at: row.at.toISOString() })), isCut: rows.length > MOST_ROWS }
  })
}
