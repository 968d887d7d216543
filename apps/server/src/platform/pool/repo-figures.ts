import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { PersonFigure } from '@yihu/contracts'
import { DEPTHS } from '@yihu/domain'
import type { PeopleRow } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { within } from './repo-within.ts'

/** Tags of people who need care; what a sensitive register holds is not among them. */
export const SPECIAL_TAGS = ['elder-alone', 'empty-nest', 'very-old', 'disabled', 'allowance'] as const


const YES_NO = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`case when ${condition} then '1' else '0' end`
const HAS_SPECIAL_TAG = sql`t.tags && ${sql.lit(`{${SPECIAL_TAGS.join(',')}}`)}::text[]`
const IN_NETWORK = sql`exists (select from relation r where r.from_id = t.id and r.kind = 'branch-member' and r.until is null)`
const CONTACTED = sql`exists (select from relation r where r.to_id = t.id and r.kind = 'contact' and r.until is null)`

interface Counting {
  readonly from: 'person' | 'household'
  readonly value: RawBuilder<unknown>
  readonly where?: RawBuilder<unknown>
}

function countingOf(by: PersonFigure, today: string): Counting {
  if (by === 'age') return { from: 'person', value: sql`least(9, floor(extract(year from age(${today}::date, t.birth_month)) / 10))::text` }
  if (by === 'special') return { from: 'person', value: YES_NO(HAS_SPECIAL_TAG) }
  if (by === 'party') return { from: 'person', value: YES_NO(IN_NETWORK), where: sql`and t.political = '01'` }
  if (by === 'contact') return { from: 'household', value: YES_NO(CONTACTED) }
  return { from: 'person', value: sql`${sql.ref(`t.${by}`)}` }
}

/** How many people (or households) of each value in each building, or in the smallest place around it that is known. Ages by decade; «1» and «0» for yes and no. */
export async function tallyBy(tx: Tx, by: PersonFigure, today: string): Promise<PeopleRow[]> {
  const { from, value, where = sql`` } = countingOf(by, today)
  const { rows } = await sql<PeopleRow>`
    select path, json_object_agg(value, count) as counts from (
      select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(DEPTHS.building)}))::text as path, coalesce(${value}, '') as value, count(*)::int as count
      from ${sql.table(from)} t where t.state = 'active' ${where} group by 1, 2) counted group by path`.execute(tx)
  return [...rows]
}

/** Counts of the people of each building, or of the smallest place around it that is known: `all` and parts of them. */
export async function tallyPersons(tx: Tx, today: string): Promise<PeopleRow[]> {
  const { rows } = await sql<{ path: string } & Record<'all' | 'floating' | 'elder' | 'special' | 'members' | 'covered', number>>`
    select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(DEPTHS.building)}))::text as path, count(*)::int as "all",
      count(*) filter (where residence = 'floating')::int as floating, count(*) filter (where birth_month <= ${today}::date - interval '60 years')::int as elder,
      count(*) filter (where ${HAS_SPECIAL_TAG})::int as special, count(*) filter (where political = '01')::int as members,
      count(*) filter (where political = '01' and ${IN_NETWORK})::int as covered
    from person t where state = 'active' group by 1`.execute(tx)
  return rows.map(({ path, ...counts }) => ({ path, counts }))
}

/** How many households there are in an area, and how many of them somebody is the contact of. */
export async function countContacted(tx: Tx, area: string): Promise<{ all: number; contacted: number }> {
  const { rows: [row] } = await sql<{ all: number; contacted: number }>`
    select count(*)::int as "all", count(*) filter (where ${CONTACTED})::int as contacted from household t where state = 'active' and ${within(area)}`.execute(tx)
  return row ?? { all: 0, contacted: 0 }
}
