import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, joinReport } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { groundOf, moveCase, prepare, queryCodeOf, reportToJoin, REPORTER, SYSTEM } from '../cases/index.ts'
import { existingFiles } from './existing-files.ts'
import { takenAs, takeWithin } from './take-within.ts'
import type { Taken } from './take-within.ts'

/**
 * 「我也遇到」: whoever says so follows the report that stands, with number and query code of their own, and gets its reply;
 * no second case is worked on. The same client id twice is one, also when the report has been closed since.
 * @throws near-gone when the report was closed meanwhile
 */
export async function joinNear(context: Context, { id, body }: { readonly id: string; readonly body: BodyOf<typeof joinReport> }): Promise<AnswerOf<typeof joinReport>> {
  const [ground, files, now] = [await groundOf(context), await existingFiles(context, body.files), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const before = (await takenAs(tx, 'resident', [body.clientId])).get(body.clientId)
    if (before) return receiptOf(context, before)
    const target = await reportToJoin(tx, id)
    const classCode = target?.core.classCode
    if (!target || !classCode) throw new Fault('near-gone')
    const title = `我也遇到：${ground.classRef(classCode).name}`
    const prepared = prepare({
      source: 'resident', senderId: body.clientId, at: now, takenAt: now, title, text: body.note ? `${title}\n${body.note}` : title, classCode, areaPath: target.area_path, contact: body.contact, files,
      ...(target.lon === null || target.lat === null ? {} : { point: { lon: target.lon, lat: target.lat } }), placeSource: target.place_source as 'point' | 'code' | 'address' | 'none', // checked by the table
      by: REPORTER, steps: [],
    }, ground)
    const [taken] = await takeWithin(tx, context, [prepared])
    if (!taken) throw new Fault('internal')
    if (taken.isNew) await moveCase(tx, context, { ground, request: { caseId: taken.caseId, move: { move: 'merge', into: target.id, consent: '本人报事时点了“我也遇到”' }, by: SYSTEM } })
    return receiptOf(context, taken)
  })
}

function receiptOf(context: Context, { number, caseId }: Taken): AnswerOf<typeof joinReport> {
  return { number, queryCode: queryCodeOf(context, caseId) }
}
