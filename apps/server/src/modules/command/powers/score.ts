import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listUnitScores, scoreUnit, UnitScore } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { callsOf, groundOf } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { holdsPower } from './list.ts'
import { scoresSince, writeScore } from './repo.ts'
import type { StoredScore } from './repo.ts'

const DAY_MS = 86_400_000
/** A call may be scored for a quarter after it was made. */
const SCORED_WITHIN_DAYS = 92

interface Scoring {
  readonly callId: string
  readonly form: BodyOf<typeof scoreUnit>
  readonly ip: string
}

/**
 * What the street says of how a unit of the district answered one call; saying it again replaces it. Only under the power
 * of assessment, and only of a call that was answered.
 * @throws power-not-held, not-found, call-unanswered
 */
export async function giveScore(context: Context, actor: Actor, { callId, form, ip }: Scoring): Promise<UnitScore> {
  const at = context.clock.now()
  const [street, ground] = [await streetOf(context), await groundOf(context)]
  const { calls } = await callsOf(context, actor, { ground, days: SCORED_WITHIN_DAYS })
  const call = calls.find(({ id }) => id === callId)
  if (!call) throw new Fault('not-found')
  if (!call.answer) throw new Fault('call-unanswered')
  const score: StoredScore = { callId, caseId: call.caseId, caseNumber: call.number, unitId: call.unit.id, ...form, scoredName: actor.name, scoredAt: new Date(at) }
  return context.db.transact(actor.scope, async (tx) => {
    if (!(await holdsPower(tx, 'assessment', { street, today: localDate(at) }))) throw new Fault('power-not-held')
    await writeScore(tx, score, { street, by: actor.userId })
    await record(tx, { at, by: actor, action: 'power.score', object: call.number, result: 'done', ip, detail: { unit: call.unit.id, ...form } })
    return onWire(score, ground)
  })
}

/** Scores of the last days and their mean by unit; each mean is that of the scores listed. */
export async function scoresOf(context: Context, actor: Actor, days: number): Promise<AnswerOf<typeof listUnitScores>> {
  const now = context.clock.now()
  const ground = await groundOf(context)
  const scores = (await context.db.transact(actor.scope, (tx) => scoresSince(tx, new Date(now - days * DAY_MS)))).map((score) => onWire(score, ground))
  const units = [...Map.groupBy(scores, ({ unit }) => unit.id).values()].flatMap((given) => {
    const [first] = given
    return first ? [{ unit: first.unit, count: given.length, mean: Math.round((given.reduce((sum, { score }) => sum + score, 0) / given.length) * 100) / 100 }] : []
  })
  return { asOf: new Date(now).toISOString(), scores, units: units.toSorted((a, b) => b.count - a.count) }
}

function onWire({ unitId, scoredName, scoredAt, ...rest }: StoredScore, ground: Ground): UnitScore {
  return { ...rest, unit: { id: unitId, name: ground.unitName(unitId) }, by: scoredName, at: scoredAt.toISOString() }
}
