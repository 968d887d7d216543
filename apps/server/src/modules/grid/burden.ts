import type { AnswerOf, BurdenQuestion, gridBurden, QueryOf } from '@yihu/contracts'
import { daysAfter, isEvening, localDate, localTime, mayBeDropped, VISIT_SUBJECTS, weeksOf } from '@yihu/domain'
import type { WorkedDay } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { moveTimes } from '../../platform/cases/index.ts'
import { checkBurden, checkQuestions, sheetTimes } from '../../platform/checks/index.ts'
import type { CheckBurden } from '../../platform/checks/index.ts'
import { countFilledSheets } from '../../platform/exports/index.ts'
import { nightsOf, toldTo } from '../../platform/notices/index.ts'
import { countVerified, visitTimes } from './repo-visit.ts'
import type { VerifiedCount } from './repo-visit.ts'
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
      questions: questionsOf(checks.questions, verified), sheets: [...checks.sheets], filledByPool: await countFilledSheets(tx, start),
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

/** How many notices the grid workers of any place got between nine in the evening and seven, of the last four weeks. */
export async function nightNotices(context: Context, actor: Actor, within: readonly string[]): Promise<(area: string) => number> {
  const since = new Date(`${daysAfter(localDate(context.clock.now()), -DAYS)}T00:00:00+08:00`)
  const people = await context.db.transact(actor.scope, (tx) => peopleAt(tx, within, ['grid-worker']))
  const nights = await nightsOf(context, { userIds: people.map(({ id }) => id), since })
  return (area) => [...new Set(people.filter(({ path }) => isWithin(path, area)).map(({ id }) => id))].reduce((sum, id) => sum + (nights.get(id) ?? 0), 0)
}

/** How many questions could be dropped: at any place in sight, or in one area, told of it alone. */
export async function idleQuestions(context: Context, actor: Actor, within?: string): Promise<(area: string) => number> {
  const since = daysAfter(localDate(context.clock.now()), -QUESTION_DAYS)
  const asked = { ...(within === undefined ? {} : { area: within }), since }
  const [checksAt, verified] = await context.db.transact(actor.scope, async (tx) => [await checkQuestions(tx, context, asked), await countVerified(tx, asked)] as const)
  return (area) => questionsOf(checksAt(area), verified.filter(({ path }) => isWithin(path, area))).filter((one) => one.mayBeDropped).length
}

/** What is asked again and again, what could be dropped first. */
function questionsOf(checks: CheckBurden['questions'], verified: readonly VerifiedCount[]): BurdenQuestion[] {
  const fields = Map.groupBy(verified, ({ kind, field }) => `${kind} ${field}`).values().flatMap(([first, ...others]) => (first ? [summed(first, others)] : []))
  const all = [...fields, ...checks.map(({ listName, ...one }) => ({ of: listName, ...one }))]
  return all.map((one) => ({ ...one, mayBeDropped: mayBeDropped(one) })).toSorted((a, b) => Number(b.mayBeDropped) - Number(a.mayBeDropped) || b.asked - a.asked || (a.text < b.text ? -1 : 1))
}

function summed(first: VerifiedCount, others: readonly VerifiedCount[]): Omit<BurdenQuestion, 'mayBeDropped'> {
  const sum = (key: 'asked' | 'found') => others.reduce((total, one) => total + one[key], first[key])
  return { of: VISIT_SUBJECTS[first.kind], text: fieldLabel(first.kind, first.field), listId: null, asked: sum('asked'), found: sum('found') }
}
