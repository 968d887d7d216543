import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, joinReport, sayStillNear } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { FOLLOWER, groundOf, moveCase, prepare, queryCodeOf, REPORTER, reportToJoin, reportToReopen, SYSTEM } from '../cases/index.ts'
import type { CaseRecord, Ground } from '../cases/index.ts'
import { existingFiles } from './existing-files.ts'
import { takenAs, takeWithin } from './take-within.ts'
import type { Taken } from './take-within.ts'

type Receipt = AnswerOf<typeof joinReport>
interface Asked<B> {
  readonly id: string
  readonly body: B
}

/**
 * 「我也遇到」: whoever says so follows the report that stands, with number and query code of their own, and gets its reply;
 * no second case is worked on. The same client id twice is one, also when the report has been closed since.
 * @throws near-gone when the report was closed meanwhile
 */
export async function joinNear(context: Context, { id, body }: Asked<BodyOf<typeof joinReport>>): Promise<Receipt> {
  return follow(context, { body, word: '我也遇到', targetOf: async (tx) => ({ open: await reportToJoin(tx, id) }) })
}

/**
 * 「问题还在」 of a neighbour: what was closed of late is opened again by the rule for reporters, once, and the neighbour
 * follows it from then on. Where somebody else has opened it meanwhile, they join.
 * @throws near-gone when it cannot be opened again so
 */
export async function stillThereNear(context: Context, { id, body }: Asked<BodyOf<typeof sayStillNear>>): Promise<Receipt> {
  return follow(context, {
    body, word: '问题还在',
    targetOf: async (tx, ground) => {
      const closed = await reportToReopen(tx, id, { ground, now: context.clock.now() })
      return { closed, open: closed ?? (await reportToJoin(tx, id)) }
    },
  })
}

interface Following {
  readonly body: BodyOf<typeof joinReport>
  readonly word: string
  /** The report to follow; `closed` where it has to be opened again first. */
  readonly targetOf: (tx: Tx, ground: Ground) => Promise<{ readonly open: CaseRecord | undefined; readonly closed?: CaseRecord | undefined }>
}

async function follow(context: Context, { body, word, targetOf }: Following): Promise<Receipt> {
  const [ground, files, now] = [await groundOf(context), await existingFiles(context, body.files), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const before = (await takenAs(tx, 'resident', [body.clientId])).get(body.clientId)
    if (before) return receiptOf(context, before)
    const { open: target, closed } = await targetOf(tx, ground)
    const classCode = target?.core.classCode
    if (!target || !classCode) throw new Fault('near-gone')
    const title = `${word}：${ground.classRef(classCode).name}`
    const prepared = prepare({
      source: 'resident', senderId: body.clientId, at: now, takenAt: now, title, text: body.note ? `${title}\n${body.note}` : title, classCode, areaPath: target.area_path, contact: body.contact, files,
      ...(target.lon === null || target.lat === null ? {} : { point: { lon: target.lon, lat: target.lat } }), placeSource: target.place_source as 'point' | 'code' | 'address' | 'none', // checked by the table
      by: REPORTER, steps: [],
    }, ground)
    const [taken] = await takeWithin(tx, context, [prepared])
    if (!taken) throw new Fault('internal')
    if (taken.isNew) {
      if (closed) await moveCase(tx, context, { ground, request: { caseId: closed.id, move: { move: 'still-there', note: body.note ?? '' }, by: FOLLOWER, extra: { number: taken.number } } })
      await moveCase(tx, context, { ground, request: { caseId: taken.caseId, move: { move: 'merge', into: target.id, consent: `本人报事时点了“${word}”` }, by: SYSTEM } })
    }
    return receiptOf(context, taken)
  })
}

function receiptOf(context: Context, { number, caseId }: Taken): Receipt {
  return { number, queryCode: queryCodeOf(context, caseId) }
}
