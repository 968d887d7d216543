import type { AreaLevel } from '@yihu/contracts'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { StoredArea } from './area.ts'
import { AreaGeometry } from './repo.ts'

const MOST_DATES = 200

interface Row {
  readonly code: string
  readonly name: string
  readonly geometry: unknown
  readonly since: string
  readonly is_former: boolean
}

/** Borders of a level as they were on a day; names are today's. */
export async function bordersOn(db: Kysely<Database>, { level, at }: { level: AreaLevel; at: string }) {
  const { rows } = await sql<Row>`
    select distinct on (code) * from (
      select code, name, geometry, valid_from::text as since, false as is_former, null::bigint as id, path
      from area where level = ${level} and geometry is not null and valid_from <= ${at}::date and (valid_to is null or valid_to >= ${at}::date)
      union all
      select h.code, a.name, h.geometry, h.valid_from::text, true, h.id, a.path
      from area_history h join area a on a.code = h.code
      where a.level = ${level} and h.valid_from <= ${at}::date and h.valid_to >= ${at}::date
    ) found order by code, is_former, id desc`.execute(db)
  return rows.map(({ geometry, is_former, ...row }) => ({ code: row.code, name: row.name, since: row.since, geometry: AreaGeometry.parse(geometry), isFormer: is_former }))
}

/** Names and borders by code, locked until the end of the transaction. */
export async function lockBorders(tx: Tx, codes: readonly string[]): Promise<Map<string, Pick<StoredArea, 'name' | 'geometry'>>> {
  const rows = await tx.$pickTables<'area'>().selectFrom('area').select(['code', 'name', 'geometry']).where('code', 'in', [...codes]).orderBy('code').forUpdate().execute()
  return new Map(rows.map(({ code, name, geometry }) => [code, { name, geometry: AreaGeometry.nullable().parse(geometry) }]))
}

/** Days on which borders of a level began, newest first. */
export async function borderDates(db: Kysely<Database>, level: AreaLevel): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select distinct day::text from (
      select valid_from as day from area where level = ${level} and geometry is not null
      union all select h.valid_from from area_history h join area a on a.code = h.code where a.level = ${level}
    ) days order by day desc limit ${MOST_DATES}`.execute(db)
  return rows.map(({ day }) => day)
}
