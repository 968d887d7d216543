import type { AnswerOf, gridCoverage, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Db } from '../../kernel/db/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
import { areasOf, chainInSight, placeInSight } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { askedOf, runningOf } from './running.ts'
import { countSubjects } from './repo-due.ts'
import type { CountedSubjects } from './repo-due.ts'
import { rowsOf } from './routines.ts'

type Answer = AnswerOf<typeof gridCoverage>
type Tally = Answer['rows'][number]['cells'][string]

const FRESH_MS = 60_000
const MOST = 200

/** One a database handle, that is one a server: the page and the figures of the wall stand for one counting. */
const memories = new WeakMap<Db, Readings<Answer>>()

/** What a server has just counted; a visit or a change in the pool forgets it. */
function memoryOf({ db, live }: Pick<Context, 'db' | 'live'>): Readings<Answer> {
  const known = memories.get(db)
  if (known) return known
  const memory = createReadings<Answer>({ freshMs: FRESH_MS, most: MOST })
  live.subscribe(({ topic }) => { if (topic === OVERFLOW || topic.startsWith('grid.') || topic.startsWith('pool.')) memory.forgetAll() })
  memories.set(db, memory)
  return memory
}

/** How far the routines have come in each part of a place: of places, never of people. @throws Fault not-found for a place out of sight */
export async function coverageAt(context: Context, actor: Actor, { query }: { readonly query: QueryOf<typeof gridCoverage> }): Promise<Answer> {
  const [tree, street] = [await areasOf(context), await streetOf(context)]
  const area = placeInSight(tree, actor, query.area)
  const { paths, units } = actor.scope
  return memoryOf(context).get(JSON.stringify([paths, units, area.path]), context.clock.now(), () => context.db.transact(actor.scope, async (tx) => {
    const cells = new Map<string, Record<string, Tally>>()
    const routines: Answer['routines'] = []
    for (const running of await runningOf(tx, context, street)) {
      const counted = await countSubjects(tx, { ...askedOf(running, { areas: [area.path], tree }), area: area.path })
      for (const { path, ...tally } of counted) cells.set(path, { ...cells.get(path), [running.routine.id]: tally })
      routines.push(...(await rowsOf(tx, context, [running.routine])).map((row) => ({ ...row, whole: wholeOf(counted) })))
    }
    return {
      area, chain: chainInSight(tree, actor, area.path), asOf: new Date(context.clock.now()).toISOString(), routines,
      rows: [...cells].map(([path, own]) => ({ path, name: tree.nameOf(path), cells: own })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    }
  }))
}

function wholeOf(counted: readonly CountedSubjects[]): Tally {
  const sum = (key: keyof Tally): number => counted.reduce((total, one) => total + one[key], 0)
  return { total: sum('total'), done: sum('done'), tried: sum('tried') }
}
