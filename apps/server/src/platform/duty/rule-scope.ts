import { Fault } from '@yihu/contracts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { setPathOf } from './rule-set.ts'
import type { Ledger } from './unit-book.ts'

/** One street's set of rules, with the name of the street. */
export interface RuleSet {
  readonly path: string
  readonly name: string
}

/** The set a person has to do with: the one asked for, else that of the first of their areas; null when they have none. */
export function setInSight(scope: Scope, { areas }: Pick<Ledger, 'areas'>, street?: string): RuleSet | null {
  const first = scope.paths === '*' ? areas.areas.find(({ level }) => level === 'street')?.path : scope.paths[0]
  const asked = street ?? first
  if (asked === undefined) return null
  const path = setPathOf(asked)
  const isSeen = scope.paths === '*' || scope.paths.some((own) => isWithin(path, own) || isWithin(own, path))
  return isSeen && areas.byPath(path) ? { path, name: areas.nameOf(path) } : null
}

/**
 * The same, for those who look at or change all of it.
 * @throws Fault not-found
 */
export function wholeSet(scope: Scope, ledger: Pick<Ledger, 'areas'>, street?: string): RuleSet {
  const set = setInSight(scope, ledger, street)
  if (!set || (scope.paths !== '*' && !scope.paths.some((own) => isWithin(set.path, own)))) throw new Fault('not-found')
  return set
}
