import type { AnswerOf, listAudit, QueryOf } from '@yihu/contracts'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'
import { selectRows } from './repo.ts'

const Detail = z.record(z.string(), z.unknown()).catch({})

/** A page of the trail, newest first. */
export async function list(tx: Tx, query: QueryOf<typeof listAudit>): Promise<AnswerOf<typeof listAudit>> {
  const { actor, action, object, result, from, to, limit } = query
  const found = await selectRows(tx, { actor, action, object, result, from, to, before: query.cursor === undefined ? undefined : Number(query.cursor), limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      id: row.id, seq: row.seq, at: row.at.toISOString(), actor: row.actor_name, action: row.action, object: row.object, purpose: row.purpose, result: row.result, ip: row.ip, detail: Detail.parse(row.detail),
    })),
    next: found.length > limit && last ? String(last.seq) : null,
  }
}
