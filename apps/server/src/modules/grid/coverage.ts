import type { AnswerOf, gridCoverage, QueryOf } from '@yihu/contracts'
import { DEPTHS, sumUp } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin, scopeKey } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, chainInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { memoryOf } from './coverage-memory.ts'
import type { Counting } from './coverage-memory.ts'
import { askedOf, runningOf } from './running.ts'
import { countSubjects } from './repo-due.ts'
import { rowsOf } from './routines.ts'
import { lookedAt } from './sight.ts'

type Answer = AnswerOf<typeof gridCoverage>
type Tally = Answer['rows'][number]['cells'][string]

/** How far the routines have come in each part of a place: of places, never of people. @throws Fault not-found for a place out of sight */
export async function coverageAt(context: Context, actor: Actor, { query }: { readonly query: QueryOf<typeof gridCoverage> }): Promise<Answer> {
  const tree = await areasOf(context)
  const { area, areas, labels } = lookedAt(tree, actor, query.area)
  const { at, routines } = await countingOf(context, actor, tree)
  const cells = new Map<string, Record<string, Tally>>()
  const rows = routines.map(({ row, counted }) => {
    const whole: Tally = { total: 0, done: 0, tried: 0 }
    for (const one of counted) {
      if (!areas.some((path) => isWithin(one.path, path))) continue
      const part = cut(one.path, labels)
      const own = cells.get(part) ?? {}
      own[row.id] = sum(own[row.id], one)
      cells.set(part, own)
      Object.assign(whole, sum(whole, one))
    }
    return { ...row, whole }
  })
  return {
    area, chain: chainInSight(tree, actor, area.path), asOf: new Date(at).toISOString(), routines: rows,
    rows: [...cells].map(([path, own]) => ({ path, name: tree.nameOf(path), cells: own })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

/** How much is asked at any place, all routines together, and how much of it is done. */
export async function progressEverywhere(context: Context, actor: Actor): Promise<(area: string) => Pick<Tally, 'total' | 'done'>> {
  const { routines } = await countingOf(context, actor, await areasOf(context))
  const [total, done] = (['total', 'done'] as const).map((key) => sumUp(routines.flatMap(({ counted }) => counted.map((one) => ({ path: one.path, count: one[key] })))))
  return (area) => ({ total: total?.(area) ?? 0, done: done?.(area) ?? 0 })
}

function countingOf(context: Context, actor: Actor, tree: AreaIndex): Promise<Counting> {
  return memoryOf(context).get(scopeKey(actor.scope), context.clock.now(), () => countAll(context, actor, tree))
}

/** All that somebody may see, counted once. */
async function countAll(context: Context, { scope }: Actor, tree: AreaIndex): Promise<Counting> {
  const street = await streetOf(context)
  const areas = scope.paths === '*' ? tree.childrenOf(null).map(({ path }) => path) : scope.paths
  return context.db.transact(scope, async (tx) => {
    const running = await runningOf(tx, context, { street })
    const rows = await rowsOf(tx, context, running.map(({ routine }) => routine))
    const routines: Counting['routines'][number][] = []
    for (const [at, row] of rows.entries()) {
      const one = running[at]
      if (one) routines.push({ row, counted: await countSubjects(tx, { ...askedOf(one, { areas, tree }), labels: DEPTHS.building }) })
    }
    return { at: context.clock.now(), routines }
  })
}

/** The part that a path lies in. */
const cut = (path: string, labels: number): string => path.split('.').slice(0, labels).join('.')

const sum = (a: Tally | undefined, { total, done, tried }: Tally): Tally => ({ total: (a?.total ?? 0) + total, done: (a?.done ?? 0) + done, tried: (a?.tried ?? 0) + tried })
