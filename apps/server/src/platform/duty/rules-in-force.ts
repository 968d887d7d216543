import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { DutyRule, RuleContent } from './choose.ts'
import { readRules } from './repo.ts'
import { readDraft } from './repo-version.ts'
import type { StoredDraft } from './repo-version.ts'
import { isOfSet, targetKey } from './rule-set.ts'

/** A street's rules in force, those it inherits, and its draft. */
export interface Rulebook {
  readonly live: readonly DutyRule[]
  /** Rules of the district that apply here too. */
  readonly inherited: readonly DutyRule[]
  readonly draft: StoredDraft | null
}

/** Reads all of it in one transaction. */
export async function readBook(tx: Tx, path: string): Promise<Rulebook> {
  const rules = await readRules(tx)
  return {
    live: rules.filter((rule) => isOfSet(rule, path)),
    inherited: rules.filter((rule) => !isOfSet(rule, path) && isWithin(path, rule.areaPath)),
    draft: await readDraft(tx, path),
  }
}

/** All rules as they would be with the draft published; without a draft, as they are. */
export function draftedRules({ live, inherited, draft }: Rulebook): DutyRule[] {
  return [...inherited, ...(draft?.rules ? draft.rules.map((rule) => withPast(rule, live)) : live)]
}

/** A drafted rule with the counts of the one in force; who names somebody else begins without a past. */
export function withPast(rule: RuleContent, live: readonly DutyRule[]): DutyRule {
  const known = live.find(({ id }) => id === rule.id)
  const isKnown = known !== undefined && targetKey(known.target) === targetKey(rule.target)
  return { ...rule, used: isKnown ? known.used : 0, returns: isKnown ? known.returns : 0, version: 0 }
}
