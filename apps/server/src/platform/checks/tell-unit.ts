import { Fault } from '@yihu/contracts'
import type { AnswerOf, answerSanction, BodyOf, SanctionRow, tellSanction } from '@yihu/contracts'
import { localDate, SANCTIONS } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { sendText } from '../notices/index.ts'
import { unitsOf } from '../pool/index.ts'
import { dropTold, findSanction, keepAnswer, keepTold } from './repo-sanction.ts'
import type { StoredSanction } from './repo-sanction.ts'
import { gradeOf, rowOf } from './sanctions.ts'

interface Telling {
  readonly id: string
  readonly how: BodyOf<typeof tellSanction>['how']
  readonly ip: string
}

/**
 * Tells the unit what was done about it, for what and by when: by text message now, or as it was handed over or posted. It is
 * claimed first, so that of two at once one tells; a text message that did not leave gives the claim back and tells nobody.
 * @throws not-found, sanction-over, conflict, sanction-unreachable
 */
export async function tell(context: Context, actor: Actor, { id, how, ip }: Telling): Promise<AnswerOf<typeof tellSanction>> {
  const now = context.clock.now()
  const at = new Date(now)
  const row = await context.db.transact(actor.scope, async (tx) => {
    await standing(tx, id)
    return keepTold(tx, id, { at, by: actor.name, how })
  })
  if (!row) throw new Fault('conflict')
  const words = how === 'text' ? await textUnit(context, actor, row).catch(async (error: unknown) => {
    await context.db.transact(actor.scope, (tx) => dropTold(tx, id, at))
    throw error
  }) : null
  return context.db.transact(actor.scope, async (tx) => {
    await emit(tx, { topic: 'check.sanctioned', scopePath: row.area_path, payload: { organisation: row.organisation_id } })
    await record(tx, { at: now, by: actor, action: 'check.sanction-tell', object: `单位 ${row.organisation_id.slice(-12)}`, result: 'done', ip, detail: { sanction: id, how } })
    return { sanction: await rowOf(tx, context, row), words }
  })
}

async function textUnit(context: Context, actor: Actor, row: StoredSanction): Promise<string | null> {
  const unit = await context.db.transact(actor.scope, async (tx) => (await unitsOf(tx, context, [row.organisation_id])).get(row.organisation_id))
  if (!unit?.phone) throw new Fault('sanction-unreachable', { details: { reason: '台账里没有这个单位的电话' } })
  return sendText(context, { phone: unit.phone, kind: 'unit', params: { unit: unit.name, number: String(row.case_ids.length), grade: SANCTIONS[gradeOf(row.grade)], until: row.due_on ?? '' } }).catch(unreachable)
}

/** Whoever waits for a code may try again; a unit is told on paper. */
function unreachable(error: unknown): never {
  if (!(error instanceof Fault) || (error.code !== 'text-off' && error.code !== 'text-not-sent')) throw error
  throw new Fault('sanction-unreachable', { details: { reason: error.code === 'text-off' ? '本街道没有开通短信' : String(error.details['reason'] ?? '') } })
}

/** One that still counts and has a day by which it is answered. @throws not-found, sanction-over */
async function standing(tx: Tx, id: string): Promise<StoredSanction> {
  const known = await findSanction(tx, id)
  if (!known) throw new Fault('not-found')
  if (known.withdrawn_at !== null || known.due_on === null) throw new Fault('sanction-over')
  return known
}

interface Answering {
  readonly id: string
  readonly form: BodyOf<typeof answerSanction>
  readonly ip: string
}

/** Writes down what the unit answered, once, and on which day. @throws not-found, sanction-over, conflict, input-invalid */
export async function answer(context: Context, actor: Actor, { id, form: { on, text }, ip }: Answering): Promise<SanctionRow> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const known = await standing(tx, id)
    if (on > localDate(now) || on < localDate(known.at.getTime())) throw new Fault('input-invalid', { fields: { on: '答复的日子在处理之后、今天以前' } })
    const row = await keepAnswer(tx, id, { on, text, by: actor.name, at: new Date(now) })
    if (!row) throw new Fault('conflict')
    await emit(tx, { topic: 'check.sanctioned', scopePath: row.area_path, payload: { organisation: row.organisation_id } })
    await record(tx, { at: now, by: actor, action: 'check.sanction-answer', object: `单位 ${row.organisation_id.slice(-12)}`, result: 'done', ip, detail: { sanction: id, on } })
    return rowOf(tx, context, row)
  })
}
