import type { AnswerOf, DutyDraftRow, listDutyRules, showDutyDraft } from '@yihu/contracts'
import type { DutyRule, RuleContent } from './choose.ts'
import type { RuleSet } from './rule-scope.ts'
import { contentOf, changesBetween, countChanges, targetKey } from './rule-set.ts'
import { withPast } from './rules-in-force.ts'
import type { Rulebook } from './rules-in-force.ts'
import { sayRule, sayTarget } from './say.ts'
import type { Names } from './say.ts'

type Row = AnswerOf<typeof listDutyRules>['rules'][number]

/** A rule as people see it. */
export function rowOf(rule: DutyRule, names: Names): Row {
  const { used, returns, version } = rule
  return { ...contentOf(rule), target: targetKey(rule.target), targetName: sayTarget(rule.target, names), text: sayRule(rule, names), used, returns, version }
}

/** A set beside another: every rule of both, each with what became of it. */
export function comparedRows(before: readonly DutyRule[], after: readonly RuleContent[], names: Names): DutyDraftRow[] {
  const { added, changed, removed } = changesBetween(before, after)
  const isAdded = new Set(added.map(({ id }) => id))
  const was = new Map(changed.map((one) => [one.after.id, sayChange(one.before, one.after, names)]))
  return [
    ...after.map((rule): DutyDraftRow => ({
      ...rowOf(withPast(rule, before), names), version: before.find(({ id }) => id === rule.id)?.version ?? 0,
      change: isAdded.has(rule.id) ? 'added' : was.has(rule.id) ? 'changed' : null, before: was.get(rule.id) ?? null,
    })),
    ...removed.map((rule): DutyDraftRow => ({ ...rowOf(withPast(rule, before), names), change: 'removed', before: sayRule(rule, names) })),
  ].toSorted((a, b) => (a.classPrefix < b.classPrefix ? -1 : a.classPrefix > b.classPrefix ? 1 : a.areaPath < b.areaPath ? -1 : Number(a.areaPath > b.areaPath)))
}

/** What a rule was before, with what its sentence does not tell. */
function sayChange(before: RuleContent, after: RuleContent, names: Names): string {
  const more = [
    before.priority === after.priority ? [] : [`优先级 ${before.priority}`],
    before.note === after.note ? [] : [before.note === '' ? '没有写依据' : `依据：${before.note.replace(/。$/u, '')}`],
  ].flat()
  return `${sayRule(before, names)}${more.length > 0 ? `（${more.join('；')}）` : ''}`
}

/** The draft of a set as people see it. */
export function draftView({ live, draft }: Rulebook, { set, names }: { set: RuleSet; names: Names }): AnswerOf<typeof showDutyDraft> {
  const rules = draft?.rules ?? null
  return {
    set, revision: draft?.revision ?? 0,
    editor: rules ? (draft?.editor ?? null) : null, changedAt: rules ? (draft?.changedAt.toISOString() ?? null) : null,
    changes: rules ? countChanges(changesBetween(live, rules)) : 0,
    rules: comparedRows(live, rules ?? live, names),
  }
}
