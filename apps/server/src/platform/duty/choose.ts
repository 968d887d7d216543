import { isWithin } from '../../kernel/db/index.ts'
/** Who a rule points at: a named unit, or the unit that looks after the community, grid or estate of the place. */
export type DutyTarget =
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'communityOf' }
  | { readonly kind: 'gridOf' }
  | { readonly kind: 'propertyOf' }

/** One dispatch rule; an empty prefix means every class. */
export interface DutyRule {
  readonly id: string
  readonly classPrefix: string
  readonly areaPath: string
  readonly hours: 'always' | 'service'
  readonly target: DutyTarget
  readonly role: string
  readonly priority: number
  readonly isAuto: boolean
  readonly note: string
  /** How often the rule was followed and how often the unit returned the case. */
  readonly used: number
  readonly returns: number
  /** The version of the street's rule set by which it is in force; 0 while it is only a draft. */
  readonly version: number
}

/** What people decide of a rule; counts and version belong to the one in force. */
export type RuleContent = Omit<DutyRule, 'used' | 'returns' | 'version'>

/** What the choice is made for. */
export interface DutyQuestion {
  readonly classCode: string
  /** Area path of the case; null when the place is unknown. */
  readonly path: string | null
  readonly isServiceTime: boolean
  readonly units: UnitBook
}

/** What the choice must know of units; the identity module fills it. */
export interface UnitBook {
  /** Name of an active unit; null when it does not exist or is closed. */
  nameOf(unitId: string): string | null
  /** The unit that looks after a community, grid or estate (by area path of the place, any depth). */
  unitAt(kind: 'community' | 'grid' | 'property', path: string): string | null
  /** Chinese name of an area path and of a class code, for the reason. */
  areaName(path: string): string
  className(code: string): string
}

export interface DutyChoice {
  readonly unitId: string
  readonly unitName: string
  readonly role: string
  readonly ruleId: string
  readonly ruleVersion: number
  /** Why, in one plain sentence. */
  readonly ruleText: string
  /** 0…1: lower when rules tie or the rule's cases are often returned. */
  readonly confidence: number
  /** Whether the case may go there without a person confirming. */
  readonly isAuto: boolean
  readonly alternatives: readonly { readonly unitId: string; readonly unitName: string; readonly ruleId: string; readonly reason: string }[]
}

/** A question by its facts; names are needed only for the reason. */
type Asked = Omit<DutyQuestion, 'units'> & { readonly units: Pick<UnitBook, 'nameOf' | 'unitAt'> }

/** A rule that applies, with the unit it comes to. */
export interface Candidate {
  readonly rule: DutyRule
  /** Whom the rule came to: its own target, or the community standing in for a missing grid or property unit. */
  readonly kind: DutyTarget['kind']
  readonly unitId: string
  readonly unitName: string
}

const MOST_ALTERNATIVES = 3
/** Below this a case is never sent without a person confirming. */
const AUTO_FLOOR = 0.6

/**
 * Who is responsible: of the rules that apply, the longest class prefix wins, then the one for this hour, then the deepest
 * area, then priority. In service hours a rule for service hours goes before one for always, outside them after it: a
 * competence does not end at half past five, the matter is then taken up in the morning unless somebody is there for it.
 * Rules that tie on all of these and name different units are told as alternatives and lower the confidence; the lowest
 * id then decides, so the answer never depends on the order of rules.
 * @returns null when no rule applies or none of their targets exists here.
 */
export function choose(rules: readonly DutyRule[], question: DutyQuestion): DutyChoice | null {
  const candidates = rank(rules, question)
  const [best] = candidates
  if (!best) return null
  const others = candidates.filter((other, at) => other.unitId !== best.unitId && candidates.findIndex((c) => c.unitId === other.unitId) === at)
  const rivals = others.filter(({ rule }) => specificity(rule, best.rule, question) === 0).length
  const confidence = confidenceOf(best.rule, rivals)
  return {
    unitId: best.unitId,
    unitName: best.unitName,
    role: best.rule.role,
    ruleId: best.rule.id,
    ruleVersion: best.rule.version,
    ruleText: explain(best, question),
    confidence,
    isAuto: best.rule.isAuto && rivals === 0 && confidence >= AUTO_FLOOR,
    alternatives: others.slice(0, MOST_ALTERNATIVES).map((other) => ({
      unitId: other.unitId, unitName: other.unitName, ruleId: other.rule.id, reason: reasonAgainst(other.rule, best.rule),
    })),
  }
}

