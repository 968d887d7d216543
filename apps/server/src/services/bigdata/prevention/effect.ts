import { Fault } from '@yihu/contracts'
import type { PreventionEffect } from '@yihu/contracts'
import { ancestorAt, compareEffect, DEPTHS, localDate } from '@yihu/domain'
import type { BeforeAfter, Effect } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { covers, systemScope } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { briefsOf, countDaily, groundOf } from '../../../platform/cases/index.ts'
import type { DailyCount } from '../../../platform/cases/index.ts'
import { explainEffect } from './explain.ts'
import { findTask, treatedPlaces } from './repo-prevention.ts'
import type { StoredTask } from './repo-prevention.ts'
import { DAY_MS, lengthOf, spansOf, startOf } from './spans.ts'
import type { Span, Spans } from './spans.ts'

/** Sooner there is nothing to see. */
const LEAST_DAYS = 14
/** district.street.community.grid: places are compared by grid, a task of a whole community by community. */

/**
 * What a task brought about: complaints of its class at its place, beside places like it.
 * @throws Fault not-found
 */
export async function effectOf(context: Context, actor: Actor, id: string): Promise<PreventionEffect> {
  const [ground, areas] = [await groundOf(context), await areasOf(context)]
  const now = context.clock.now()
  const { task, closedAt } = await context.db.transact(actor.scope, async (tx) => {
    const found = await findTask(tx, id)
    if (!found) throw new Fault('not-found')
    return { task: found, closedAt: (await briefsOf(tx, [found.caseId], { ground, now })).get(found.caseId)?.closedAt ?? null }
  })
  const spans = spansOf(task.createdAt.getTime(), closedAt?.getTime() ?? null, now)
  const place = ancestorAt(task.areaPath, 'grid')
  const depth = place.split('.').length
  const { ref, days } = { ref: ground.classRef(task.classCode), days: lengthOf(spans.after) }
  const counts = await countsFor(context, { task, spans, depth, now })
  const treated = { id: place, ...countedIn(counts.get(place) ?? [], spans) }
  const isComparable = depth >= DEPTHS.community && days >= LEAST_DAYS
  const effect: Effect = isComparable ? compareEffect(treated, othersOf(counts, { place, spans, treatedBefore: await treatedUntil(context, task, spans) })) : { verdict: 'too-few', matched: [], expected: null, avoided: null }
  const verdict = days < LEAST_DAYS ? ('waiting' as const) : effect.verdict
  return {
    verdict, place: areas.fullNameOf(place), class: { code: ref.code, name: ref.name },
    text: explainEffect({ effect, verdict, treated, spans, place: areas.nameOf(place), className: ref.name, isGrid: depth === DEPTHS.grid, isWide: depth < DEPTHS.community }),
    before: { ...spans.before, count: treated.before }, after: spans.after && { ...spans.after, count: treated.after },
    expected: effect.expected, avoided: effect.avoided,
    matched: effect.matched.map(({ id: path, before, after }) => ({ ...(covers(actor.scope, path) ? { areaPath: path, areaName: areas.fullNameOf(path) } : { areaPath: '', areaName: '辖区以外的一处' }), before, after })),
    weeks: weeksOf(counts, { place, matched: effect.matched, treated, spans, now }),
    asOf: new Date(now).toISOString(),
  }
}

type Counts = ReadonlyMap<string, readonly DailyCount[]>

async function countsFor(context: Context, { task, spans, depth, now }: { task: StoredTask; spans: Spans; depth: number; now: number }): Promise<Counts> {
  const rows = await context.db.transact(systemScope, (tx) => countDaily(tx, { classCode: task.classCode, from: spans.before.from, until: spans.after?.until ?? localDate(now + DAY_MS), depth }))
  const street = ancestorAt(task.areaPath, 'street')
  return Map.groupBy(rows.filter(({ path }) => path.startsWith(`${street}.`) || path === street), ({ path }) => path)
}

function countedIn(rows: readonly DailyCount[], { before, after }: Spans): Pick<BeforeAfter, 'before' | 'after'> {
  return { before: countBetween(rows, before), after: after ? countBetween(rows, after) : 0 }
}

function countBetween(rows: readonly DailyCount[], { from, until }: Span): number {
  return rows.reduce((sum, { day, count }) => sum + (day >= from && day < until ? count : 0), 0)
}

/** Places where work of this class had begun before the end of the comparison. */
async function treatedUntil(context: Context, { classCode }: StoredTask, { after }: Spans): Promise<string[]> {
  const places = await context.db.transact(systemScope, (tx) => treatedPlaces(tx, classCode))
  return places.filter(({ since }) => after !== null && localDate(since.getTime()) < after.until).map(({ path }) => path)
}

function othersOf(counts: Counts, { place, spans, treatedBefore }: { place: string; spans: Spans; treatedBefore: readonly string[] }): BeforeAfter[] {
  const isTreated = (path: string): boolean => treatedBefore.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`))
  return [...counts].filter(([path]) => path !== place && !isTreated(path)).map(([path, rows]) => ({ id: path, ...countedIn(rows, spans) }))
}

interface Weekly {
  readonly place: string
  readonly matched: readonly BeforeAfter[]
  readonly treated: BeforeAfter
  readonly spans: Spans
  readonly now: number
}

/** Weeks from the beginning of the first span; the matched places are scaled to the level here before the work. */
function weeksOf(counts: Counts, { place, matched, treated, spans, now }: Weekly): PreventionEffect['weeks'] {
  const before = matched.reduce((sum, one) => sum + one.before, 0)
  const others = matched.flatMap(({ id }) => counts.get(id) ?? [])
  const weeks: PreventionEffect['weeks'] = []
  const end = spans.after ? startOf(spans.after.until) : now
  for (let at = startOf(spans.before.from); at + 7 * DAY_MS <= end; at += 7 * DAY_MS) {
    const span = { from: localDate(at), until: localDate(at + 7 * DAY_MS) }
    const phase = span.from < spans.before.until ? 'before' : spans.after && span.from >= spans.after.from ? 'after' : 'work'
    weeks.push({ from: span.from, observed: countBetween(counts.get(place) ?? [], span), expected: before > 0 ? (countBetween(others, span) * treated.before) / before : null, phase })
  }
  return weeks
}
