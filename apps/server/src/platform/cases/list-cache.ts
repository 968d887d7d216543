import type { Context } from '../../kernel/context.ts'
import type { Db, Tx } from '../../kernel/db/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import { jsonText } from '../../kernel/http/index.ts'
import type { JsonText } from '../../kernel/http/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'

/**
 * Lists and counters that this server has just read, as JSON text, one for all who see the same: at a busy desk ten
 * people look at one list. How old an answer may be:
 * - whoever made a move on this server sees it: the memory is emptied after the commit and before the mover is answered,
 *   and a reading that began before the commit is forgotten too;
 * - a move made on another server is seen as soon as its event is heard here, some milliseconds later;
 * - what no event tells (the time that goes by, a renamed unit) is seen after two seconds.
 * `asOf` in every answer says when it was read.
 */
const FRESH_MS = 2000
const MOST = 200

const memories = new WeakMap<Db, Readings<JsonText<unknown>>>()

function memoryOf(db: Db): Readings<JsonText<unknown>> {
  const known = memories.get(db) ?? createReadings({ freshMs: FRESH_MS, most: MOST })
  memories.set(db, known)
  return known
}

/** The answer to a question about cases, remembered under everything it depends on: who sees what, and what was asked. */
export function sharedAnswer<T>({ db, clock }: Pick<Context, 'db' | 'clock'>, question: readonly unknown[], read: () => Promise<T>): Promise<JsonText<T>> {
  const reading = memoryOf(db).get(JSON.stringify(question), clock.now(), async () => jsonText(await read()))
  return reading as Promise<JsonText<T>> // the question begins with the name of what is asked, and each name has one type of answer
}

/** Whatever changes cases calls this: after the commit every list is read anew. */
export function forgetListsAfter(db: Db, tx: Tx): void {
  db.afterCommit(tx, () => { memoryOf(db).forgetAll() })
}

/** Who looks at a case changes nothing in it. */
const PRESENCE = 'case.presence'

/** Hears of the changes that other servers commit. */
export function forgetListsOnEvents({ db, live }: Pick<Context, 'db' | 'live'>): void {
  live.subscribe((event: Event) => {
    const isChange = event.topic.startsWith('case.') && event.topic !== PRESENCE
    if (isChange || event.topic === OVERFLOW) memoryOf(db).forgetAll()
  })
}
