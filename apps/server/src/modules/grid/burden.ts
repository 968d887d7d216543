import type { AnswerOf, BurdenQuestion, gridBurden, QueryOf } from '@yihu/contracts'
import { daysAfter, isEvening, localDate, localTime, mayBeDropped, VISIT_SUBJECTS, weeksOf } from '@yihu/domain'
import type { WorkedDay } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { moveTimes } from '../../platform/cases/index.ts'
import { checkBurden, sheetTimes } from '../../platform/checks/index.ts'
import type { CheckBurden } from '../../platform/checks/index.ts'
import { countFilledSheets } from '../../platform/exports/index.ts'
import { toldTo } from '../../platform/notices/index.ts'
import { countVerified, visitTimes } from './repo-visit.ts'
import { lookedAt, peopleAt } from './sight.ts'
import { fieldLabel } from './verify.ts'

/** Four weeks as people remember them; what was asked is looked at for a season. */
const DAYS = 28
const QUESTION_DAYS = 90

/**
 * What the work costs those who do it: reckoned from what they chose to record, never from sessions or positions, for ten and
 * more together (ADR 017). @throws Fault not-found
 */
export async function burdenOf(context: Context, actor: Actor, query: QueryOf<typeof gridBurden>): Promise<AnswerOf<typeof gridBurden>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  const { area, areas } = lookedAt(tree, actor, query.area)
  const since = daysAfter(localDate(now), -DAYS)
  const start = new Date(`${since}T00:00:00+08:00`)
  const { people, ...asked } = await context.db.transact(actor.scope, async (tx) => {
    const workers = [...new Set((await peopleAt(tx, areas, ['grid-worker'])).map(({ id }) => id))]
    const checks = await checkBurden(tx, context, { area: area.path, since, questionsSince: daysAfter(localDate(now), -QUESTION_DAYS) })
    const verified = await countVerified(tx, { area: area.path, since: daysAfter(localDate(now), -QUESTION_DAYS) })
    return {
      people: workers, weeks: weeksOf(await worked(tx, { people: workers, since: start })), refused: checks.refused.map((one) => ({ ...one, at: one.at.toISOString() })),
      questions: questionsOf(checks, verified), sheets: [...checks.sheets], filledByPool: await countFilledSheets(tx, start),
    }
  })
  return { area, asOf: new Date(now).toISOString(), since, ...asked, notices: await toldTo(context, { userIds: people, since: start }) }
}

async function worked(tx: Tx, asked: { readonly people: readonly string[]; readonly since: Date }): Promise<WorkedDay[]> {
  const times = [...await visitTimes(tx, asked), ...await sheetTimes(tx, asked), ...await moveTimes(tx, asked)]
  return times.map(({ person, at }) => {
    const time = localTime(at.getTime())
    const minute = minuteOf(time)
    return { person, day: localDate(at.getTime()), first: minute, last: minute, records: 1, evening: Number(isEvening(time)) }
  })
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

/** How many notices grid workers of an area got between nine in the evening and seven, of the last four weeks. */
export async function nightNotices(context: Context, actor: Actor, area: string): Promise<number> {
  const since = new Date(`${daysAfter(localDate(context.clock.now()), -DAYS)}T00:00:00+08:00`)
  const people = await context.db.transact(actor.scope, (tx) => peopleAt(tx, [area], ['grid-worker']))
  return (await toldTo(context, { userIds: [...new Set(people.map(({ id }) => id))], since })).reduce((sum, { night }) => sum + night, 0)
}

/** How many questions of an area could be dropped. */
export async function idleQuestions(context: Context, actor: Actor, area: string): Promise<number> {
  const since = daysAfter(localDate(context.clock.now()), -QUESTION_DAYS)
  const questions = await context.db.transact(actor.scope, async (tx) => questionsOf(await checkBurden(tx, context, { area, since, questionsSince: since }), await countVerified(tx, { area, since })))
  return questions.filter((one) => one.mayBeDropped).length
}

/** What is asked again and again, what could be dropped first. */
function questionsOf({ questions }: Pick<CheckBurden, 'questions'>, verified: Awaited<ReturnType<typeof countVerified>>): BurdenQuestion[] {
  const fields = verified.map(({ kind, field, ...counted }) => ({ of: VISIT_SUBJECTS[kind], text: fieldLabel(kind, field), listId: null, ...counted }))
  const all = [...fields, ...questions.map(({ listName, ...one }) => ({ of: listName, ...one }))]
  return all.map((one) => ({ ...one, mayBeDropped: mayBeDropped(one) })).toSorted((a, b) => Number(b.mayBeDropped) - Number(a.mayBeDropped) || b.asked - a.asked || (a.text < b.text ? -1 : 1))
}
