import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

/** What people brought forward of one class in one area on one day of Shanghai. */
export interface DailyCount {
  readonly path: string
  readonly day: string
  readonly count: number
}

/**
 * Complaints of a class by area and day, first to (not with) last day. Repeats that were merged count, for each was said
 * by somebody; children of a split and preventive tasks do not. Areas are cut off at `depth` labels; those above it are left out.
 */
export async function countDaily(tx: Tx, { classCode, from, until, depth }: { classCode: string; from: string; until: string; depth: number }): Promise<DailyCount[]> {
  const { rows } = await sql<DailyCount>`
    select subpath(area_path, 0, ${sql.lit(depth)})::text as path, to_char(registered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as count
    from case_file
    where class_code = ${classCode} and source <> 'prevention' and parent_id is null and state <> 'void' and nlevel(area_path) >= ${sql.lit(depth)}
      and registered_at >= ${new Date(`${from}T00:00:00+08:00`)} and registered_at < ${new Date(`${until}T00:00:00+08:00`)}
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}
