import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

/** What people brought forward in one week. */
export interface WeeklyCount {
  readonly path: string
  /** Group of the catalogue. */
  readonly classCode: string
  /** Its Monday, `YYYY-MM-DD`. */
  readonly week: string
  readonly count: number
}

/**
 * Complaints by area (cut off at `most` labels; those of fewer than `least` are left out), group of classes and week of Shanghai since a
 * Monday. Merged repeats count; children of a split, void cases and preventive tasks do not.
 */
export async function countWeekly(tx: Tx, { from, least, most }: { readonly from: string; readonly least: number; readonly most: number }): Promise<WeeklyCount[]> {
  const { rows } = await sql<WeeklyCount>`
    select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(most)}))::text as path, left(class_code, 3) as "classCode",
      to_char(date_trunc('week', registered_at at time zone 'Asia/Shanghai'), 'YYYY-MM-DD') as week, count(*)::int as count
    from case_file
    where class_code is not null and source <> 'prevention' and parent_id is null and state <> 'void' and nlevel(area_path) >= ${sql.lit(least)}
      and registered_at >= ${new Date(`${from}T00:00:00+08:00`)}
    group by 1, 2, 3`.execute(tx)
  return rows
}

/** The class that is named most among the complaints of an area and group since a Monday; null without any. */
export async function commonestClass(tx: Tx, { path, group, from }: { readonly path: string; readonly group: string; readonly from: string }): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select class_code as code from case_file
    where area_path <@ ${path}::ltree and class_code like ${`${group}%`} and source <> 'prevention' and parent_id is null and state <> 'void' and registered_at >= ${new Date(`${from}T00:00:00+08:00`)}
    group by 1 order by count(*) desc, 1 limit 1`.execute(tx)
  return rows[0]?.code ?? null
}

/** Complaints whose class begins with one of these prefixes, by area (cut off at `depth` labels), first to (not with) last day. */
export async function countSpan(tx: Tx, { from, until, prefixes, depth }: { readonly from: string; readonly until: string; readonly prefixes: readonly string[]; readonly depth: number }): Promise<{ path: string; count: number }[]> {
  const { rows } = await sql<{ path: string; count: number }>`
    select subpath(area_path, 0, ${sql.lit(depth)})::text as path, count(*)::int as count
    from case_file
    where class_code like any (${sql.val(prefixes.map((prefix) => `${prefix}%`))}::text[]) and source <> 'prevention' and parent_id is null and state <> 'void' and nlevel(area_path) >= ${sql.lit(depth)}
      and registered_at >= ${new Date(`${from}T00:00:00+08:00`)} and registered_at < ${new Date(`${until}T00:00:00+08:00`)}
    group by 1`.execute(tx)
  return rows
}

/** Open cases by area, cut off at so many labels. */
export async function countOpenByArea(tx: Tx, { area, labels }: { readonly area: string; readonly labels: number }): Promise<Map<string, number>> {
  const { rows } = await sql<{ path: string; count: number }>`
    select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(labels)}))::text as path, count(*)::int as count from case_file
    where state not in ('closed', 'archived', 'void') and merged_into is null and area_path <@ ${area}::ltree group by 1`.execute(tx)
  return new Map(rows.map(({ path, count }) => [path, count]))
}
