import { ancestorAt } from '@yihu/domain'
import type { DutyTarget, UnitBook } from './choose.ts'
import type { DutyTable } from './current.ts'
import type { PastCase } from './past.ts'
import { targetKey } from './rule-set.ts'

/** Cases of one class that were sent to somebody, returned, and finished by somebody else, at one place. */
export interface Proposal {
  readonly classCode: string
  readonly areaPath: string
  readonly target: DutyTarget
  readonly moved: readonly PastCase[]
  /** Cases of the class and place that those who were sent them finished themselves. */
  readonly kept: number
  /** The rule in force for them, when it is exactly about this class and area: it should change. */
  readonly ruleId: string | null
  readonly priority: number
}

interface Proposing {
  readonly table: DutyTable
  readonly units: UnitBook
  readonly setPath: string
}

const LEAST = 3

interface Moved {
  readonly past: PastCase
  readonly target: DutyTarget
}

/**
 * What returned cases teach: where at least three cases of a class were returned and finished by the same other unit (or
 * each by the unit of its own place), that unit should get them at once. For the whole street when they lie in several
 * communities and most such cases were passed on, else for the community.
 */
export function propose(cases: readonly PastCase[], { table, units, setPath }: Proposing): Proposal[] {
  const moved = cases.flatMap((past): Moved[] => {
    const { isReturned, finished, first } = past
    return isReturned && finished !== null && finished !== first ? targetsOf(past, finished, units).map((target) => ({ past, target })) : []
  })
  const keptBy = Map.groupBy(cases.filter(({ isReturned, finished, first }) => !isReturned && finished === first), ({ classCode }) => classCode)
  const groups = [...Map.groupBy(moved, ({ past, target }) => `${past.classCode} ${targetKey(target)}`).values()]
  const found = groups.flatMap((group) => byArea(group, { kept: keptBy.get(group[0]?.past.classCode ?? '') ?? [], setPath }))
  return distinct(found)
    .flatMap((one) => asProposal(one, { table, units }))
    .toSorted((a, b) => b.moved.length - a.moved.length || (a.classCode < b.classCode ? -1 : 1))
}

/** A unit as itself, and as whoever looks after the place where that is the same. */
function targetsOf({ path }: PastCase, unitId: string, units: UnitBook): DutyTarget[] {
  const relative = ([['community', 'communityOf'], ['property', 'propertyOf'], ['grid', 'gridOf']] as const).find(([kind]) => units.unitAt(kind, path) === unitId)
  return [{ kind: 'unit', unitId }, ...(relative ? [{ kind: relative[1] }] : [])]
}

interface Draft {
  readonly classCode: string
  readonly areaPath: string
  readonly target: DutyTarget
  readonly moved: readonly PastCase[]
  readonly kept: number
}

function byArea(group: readonly Moved[], { kept, setPath }: { kept: readonly PastCase[]; setPath: string }): Draft[] {
  const [one] = group
  if (!one || group.length < LEAST) return []
  const { target, past: { classCode } } = one
  const keptIn = (area: string) => kept.filter((past) => past.path === area || past.path.startsWith(`${area}.`)).length
  const communities = [...Map.groupBy(group, ({ past }) => ancestorAt(past.path, 'community'))]
  const wide: Draft = { classCode, areaPath: setPath, target, moved: group.map(({ past }) => past), kept: keptIn(setPath) }
  const narrow = communities.filter(([, members]) => members.length >= LEAST)
    .map(([areaPath, members]): Draft => ({ classCode, areaPath, target, moved: members.map(({ past }) => past), kept: keptIn(areaPath) }))
  if (communities.length > 1 && (wide.moved.length > wide.kept || narrow.length === 0)) return [wide]
  return narrow
}

/** Of proposals for the same cases the one for their own place says more than the one for a unit, unless a single unit has them all. */
function distinct(drafts: readonly Draft[]): Draft[] {
  return drafts.filter((draft) => !drafts.some((other) => other !== draft && other.classCode === draft.classCode && covers(other, draft)))
}

function covers(other: Draft, draft: Draft): boolean {
  const ids = new Set(other.moved.map(({ id }) => id))
  if (!draft.moved.every(({ id }) => ids.has(id))) return false
  return other.moved.length > draft.moved.length || (draft.target.kind !== 'unit' && other.target.kind === 'unit')
}

/** Nothing to propose where the rules already name that unit. */
function asProposal(draft: Draft, { table, units }: Pick<Proposing, 'table' | 'units'>): Proposal[] {
  const open = draft.moved.filter(({ classCode, path, finished }) => table.choose({ classCode, path, isServiceTime: true, units })?.unitId !== finished)
  const [sample] = open
  if (!sample || open.length < LEAST) return []
  const choice = table.choose({ classCode: draft.classCode, path: sample.path, isServiceTime: true, units })
  const rule = table.rules.find(({ id }) => id === choice?.ruleId)
  const isExact = rule !== undefined && rule.classPrefix === draft.classCode && rule.areaPath === draft.areaPath
  return [{ ...draft, moved: open, ruleId: isExact ? rule.id : null, priority: rule?.priority ?? 0 }]
}
