import type { AnswerOf, QueryOf, RegisterQuality, showQuality, Tally } from '@yihu/contracts'
import { JUDGED, localDate, qualityScore } from '@yihu/domain'
import type { Judged } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { scopeKey } from '../../../kernel/db/index.ts'
import { OVERFLOW } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { createReadings } from '../../../kernel/readings.ts'
import type { Readings } from '../../../kernel/readings.ts'
import { areasOf, chainInSight, placeInSight } from '../../../platform/areas/index.ts'
import { countQuality, mayRead } from '../../../platform/pool/index.ts'
import type { CountedQuality } from '../../../platform/pool/index.ts'

const FRESH_MS = 60_000
const MOST = 200

type Answer = AnswerOf<typeof showQuality>

/** What a server has just counted; a change in the pool forgets it. */
export function rememberQuality({ live }: Pick<Context, 'live'>): Readings<Answer> {
  const memory = createReadings<Answer>({ freshMs: FRESH_MS, most: MOST })
  live.subscribe(({ topic }) => { if (topic === OVERFLOW || topic.startsWith('pool.')) memory.forgetAll() })
  return memory
}

/** The score of each register that the asker may read, here and in each part of the place. @throws Fault not-found for a place out of sight */
export async function qualityAt(context: Context, actor: Actor, { query, memory }: { query: QueryOf<typeof showQuality>; memory: Readings<Answer> }): Promise<Answer> {
  const tree = await areasOf(context)
  const area = placeInSight(tree, actor, query.area)
  const readable = (Object.keys(JUDGED) as Judged[]).filter((register) => mayRead(actor, register)) // keys of a literal table
  return memory.get(`${scopeKey(actor.scope)} ${readable.join(' ')} ${area.path}`, context.clock.now(), async () => {
    const now = context.clock.now()
    const registers: RegisterQuality[] = []
    for (const register of readable) {
      const counted = await context.db.transact(actor.scope, (tx) => countQuality(tx, { register, area: area.path, today: localDate(now) }))
      registers.push({ register, whole: tallyOf(counted), rows: counted.map((one) => ({ path: one.path, name: tree.nameOf(one.path), ...tallyOf([one]) })) })
    }
    return { area, chain: chainInSight(tree, actor, area.path), asOf: new Date(now).toISOString(), registers }
  })
}

function tallyOf(counted: readonly CountedQuality[]): Tally {
  const sum = (key: 'total' | 'missing' | 'stale' | 'conflict' | 'toCheck'): number => counted.reduce((total, one) => total + one[key], 0)
  const tally = { total: sum('total'), missing: sum('missing'), stale: sum('stale'), conflict: sum('conflict'), toCheck: sum('toCheck') }
  return { ...tally, score: qualityScore(tally) }
}
