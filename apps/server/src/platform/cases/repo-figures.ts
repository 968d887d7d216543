import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { Box } from '../../kernel/layer.ts'
import { LINES } from './repo-happened.ts'
import { conditions } from './repo-list.ts'
import type { ListQuery, Viewer } from './repo-list.ts'
import { DUE } from './repo-order.ts'

interface Asked {
  readonly query: ListQuery
  readonly viewer: Viewer
}

const listed = ({ query, viewer }: Asked) => sql`from case_file where ${sql.join(conditions(query, viewer), sql` and `)}`

/** How many cases of a list each place holds, by path; a place holds those of the places within it. */
export async function countByPlace(tx: Tx, asked: Asked): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ place: string; count: number }>`select place, count(*)::int as count from (select seen_by ${listed(asked)}) c cross join unnest(c.seen_by) as place group by 1`.execute(tx)
  return new Map(rows.map(({ place, count }) => [place, count]))
}

interface DayCount {
  readonly day: string
  readonly value: number
}

/** A list of what was registered, by the day of Shanghai on which it was. */
export async function countTakenByDay(tx: Tx, asked: Asked): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`select to_char(registered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as value ${listed(asked)} group by 1 order by 1`.execute(tx)
  return [...rows]
}

/** A list of what was closed since an instant, by the day of Shanghai on which it was. */
export async function countClosedByDay(tx: Tx, asked: Asked, since: Date): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(distinct e.case_id)::int as value
    from case_event e where e.at >= ${since} and ${LINES.closed} and e.case_id in (select id ${listed(asked)}) group by 1 order by 1`.execute(tx)
  return [...rows]
}

/** What a map draws of a case. */
export interface PlacedCase {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly lon: number
  readonly lat: number
  readonly card: string
  readonly registered_at: Date
}

interface Placed extends Asked {
  readonly box?: Box
  readonly limit: number
}

const placed = (box: Box | undefined) => (box ? sql`lon >= ${box[0]} and lon < ${box[2]} and lat >= ${box[1]} and lat < ${box[3]}` : sql`lon is not null`)

/** Cases of a list that have a place (in a box), the earliest due first. */
export async function pointsOf(tx: Tx, { query, viewer, box, limit }: Placed): Promise<PlacedCase[]> {
  const { rows } = await sql<PlacedCase>`
    select id, number, title, lon, lat, card, registered_at from case_file
    where ${sql.join(conditions(query, viewer), sql` and `)} and ${placed(box)} order by ${DUE}, id limit ${limit}`.execute(tx)
  return [...rows]
}

/** A cell of ground with how many cases were registered in it, by day (`d20260507`). */
export interface HeatCell {
  readonly id: string
  /** Its middle. */
  readonly lon: number
  readonly lat: number
  readonly days: Readonly<Record<string, number>>
}

/** Cells in a degree: about 50 metres each in the middle of China. */
const CELLS = 2000

/** Cases of a list in a box, counted by cell and day: what heat draws, however many they are. */
export async function heatOf(tx: Tx, { query, viewer, box, limit }: Placed): Promise<HeatCell[]> {
  const { rows } = await sql<HeatCell>`
    select x || '_' || y as id, (x + 0.5) / ${CELLS} as lon, (y + 0.5) / ${CELLS} as lat, jsonb_object_agg(day, n) as days from (
      select floor(lon * ${CELLS})::int as x, floor(lat * ${CELLS})::int as y, to_char(registered_at at time zone 'Asia/Shanghai', '"d"YYYYMMDD') as day, count(*)::int as n
      from case_file where ${sql.join(conditions(query, viewer), sql` and `)} and ${placed(box)} group by 1, 2, 3
    ) counted group by x, y limit ${limit}`.execute(tx)
  return rows.map(({ lon, lat, ...cell }) => ({ ...cell, lon: Number(lon), lat: Number(lat) }))
}
