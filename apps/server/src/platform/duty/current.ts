import { createSnapshot, systemScope } from '../../kernel/db/index.ts'
import type { Tx, WithDb } from '../../kernel/db/index.ts'
import { choose } from './choose.ts'
import type { DutyChoice, DutyQuestion, DutyRule, RuleContent } from './choose.ts'
import { addCounts, foldCounts, readRules, writeRules } from './repo.ts'

/** The dispatch rules in memory: answers without a query. */
export interface DutyTable {
  readonly rules: readonly DutyRule[]
  /** Who is responsible, and why; see `choose`. */
  choose(question: DutyQuestion): DutyChoice | null
}

const rulesOf = createSnapshot({ name: 'duty', load: async (db) => createDutyTable(await readRules(db)) })

/** The current rules of a context's database; counts of use are as of the last hour. */
export function dutyOf(context: WithDb): Promise<DutyTable> {
  return rulesOf(context)
}

/** Rules by class prefix, so that a choice looks only at those that can apply. */
export function createDutyTable(rules: readonly DutyRule[]): DutyTable {
  const byPrefix = Map.groupBy(rules, ({ classPrefix }) => classPrefix)
  return {
    rules,
    choose(question) {
      const { classCode } = question
      const likely = Array.from({ length: classCode.length + 1 }, (_, length) => byPrefix.get(classCode.slice(0, length)) ?? []).flat()
      return choose(likely, question)
    },
  }
}

/** Loads rules, replacing those with the same id. */
export async function importRules(tx: Tx, rules: readonly RuleContent[]): Promise<void> {
  await writeRules(tx, rules)
}

/** A case, or so many at once, was dispatched by this rule. */
export async function countUse(tx: Tx, ruleId: string, times = 1): Promise<void> {
  await addCounts(tx, [{ ruleId, used: times, returned: 0 }])
}

/** A unit returned a case that this rule had sent it: the rule is trusted less from now on. */
export async function countReturn(tx: Tx, ruleId: string): Promise<void> {
  await addCounts(tx, [{ ruleId, used: 0, returned: 1 }])
}

/** Job: adds the counts of the past hour to their rules. */
export async function learnCounts({ db }: WithDb): Promise<void> {
  await db.transact(systemScope, foldCounts)
}
