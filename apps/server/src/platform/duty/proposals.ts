import type { AnswerOf, DutyProposal, listDutyProposals } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { createDutyTable } from './current.ts'
import { pastOf } from './past.ts'
import { propose } from './propose.ts'
import type { Proposal } from './propose.ts'
import { readPast } from './repo-past.ts'
import { wholeSet } from './rule-scope.ts'
import { targetKey } from './rule-set.ts'
import { draftedRules, readBook } from './rules-in-force.ts'
import { sayMatter, sayRule, sayTarget } from './say.ts'
import { ledgerOf } from './unit-book.ts'
import type { Ledger } from './unit-book.ts'

const YEAR_MS = 365 * 86_400_000
const MOST_CASES = 20_000
const MOST_SHOWN = 20

/** Changes that the returned cases of a year speak for; what the draft already does is not proposed. */
export async function proposalsOf(context: Context, actor: Actor, street: string | undefined): Promise<AnswerOf<typeof listDutyProposals>> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, street)
  const now = context.clock.now()
  const { book, files } = await context.db.transact(actor.scope, async (tx) => ({
    book: await readBook(tx, set.path), files: await readPast(tx, { path: set.path, from: new Date(now - YEAR_MS), limit: MOST_CASES }),
  }))
  const found = propose(files.flatMap((file) => pastOf(file) ?? []), { table: createDutyTable(draftedRules(book)), units: ledger.units, setPath: set.path })
  return { proposals: found.map((one) => wordsOf(one, ledger)), asOf: new Date(now).toISOString() }
}

function wordsOf(proposal: Proposal, { names }: Ledger): DutyProposal {
  const { classCode: classPrefix, areaPath, target, moved, kept, ruleId, priority } = proposal
  const reason = `${sayMatter({ classPrefix, areaPath }, names)}近 12 个月有 ${moved.length} 件被退回，最后都由${sayTarget(target, names)}办结；首派单位自己办结的有 ${kept} 件。`
  const rule: DutyProposal['rule'] = { classPrefix, areaPath, hours: 'always', target, priority, isAuto: false, note: `${moved.length} 件退回的案件由其办结` }
  return {
    id: `${classPrefix} ${areaPath} ${targetKey(target)}`, reason, isDoubtful: kept >= moved.length, ruleId, rule,
    text: sayRule({ ...rule, note: '', id: '', role: '' }, names),
    cases: moved.slice(0, MOST_SHOWN).map(({ id, number, title, first, finished }) => ({ id, number, title, returnedBy: names.unit(first), finishedBy: finished === null ? '' : names.unit(finished) })),
  }
}
