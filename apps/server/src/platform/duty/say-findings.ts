import type { DutyFinding } from '@yihu/contracts'
import type { Analysis } from './analyse.ts'
import type { DutyRule } from './choose.ts'
import { sayMatter, sayRule, sayTarget } from './say.ts'
import type { Ledger } from './unit-book.ts'

interface Telling {
  readonly analysis: Analysis
  /** Rules for which there was no case in a year. */
  readonly idle: readonly string[]
  readonly rules: readonly DutyRule[]
  readonly ledger: Ledger
}

const NAMED = 3

/** What is wrong and what to do, one sentence or two each; the gravest first. */
export function sayFindings({ analysis, idle, rules, ledger }: Telling): DutyFinding[] {
  const { names } = ledger
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const listed = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  return [
    ...analysis.overlaps.map((ids): DutyFinding => ({ kind: 'overlap', ruleIds: [...ids], text: sayOverlap(listed(ids), ledger) })),
    ...analysis.dead.map(({ id, what }): DutyFinding => ({ kind: 'dead', ruleIds: [id], text: sayDead(byId.get(id), what, ledger) })),
    ...analysis.uncovered.map((gap): DutyFinding => ({ kind: 'uncovered', ruleIds: [], text: sayGap(gap, ledger) })),
    ...analysis.shadowed.map(({ id, by }): DutyFinding => ({
      kind: 'shadowed', ruleIds: [id, ...by.slice(0, NAMED)],
      text: `「${listed([id]).map((rule) => sayRule(rule, names)).join('')}」永远用不上：更具体或优先的规则已经把案件派走（${several(listed(by).map((rule) => `${sayMatter(rule, names)}派给${sayTarget(rule.target, names)}`), '条')}）。可以去掉它。`,
    })),
    ...(idle.length > 0 ? [{ kind: 'idle' as const, ruleIds: [...idle], text: `近 12 个月没有一件案件用得上这 ${idle.length} 条规则。可以留着备用，也可以精简。` }] : []),
  ]
}

function sayOverlap(rules: readonly DutyRule[], { names }: Ledger): string {
  const [one] = rules
  const targets = [...new Set(rules.map(({ target }) => sayTarget(target, names)))].join('、')
  return `${one ? sayMatter(one, names) : ''}有 ${rules.length} 条规则不分先后，分别派给${targets}。这类案件不会自动派遣。请去掉多余的，或调整优先级。`
}

function sayDead(rule: DutyRule | undefined, what: 'class' | 'area' | 'unit', { names }: Ledger): string {
  if (!rule) return ''
  const why = {
    class: `分类 ${rule.classPrefix} 已不在目录里`,
    area: `区域 ${rule.areaPath} 已不存在`,
    unit: rule.target.kind === 'unit' ? `单位“${names.unit(rule.target.unitId)}”不能再承办` : `那里没有${sayTarget(rule.target, names)}`,
  }[what]
  return `「${sayRule(rule, names)}」不起作用：${why}。请改正或去掉。`
}

function sayGap({ classes, places }: Analysis['uncovered'][number], { names, catalogue, areas }: Ledger): string {
  const lacking = new Set(classes)
  const tops = classes.filter((code) => !lacking.has(catalogue.find(code)?.parent ?? ''))
  const within = new Set(places)
  const wide = places.filter((path) => !within.has(path.slice(0, path.lastIndexOf('.'))))
  // A place whose parts are covered lacks a rule only for cases that cannot be placed more exactly.
  const isVague = (path: string) => areas.areas.some((area) => area.validTo === null && area.level === 'community' && area.path.startsWith(`${path}.`) && !within.has(area.path))
  const where = several(wide.map((path) => (isVague(path) ? `只知道在${names.area(path)}、说不清是哪个社区` : names.area(path))), '处')
  return `${where}的案件里，${several(tops.map((code) => `“${names.class(code)}”`), '个分类')}没有规则管，会停在派遣台等人选单位。请加一条规则。`
}

/** A few names, and how many there are in all. */
function several(list: readonly string[], unit: string): string {
  return list.length <= NAMED ? list.join('、') : `${list.slice(0, NAMED).join('、')}等 ${list.length} ${unit}`
}
