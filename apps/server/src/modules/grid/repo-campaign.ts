import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { countedActs, settling, subjectsIn } from './repo-due.ts'
import type { Asked } from './repo-due.ts'
import type { GridTables } from './tables.ts'

/** What was settled on one day: each subject on the day it was settled first. */
export interface SettledDay {
  readonly day: string
  readonly met: number
  readonly refused: number
  readonly moved: number
}

/** When the subjects of a campaign were settled, day by day. */
export async function settledDays(tx: Tx, asked: Asked): Promise<SettledDay[]> {
  if (asked.areas.length === 0) return []
  const { rows } = await sql<SettledDay>`
    select to_char(d.day, 'YYYY-MM-DD') as day, count(*) filter (where d.result = 'met')::int as met, count(*) filter (where d.result = 'refused')::int as refused, count(*) filter (where d.result = 'moved')::int as moved
    from (
      select distinct on (v.subject_id) v.day, v.result from (${subjectsIn(asked)}) s join grid_visit v on v.subject_id = s.id::text
      where ${countedActs(asked.form.act)} and ${settling} and v.day between ${asked.window.from}::date and ${asked.window.to}::date order by v.subject_id, v.at) d
    group by 1 order by 1`.execute(tx)
  return [...rows]
}

/** What went with a campaign: visits, their photos, and the files of these. */
interface Gone {
  readonly visits: readonly string[]
  readonly photos: readonly { readonly id: string; readonly hash: string }[]
}

/** Deletes what was recorded for a campaign; the files are the store's to forget after the commit. */
export async function destroyVisits(tx: Tx, { street, routine }: { readonly street: string; readonly routine: string }): Promise<Gone> {
  const own = tx.$pickTables<GridTables>()
  const { rows: photos } = await sql<{ id: string; hash: string }>`
    delete from grid_visit_photo p using grid_visit v where v.id = p.visit_id and v.routine = ${routine} and v.area_path <@ ${street}::ltree returning p.id, p.file_hash as hash`.execute(tx)
  const visits = await own.deleteFrom('grid_visit').where('routine', '=', routine).where(sql<boolean>`area_path <@ ${street}::ltree`).returning('id').execute()
  return { visits: visits.map(({ id }) => id), photos: [...photos] }
}
