import { DEPTHS } from '@yihu/domain'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'


interface Where {
  readonly area: string
  /** What was recorded before this day is stale. */
  readonly before: string
}

/**
 * Every part of an area and of the asker's own ground with what is missing, how old it is, and what contradicts it. All
 * parts may be read by everybody; the ones to work off are those of one's own ground.
 */
export function judgedParts({ area, before }: Where): RawBuilder<unknown> {
  return sql`
    select t.code as id, 0 as version, t.path as area_path, t.recorded_on::text as as_of, t.recorded_on < ${before}::date as is_stale,
      array_remove(array[case when t.unit_id is null then 'unit' end, case when nlevel(t.path) < ${DEPTHS.grid} then 'grid' end], null) as missing,
      array_remove(array[
        case when substr(t.code, 7, 4) <> substr(t.class_code, 2) then 'class' end,
        case when left(t.code, 6) <> substr(t.path::text, 2, 6) then 'district' end,
        case when spot.lon is not null then 'spot' end], null) as conflicts
    from part t
    left join (select class_code, lon, lat from part where state <> 'removed' group by 1, 2, 3 having count(*) > 1) spot on spot.class_code = t.class_code and spot.lon = t.lon and spot.lat = t.lat
    where t.state <> 'removed' and t.path <@ ${area}::ltree and ((select yihu_all()) or t.path <@ any((select yihu_scope())::ltree[]))`
}
