import { sql } from 'kysely'
import type { Tx } from '../kernel/db/index.ts'

/** What lies in the pool: how many of each, and one digest of all that says anything. */
export interface PoolTold {
  readonly counts: Readonly<Record<string, number>>
  /** MD5 over the rows without ids, times and what is sealed: the same street gives the same on any machine. */
  readonly digest: string
}

/** Counts the pool in words and takes its digest, so that two loads can be held side by side. */
export async function tellPool(tx: Tx): Promise<PoolTold> {
  const { rows: [told] } = await sql<{ counts: Record<string, number> }>`
    select jsonb_build_object(
      '居民', (select count(*) from person), '户', (select count(*) from household), '房屋', (select count(*) from house), '车辆', (select count(*) from vehicle), '党员', (select count(*) from person where political = '01'),
      '商铺', (select count(*) from organisation where kind = 'shop'), '企业', (select count(*) from organisation where kind = 'enterprise'), '联盟单位', (select count(*) from organisation where kind = 'alliance'),
      '党工委', (select count(*) from organisation where party_level = '1'), '党总支', (select count(*) from organisation where party_level = '2'), '网格党支部', (select count(*) from organisation where party_level = '3'), '楼栋党小组', (select count(*) from organisation where party_level = '4'),
      '楼长', (select count(*) from relation where kind = 'post' and role = 'building-chief'), '党员中心户', (select count(*) from relation where kind = 'post' and role = 'centre-household'),
      '挂包联系', (select count(*) from relation where kind = 'contact'), '关系', (select count(*) from relation), '部件', (select count(*) from part)) as counts`.execute(tx)
  const { rows: [sum] } = await sql<{ digest: string }>`
    select md5(string_agg(line, E'\n' order by line collate "C")) as digest from (
      select concat_ws('|', 'person', area_path, birth_month, sex, ethnicity, marital, education, political, residence, occupation, array_to_string(tags, ',')) as line from person
      union all select concat_ws('|', 'household', area_path, number, kind, array_to_string(tags, ',')) from household
      union all select concat_ws('|', 'house', area_path, code, unit, room, floor, use, address) from house
      union all select concat_ws('|', 'organisation', area_path, kind, name, credit_code, party_level, industry, address, round(lon::numeric, 6), round(lat::numeric, 6)) from organisation
      union all select concat_ws('|', 'vehicle', area_path, plate_kind, colour) from vehicle
      union all select concat_ws('|', 'relation', kind, role, from_register, to_register, to_path, array_to_string(paths, ',')) from relation
      union all select concat_ws('|', 'part', code, class_code, name, path, round(lon::numeric, 6), round(lat::numeric, 6), unit_id) from part) lines`.execute(tx)
  return { counts: told?.counts ?? {}, digest: sum?.digest ?? '' }
}
