import { MEDIATION_STATES } from '@yihu/contracts'
import type { AnswerOf, listMediations, MediationState, QueryOf } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { readCursor, writeCursor } from '../../../kernel/cursor.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { countFiles, listFiles } from './repo.ts'
import { rowOf } from './show.ts'

const states = Object.keys(MEDIATION_STATES) as MediationState[] // keys of a literal table

/** A page of the files somebody sees, with how many there are of each state. */
export async function filesOf(context: Context, actor: Actor, { state, area, q, cursor, limit }: QueryOf<typeof listMediations>): Promise<AnswerOf<typeof listMediations>> {
  const now = context.clock.now()
  const filter = { state, area, q: q?.trim() || undefined, after: readCursor(cursor), limit }
  return context.db.transact(actor.scope, async (tx) => {
    const records = await listFiles(tx, context, filter)
    const counted = new Map((await countFiles(tx, context, filter)).map((row) => [row.state, row.count]))
    const page = records.slice(0, limit)
    const last = page.at(-1)
    return {
      mediations: page.map((record) => rowOf(record, now)), next: records.length > limit && last ? writeCursor({ at: last.opened_at, id: last.id }) : null,
      counts: Object.fromEntries(states.map((one) => [one, counted.get(one) ?? 0])) as Record<MediationState, number>, // every state, just listed
      asOf: new Date(now).toISOString(),
    }
  })
}
