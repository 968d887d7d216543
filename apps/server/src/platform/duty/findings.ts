import type { AnswerOf, checkDutyRules, DutyFinding } from '@yihu/contracts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { analyse } from './analyse.ts'
import type { Analysis, Terrain } from './analyse.ts'
import type { DutyRule } from './choose.ts'
import { countPast } from './repo-past.ts'
import { wholeSet } from './rule-scope.ts'
import { isOfSet } from './rule-set.ts'
import { draftedRules, readBook } from './rules-in-force.ts'
import { sayFindings } from './say-findings.ts'
import { ledgerOf } from './unit-book.ts'
import type { Ledger } from './unit-book.ts'

const YEAR_MS = 365 * 86_400_000
const WIDE: readonly string[] = ['street', 'community', 'grid', 'estate']

/** Every class in force and every place a rule could tell apart: down to the estate, and deeper where a rule lies deeper. */
export function terrainOf({ areas, catalogue, units }: Ledger, rules: readonly DutyRule[]): Terrain {
  const named = new Set(rules.map(({ areaPath }) => areaPath))
  return {
    classes: catalogue.classes.filter(({ validTo }) => validTo === null).map(({ code }) => code),
    places: areas.areas.filter(({ validTo, level, path }) => validTo === null && (WIDE.includes(level) || named.has(path))).map(({ path }) => path),
    units,
  }
}

/** What is wrong with a street's rules, in words; what the district's rules do counts, but is not theirs to mend. */
export async function findingsOf(
  context: Context, actor: Actor, { street, of }: { street: string | undefined; of: 'draft' | 'published' },
): Promise<AnswerOf<typeof checkDutyRules>> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, street)
  const now = context.clock.now()
  const { book, past } = await context.db.transact(actor.scope, async (tx) => ({
    book: await readBook(tx, set.path), past: await countPast(tx, { path: set.path, from: new Date(now - YEAR_MS) }),
  }))
  const rules = of === 'draft' ? draftedRules(book) : [...book.inherited, ...book.live]
  const terrain = terrainOf(ledger, rules)
  const analysis = analyse(rules, { ...terrain, places: terrain.places.filter((place) => isWithin(place, set.path)) })
  const own = new Set(rules.filter((rule) => isOfSet(rule, set.path)).map(({ id }) => id))
  const ours = withoutNets(ownPart(analysis, own), rules)
  const cases = past.reduce((sum, { count }) => sum + count, 0)
  const findings: DutyFinding[] = sayFindings({ analysis: ours, idle: cases > 0 ? idleOf(rules.filter(({ id }) => own.has(id)), { past, analysis: ours }) : [], rules, ledger })
  return { findings, asOf: new Date(now).toISOString(), cases }
}

function ownPart({ overlaps, shadowed, dead, uncovered }: Analysis, own: ReadonlySet<string>): Analysis {
  return {
    overlaps: overlaps.filter((group) => group.some((id) => own.has(id))),
    shadowed: shadowed.filter(({ id }) => own.has(id)), dead: dead.filter(({ id }) => own.has(id)), uncovered,
  }
}

/** A rule for every class is a net: it is meant to stay empty while each class has a rule of its own. */
function withoutNets(analysis: Analysis, rules: readonly DutyRule[]): Analysis {
  const nets = new Set(rules.filter(({ classPrefix }) => classPrefix === '').map(({ id }) => id))
  return { ...analysis, shadowed: analysis.shadowed.filter(({ id, by }) => !nets.has(id) || by.some((other) => nets.has(other))) }
}

/** Rules that are sound, and yet no case of the past year was of their class and area. */
function idleOf(rules: readonly DutyRule[], { past, analysis }: { past: Awaited<ReturnType<typeof countPast>>; analysis: Analysis }): string[] {
  const told = new Set([...analysis.shadowed, ...analysis.dead].map(({ id }) => id))
  return rules.filter((rule) => !told.has(rule.id) && !past.some(({ classCode, path }) => classCode.startsWith(rule.classPrefix) && isWithin(path, rule.areaPath))).map(({ id }) => id)
}