/** The rules that apply and name a unit that exists, the one to follow first. */
export function rank(rules: readonly DutyRule[], question: Asked): Candidate[] {
  return byRank(rules.filter((rule) => applies(rule, question)), question).flatMap((rule) => candidateOf(rule, question))
}

/** Rules that all apply, the one to follow first. */
export function byRank(rules: readonly DutyRule[], question: Pick<DutyQuestion, 'isServiceTime'>): DutyRule[] {
  return rules.toSorted((a, b) => specificity(a, b, question) || (a.id < b.id ? -1 : Number(a.id > b.id)))
}

function applies(rule: DutyRule, { classCode, path }: Pick<DutyQuestion, 'classCode' | 'path'>): boolean {
  return classCode.startsWith(rule.classPrefix) && path !== null && isWithin(path, rule.areaPath)
}

function depth(path: string): number {
  return path.split('.').length
}

/** Negative when `a` is the more specific rule at this hour; 0 when only the id could tell. */
export function specificity(a: DutyRule, b: DutyRule, { isServiceTime }: Pick<DutyQuestion, 'isServiceTime'>): number {
  const fitting = isServiceTime ? 'service' : 'always'
  return (
    b.classPrefix.length - a.classPrefix.length ||
    Number(b.hours === fitting) - Number(a.hours === fitting) ||
    depth(b.areaPath) - depth(a.areaPath) ||
    b.priority - a.priority
  )
}

/** The rule with the unit it comes to at this place; empty when there is none. */
export function candidateOf(rule: DutyRule, { path, units }: Pick<Asked, 'path' | 'units'>): Candidate[] {
  for (const { kind, unitId } of unitsOf(rule.target, path, units)) {
    const unitName = unitId === null ? null : units.nameOf(unitId)
    if (unitId !== null && unitName !== null) return [{ rule, kind, unitId, unitName }]
  }
  return []
}

/** The target, then who stands in for it: a place without property firm or grid unit is its community's. */
function unitsOf(target: DutyTarget, path: string | null, units: Pick<UnitBook, 'unitAt'>): { kind: DutyTarget['kind']; unitId: string | null }[] {
  if (target.kind === 'unit') return [{ kind: 'unit', unitId: target.unitId }]
  if (path === null) return []
  const community = { kind: 'communityOf', unitId: units.unitAt('community', path) } as const
  if (target.kind === 'communityOf') return [community]
  return [{ kind: target.kind, unitId: units.unitAt(target.kind === 'gridOf' ? 'grid' : 'property', path) }, community]
}

/** 0.95 for a single specific rule; less for short prefixes, ties and rules whose cases come back (Laplace-smoothed). */
function confidenceOf(rule: DutyRule, rivals: number): number {
  const bySpecificity = rule.classPrefix.length >= 5 ? 0.95 : rule.classPrefix.length >= 3 ? 0.9 : 0.75
  const kept = 1 - (rule.returns + 0.2) / (rule.used + 10)
  return Math.round((bySpecificity * Math.min(1, kept + 0.02) * 100) / (1 + rivals)) / 100
}

function explain({ rule, kind, unitName }: Candidate, { units, isServiceTime }: DutyQuestion): string {
  const place = units.areaName(rule.areaPath)
  const matter = rule.classPrefix === '' ? '各类事项' : `“${units.className(rule.classPrefix)}”`
  const local = kind === 'unit' ? '' : `（${TARGET_TEXT[kind]}${kind === rule.target.kind ? '' : '代管'}）`
  const later = rule.hours === 'service' && !isServiceTime ? '，现在是非工作时间，上班后办理' : ''
  const note = rule.note === '' ? '' : `；依据：${rule.note.replace(/。$/u, '')}`
  return `${place}的${matter}由${unitName}${local}负责${later}${note}。`
}

/** How a relative target is said. */
export const TARGET_TEXT: Readonly<Record<Exclude<DutyTarget['kind'], 'unit'>, string>> = {
  communityOf: '事发地所在社区',
  gridOf: '事发地所在网格',
  propertyOf: '事发小区的物业',
}

function reasonAgainst(other: DutyRule, best: DutyRule): string {
  if (other.classPrefix.length < best.classPrefix.length) return '规则对应的分类较宽'
  if (other.hours !== best.hours) return other.hours === 'service' ? '规则只管工作时间' : '规则不分是否工作时间'
  if (depth(other.areaPath) < depth(best.areaPath)) return '规则对应的范围较大'
  if (other.priority < best.priority) return '规则的优先级较低'
  return '规则同样适用，请核对后派遣'
}
