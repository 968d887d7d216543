import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnswerOf, DutySimulation, simulateDuty } from '@yihu/contracts'
import { isServiceTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { calendarOf } from '../calendar/index.ts'
import { createDutyTable } from './current.ts'
import { pastOf } from './past.ts'
import { readPast } from './repo-past.ts'
import { replay } from './replay.ts'
import type { Diverted, Tally } from './replay.ts'
import { wholeSet } from './rule-scope.ts'
import { draftedRules, readBook } from './rules-in-force.ts'
import { sayRule } from './say.ts'
import { ledgerOf } from './unit-book.ts'
import type { Ledger } from './unit-book.ts'

/** Most cases replayed at once. */
const MOST_CASES = 20_000
const MOST_DIFFS = 500

/** Sends the cases of the last days again, by the rules in force and by the draft: who would have got what. */
export async function simulate(context: Context, actor: Actor, { street, days }: { street: string | undefined; days: number }): Promise<AnswerOf<typeof simulateDuty>> {
  const [ledger, calendar] = await Promise.all([ledgerOf(context), calendarOf(context)])
  const set = wholeSet(actor.scope, ledger, street)
  const now = context.clock.now()
  const { book, files } = await context.db.transact(actor.scope, async (tx) => ({
    book: await readBook(tx, set.path), files: await readPast(tx, { path: set.path, from: new Date(now - days * 86_400_000), limit: MOST_CASES + 1 }),
  }))
  const cases = files.slice(0, MOST_CASES).flatMap((file) => pastOf(file) ?? [])
  const [live, drafted] = [[...book.inherited, ...book.live], draftedRules(book)]
  const result = await replay(cases, {
    before: createDutyTable(live), after: createDutyTable(drafted), units: ledger.units, isServiceTime: (at) => isServiceTime(calendar, at), pause: () => nextTurn(),
  })
  const texts = new Map([...live, ...drafted].map((rule) => [rule.id, sayRule(rule, ledger.names)]))
  const diffs = result.diverted.toSorted((a, b) => Number(b.past.isReturned) - Number(a.past.isReturned)).slice(0, MOST_DIFFS)
  return {
    asOf: new Date(now).toISOString(), days, cases: cases.length, isCut: files.length > MOST_CASES, revision: book.draft?.revision ?? 0,
    changed: result.diverted.length, returned: result.diverted.filter(({ past }) => past.isReturned).length, right: result.right, auto: result.auto,
    units: named(result.units, (id) => ledger.names.unit(id)),
    rules: named(result.rules.filter(({ before, after }) => before !== after), (id) => texts.get(id) ?? id),
    diffs: diffs.map((one) => diffRow(one, ledger)),
  }
}

function named(tallies: readonly Tally[], nameOf: (id: string) => string): DutySimulation['units'] {
  return tallies.map((tally) => ({ ...tally, name: nameOf(tally.id) }))
}

function diffRow({ past, before, after }: Diverted, { names, areas }: Ledger): DutySimulation['diffs'][number] {
  const { id, number, title } = past
  return {
    case: { id, number, title }, className: names.class(past.classCode), areaName: areas.fullNameOf(past.path), at: new Date(past.at).toISOString(),
    had: names.unit(past.first), isReturned: past.isReturned, finished: past.finished === null ? null : names.unit(past.finished),
    before: before && names.unit(before.unitId), after: after && names.unit(after.unitId), ruleId: after?.ruleId ?? null,
  }
}
