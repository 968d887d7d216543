import type { IndicatorFigure } from '@yihu/contracts'
import { coarse, tellPlaces } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Indicator, PeopleIndicator, PeopleRegister, Sight } from '../../kernel/indicator.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'

const FRESH_MS = 30_000
const MOST = 20

/** A register as it was counted at a moment, and which places may be told what of it. */
interface Counted {
  readonly at: number
  /** By the names of what is counted. */
  readonly tellOf: (what: readonly string[]) => ReturnType<typeof tellPlaces>
}

/** One memory a database handle, that is one a server: all figures of a register are of the same moment. */
const memories = new WeakMap<Db, Readings<Counted>>()

/** What a figure of people is at a place. The whole town decides what is told, not what the asker sees: two askers must not have more together than one. */
export async function peopleAt(context: Context, { people: { register, what, isShare, list } }: PeopleIndicator, { area, now }: Sight): Promise<Pick<IndicatorFigure, 'state' | 'value' | 'of' | 'before' | 'list' | 'series' | 'asOf'>> {
  const { at, tellOf } = await countedOf(context, register, now)
  const told = tellOf(what)(area)
  const known = { before: null, list: list(area, at), series: [], asOf: new Date(at).toISOString() }
  if (!told) return { ...known, state: 'too-few', value: null, of: null }
  const { count, whole } = told
  return isShare ? { ...known, state: 'measured', value: Math.round((1000 * count) / whole) / 10, of: whole } : { ...known, state: 'measured', value: count, of: null }
}

function countedOf({ db }: Context, register: PeopleRegister, now: number): Promise<Counted> {
  const memory = memories.get(db) ?? createReadings<Counted>({ freshMs: FRESH_MS, most: MOST })
  memories.set(db, memory)
  return memory.get(register.id, now, async () => {
    const rows = await db.transact(systemScope, (tx) => register.tally(tx, now))
    const tellers = new Map<string, ReturnType<typeof tellPlaces>>()
    return {
      at: now,
      tellOf: (what) => {
        const key = what.join(' ')
        const known = tellers.get(key) ?? tellPlaces(rows, what)
        tellers.set(key, known)
        return known
      },
    }
  })
}

/** How the past of a figure is told: of people only roughly, so that two days cannot be subtracted. */
export function pastOf(indicator: Indicator | undefined): (value: number, whole: number | null) => number {
  return indicator && 'people' in indicator ? coarse : (value) => value
}
