import type { AnswerOf, listAudit, QueryOf } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { selectRows } from './repo.ts'

/** A page of the trail, newest first. */
export async function list(tx: Tx, query: QueryOf<typeof listAudit>): Promise<AnswerOf<typeof listAudit>> {
  const { actor, action, from, to, limit } = query
  const found = await selectRows(tx, { actor, action, from, to, before: query.cursor === undefined ? undefined : Number(query.cursor), limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      id: row.id, at: row.at.toISOString(), actor: row.actor_name, action: row.action, object: row.object, purpose: row.purpose, result: row.result, ip: row.ip,
    })),
    next: found.length > limit && last ? String(last.seq) : null,
  }
}
