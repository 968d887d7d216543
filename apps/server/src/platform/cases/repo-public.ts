import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { CaseState } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { PLACE_CLASSES, PUBLIC_SOURCES } from './public.ts'

/** What may leave the house of a case: no word that anybody wrote, no point, nobody's name. */
export interface PublicCase {
  readonly number: string
  readonly classCode: string | null
  readonly path: string
  /** Of the case it was merged into, where it was. */
  readonly state: CaseState
  readonly unitId: string | null
  readonly registeredAt: Date
  readonly changedAt: Date
  readonly dueAt: Date | null
}

/** Begun by people, and not under an assurance of secrecy; the parts of a split are told by the whole. */
const IS_PUBLIC = sql<SqlBool>`c.source = any (${sql.val([...PUBLIC_SOURCES])}::text[]) and c.parent_id is null
  and not exists (select from case_reporter r where r.case_id = c.id and r.is_secret)`

const ABOUT_PLACES = sql<SqlBool>`c.class_code like any (${sql.val(PLACE_CLASSES.map((prefix) => `${prefix}%`))}::text[])`

export interface PublicQuery {
  readonly street: string
  readonly numbers?: readonly string[] | undefined
  readonly from: Date
  readonly until: Date
  /** Classes about places; `others` asks for all that are not. */
  readonly classCodes?: readonly string[] | undefined
  readonly others?: boolean | undefined
  readonly isOpen?: boolean | undefined
  readonly limit: number
  readonly offset: number
}

/** Cases as everybody may know them, newest first. With numbers, those and nothing else decides. */
export async function listPublic(tx: Tx, query: PublicQuery): Promise<PublicCase[]> {
  const { rows } = await sql<PublicCase>`
    select c.number, c.class_code as "classCode", c.area_path::text as path, coalesce(s.state, c.state) as state, coalesce(s.owner_unit, c.owner_unit) as "unitId",
      c.registered_at as "registeredAt", coalesce(s.changed_at, c.changed_at) as "changedAt", coalesce(s.due_at, c.due_at) as "dueAt"
    from case_file c left join case_file s on s.id = c.merged_into
    where ${IS_PUBLIC} and c.area_path <@ ${query.street}::ltree and ${sql.join(narrowed(query), sql` and `)}
    order by c.registered_at desc, c.id desc limit ${query.limit} offset ${query.offset}`.execute(tx)
  return rows
}

function narrowed({ numbers, from, until, classCodes, others, isOpen }: PublicQuery): RawBuilder<SqlBool>[] {
  if (numbers) return [sql<SqlBool>`c.number = any (${sql.val([...numbers])}::text[])`]
  const all = [sql<SqlBool>`c.registered_at >= ${from} and c.registered_at <= ${until}`]
  const named = classCodes ? sql<SqlBool>`c.class_code = any (${sql.val([...classCodes])}::text[]) and ${ABOUT_PLACES}` : null
  const rest = others ? sql<SqlBool>`(c.class_code is null or not (${ABOUT_PLACES}))` : null
  if (named || rest) all.push(sql<SqlBool>`(${sql.join([named, rest].filter((one) => one !== null), sql` or `)})`)
  if (isOpen !== undefined) all.push(sql<SqlBool>`(coalesce(s.state, c.state) not in ('closed', 'archived', 'void')) = ${isOpen}`)
  return all
}

/** Cases about places on one day (of Shanghai), in one grid, of one class. */
export interface PlaceCount {
  readonly day: string
  readonly path: string
  readonly classCode: string
  readonly reports: number
  readonly ended: number
}

/** How many cases about places there were since a day and before another, by day, grid (its path; those above a grid are left out) and class. */
export async function countPlaces(tx: Tx, { from, until, depth }: { from: string; until: string; depth: number }): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`
    select to_char(c.registered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, subpath(c.area_path, 0, ${sql.lit(depth)})::text as path, c.class_code as "classCode",
      count(*)::int as reports, (count(*) filter (where c.state in ('closed', 'archived', 'void')))::int as ended
    from case_file c
    where ${IS_PUBLIC} and ${ABOUT_PLACES} and c.merged_into is null and c.state <> 'void' and nlevel(c.area_path) >= ${sql.lit(depth)} and ${between(from, until)}
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}

/** Cases that concern people, of one month in one street. */
export interface PeopleCount {
  readonly month: string
  readonly street: string
  /** Group of the catalogue. */
  readonly classCode: string
  readonly reports: number
}

/** How many cases concerned people, by month, street and group of classes; groups with fewer than `least` are left out. */
export async function countPeople(tx: Tx, { from, until, least }: { from: string; until: string; least: number }): Promise<PeopleCount[]> {
  const { rows } = await sql<PeopleCount>`
    select to_char(c.registered_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, c.street, left(c.class_code, 5) as "classCode", count(*)::int as reports
    from case_file c
    where ${IS_PUBLIC} and not (${ABOUT_PLACES}) and c.class_code is not null and c.merged_into is null and c.state <> 'void' and ${between(from, until)}
    group by 1, 2, 3 having count(*) >= ${least} order by 1, 2, 3`.execute(tx)
  return rows
}

function between(from: string, until: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`c.registered_at >= ${new Date(`${from}T00:00:00+08:00`)} and c.registered_at < ${new Date(`${until}T00:00:00+08:00`)}`
}
