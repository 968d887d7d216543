import type { RoutineRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Db } from '../../kernel/db/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
import type { CountedSubjects } from './repo-due.ts'

const FRESH_MS = 60_000
const MOST = 200

/** What all routines that run have come to, by building, as they are lent to a stand-in, or what lies above it. */
export interface Counting {
  readonly at: number
  readonly routines: readonly { readonly row: RoutineRow; readonly counted: readonly CountedSubjects[] }[]
}

/** One a database handle, that is one a server: the page and the figures of all places stand for one counting. */
const memories = new WeakMap<Db, Readings<Counting>>()

/** What a server has just counted; a visit, a changed routine or a change in the pool forgets it. */
export function memoryOf({ db, live }: Pick<Context, 'db' | 'live'>): Readings<Counting> {
  const known = memories.get(db)
  if (known) return known
  const memory = createReadings<Counting>({ freshMs: FRESH_MS, most: MOST })
  live.subscribe(({ topic }) => { if (topic === OVERFLOW || topic.startsWith('grid.') || topic.startsWith('pool.')) memory.forgetAll() })
  memories.set(db, memory)
  return memory
}
