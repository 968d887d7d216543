import { Fault } from '@yihu/contracts'
import type { AnswerOf, listCare, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { countPeople, listPeople } from './repo.ts'
import { rowOf } from './show.ts'

/** A page of the people somebody looks after, with how many are under care, away and no longer. */
export async function peopleOf(context: Context, actor: Actor, { q, kind, area, state, cursor, limit }: QueryOf<typeof listCare>): Promise<AnswerOf<typeof listCare>> {
  const now = context.clock.now()
  const from = cursor === undefined ? 0 : readCursor(cursor)
  const filter = { q: q?.trim() || undefined, kind, area, now: new Date(now) }
  return context.db.transact(actor.scope, async (tx) => {
    const rows = await listPeople(tx, context, { ...filter, state, from, limit })
    return {
      people: rows.slice(0, limit).map((row) => rowOf(row, { context, now })), next: rows.length > limit ? Buffer.from(String(from + limit)).toString('base64url') : null,
      counts: await countPeople(tx, context, filter), asOf: new Date(now).toISOString(),
    }
  })
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): number {
  const from = Number(Buffer.from(text, 'base64url').toString())
  if (!Number.isInteger(from) || from < 0) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return from
}
