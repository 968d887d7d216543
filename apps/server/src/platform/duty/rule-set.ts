import { ancestorAt } from '@yihu/domain'
import { isWithin } from '../../kernel/db/index.ts'
import type { DutyTarget, RuleContent } from './choose.ts'

/** Two sets of rules compared by id. */
export interface RuleChanges {
  readonly added: readonly RuleContent[]
  readonly changed: readonly { readonly before: RuleContent; readonly after: RuleContent }[]
  readonly removed: readonly RuleContent[]
}

/** The street that a rule or an area belongs to: one street's rules are one set; the district's own are another. */
export function setPathOf(path: string): string {
  return ancestorAt(path, 'street')
}

/** Whether a rule belongs to the set of this path. */
export function isOfSet(rule: Pick<RuleContent, 'areaPath'>, setPath: string): boolean {
  return setPathOf(rule.areaPath) === setPath && isWithin(rule.areaPath, setPath)
}

/** What turns one set into the other. */
export function changesBetween(before: readonly RuleContent[], after: readonly RuleContent[]): RuleChanges {
  const old = new Map(before.map((rule) => [rule.id, rule]))
  const kept = new Set(after.map(({ id }) => id))
  return {
    added: after.filter(({ id }) => !old.has(id)),
    changed: after.flatMap((rule) => {
      const was = old.get(rule.id)
      return was && !isSame(was, rule) ? [{ before: was, after: rule }] : []
    }),
    removed: before.filter(({ id }) => !kept.has(id)),
  }
}

/** How many rules differ. */
export function countChanges({ added, changed, removed }: RuleChanges): number {
  return added.length + changed.length + removed.length
}

/** Whether two rules decide and say the same. */
export function isSame(a: RuleContent, b: RuleContent): boolean {
  return (
    a.classPrefix === b.classPrefix && a.areaPath === b.areaPath && a.hours === b.hours && a.priority === b.priority && a.isAuto === b.isAuto &&
    a.note === b.note && targetKey(a.target) === targetKey(b.target)
  )
}

/** One text a target: the unit's id, or the kind of whoever looks after the place. */
export function targetKey(target: DutyTarget): string {
  return target.kind === 'unit' ? target.unitId : target.kind
}

/** Only what people decide. */
export function contentOf({ id, classPrefix, areaPath, hours, target, role, priority, isAuto, note }: RuleContent): RuleContent {
  return { id, classPrefix, areaPath, hours, target, role, priority, isAuto, note }
}
