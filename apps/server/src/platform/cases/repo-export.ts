import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { conditions } from './repo-list.ts'
import type { ListQuery, Viewer } from './repo-list.ts'
import { orderOf } from './repo-order.ts'

interface Listed {
  readonly query: ListQuery
  readonly viewer: Viewer
}

/** How many cases a list holds, counted no further than `most`. */
export async function countMatching(tx: Tx, { query, viewer }: Listed, most: number): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from case_file where ${sql.join(conditions(query, viewer), sql` and `)} limit ${most}) as found`.execute(tx)
  return row?.n ?? 0
}

/** A case as a sheet tells it; `core` as stored. */
export interface SheetCase {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly text: string
  readonly source: string
  readonly area_name: string
  readonly address: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly core: unknown
  readonly registered_at: Date
  readonly due_at: Date | null
  readonly name_cipher: Buffer | null
  readonly phone_cipher: Buffer | null
  readonly is_secret: boolean | null
}

/**
 * The cases of a whole list as of one moment, page by page in constant memory: a cursor of the transaction keeps what
 * it saw at its beginning, however long the reading takes.
 */
export async function* pagesOf(tx: Tx, { query, viewer }: Listed, { size, most }: { size: number; most: number }): AsyncGenerator<readonly SheetCase[]> {
  const { key, isDescending } = orderOf(query)
  const direction = isDescending ? sql`desc` : sql`asc`
  await sql`declare whole_list no scroll cursor for
    select c.id, c.number, c.title, c.text, c.source, c.area_name, c.address, c.lon, c.lat, c.core, c.registered_at, c.due_at, r.name_cipher, r.phone_cipher, r.is_secret
    from (
      select *, ${key} as sort_key from case_file where ${sql.join(conditions(query, viewer), sql<SqlBool>` and `)} order by ${key} ${direction}, id ${direction} limit ${most}
    ) c left join case_reporter r on r.case_id = c.id
    order by c.sort_key ${direction}, c.id ${direction}`.execute(tx)
  for (;;) {
    const { rows } = await sql<SheetCase>`fetch forward ${sql.lit(size)} from whole_list`.execute(tx)
    if (rows.length > 0) yield rows
    if (rows.length < size) return
  }
}
