import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { daysAfter, HEAD_OF_HOUSEHOLD, qualityRule } from '@yihu/domain'
import type { CheckReason, Judged, QUALITY_RULES, QualityTally, Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { judgedParts } from './repo-part-quality.ts'
import { within } from './repo-within.ts'

type Rules = typeof QUALITY_RULES

/** What is asked of a register, by the codes of its rule; `t` is the record. */
interface Judging<R extends Register> {
  /** What stands beside the record, each once. */
  readonly beside: RawBuilder<unknown>
  readonly missing: Readonly<Record<keyof Rules[R]['needed'], RawBuilder<unknown>>>
  /** Since when; null: not so. A record that was verified afterwards is right as it is. */
  readonly conflicts: Readonly<Record<Exclude<keyof Rules[R]['conflicts'], 'doubtful'>, RawBuilder<unknown>>>
}

const NOTHING = sql``
const OF_TRADE = sql`t.kind in ('enterprise', 'shop', 'property')`
const ADULT_YEARS = 18

/** The conditions on a day, each asked once for all records. */
const JUDGING: { readonly [R in Register]: (today: string) => Judging<R> } = {
  person: (today) => ({
    beside: sql`
      left join (select from_id as id, true as has from relation where kind = 'resides' and until is null group by 1) home on home.id = t.id
      left join (select id, max(at) as at from (select from_id as id, max(created_at) as at from relation where kind in ('household', 'resides') and until is null group by from_id, kind having count(*) > 1) d group by id) two on two.id = t.id
      left join (select name_index, birth_month, max(created_at) as at from person where state = 'active' and name_index is not null and birth_month is not null
        group by 1, 2 having count(*) > 1 and bool_or(id_index is null)) twin on twin.name_index = t.name_index and twin.birth_month = t.birth_month`,
    missing: {
      idNumber: sql`t.id_index is null`, birth: sql`t.birth_month is null`, sex: sql`coalesce(t.sex, '9') in ('0', '9')`, ethnicity: sql`t.ethnicity is null`, residence: sql`t.residence is null`,
      phone: sql`t.phone_index is null and t.birth_month <= ${today}::date - make_interval(years => ${ADULT_YEARS})`, home: sql`home.has is null`,
    },
    conflicts: { twice: sql`two.at`, twin: sql`twin.at` },
  }),
  household: () => ({
    beside: sql`left join (select to_id as id, count(*) filter (where role = ${HEAD_OF_HOUSEHOLD}) as heads, max(created_at) as at from relation where kind = 'household' and until is null group by 1) member on member.id = t.id`,
    missing: { house: sql`t.house_id is null`, head: sql`member.id is not null and member.heads = 0` },
    conflicts: { heads: sql`case when member.heads > 1 then member.at end`, empty: sql`case when member.id is null then t.created_at end` },
  }),
  house: () => ({
    beside: sql`left join (select to_id as id, max(created_at) as at from relation where kind = 'resides' and until is null group by 1) living on living.id = t.id`,
    missing: { use: sql`t.use is null`, address: sql`t.address = ''` },
    conflicts: { lived: sql`case when t.use = 'vacant' then living.at end`, unlived: sql`case when t.use in ('self', 'rented') and living.id is null then t.created_at end` },
  }),
  organisation: () => ({
    beside: sql`
      left join (select credit_code, max(created_at) as at from organisation where state = 'active' and credit_code is not null group by 1 having count(*) > 1) same on same.credit_code = t.credit_code
      left join (select to_id as id, max(created_at) as at from relation where kind = 'legal-person' and until is null group by 1 having count(*) > 1) legal on legal.id = t.id`,
    missing: { creditCode: sql`t.credit_code is null and ${OF_TRADE}`, address: sql`coalesce(t.address, '') = '' and t.kind <> 'party'`, phone: sql`t.phone_index is null and ${OF_TRADE}` },
    conflicts: { code: sql`same.at`, legal: sql`legal.at` },
  }),
  vehicle: () => ({
    beside: sql`
      left join (select to_id as id, true as has from relation where kind = 'drives' and until is null group by 1) driven on driven.id = t.id
      left join (select plate_index, max(created_at) as at from vehicle where state = 'active' group by 1 having count(*) > 1) same on same.plate_index = t.plate_index`,
    missing: { plateKind: sql`t.plate_kind is null`, owner: sql`driven.has is null` },
    conflicts: { plate: sql`same.at` },
  }),
}

interface Where {
  readonly register: Judged
  readonly area: string
  readonly today: string
}

/** Every record in use of a register and an area with what is missing, how old it is, and what contradicts it. */
function judged({ register, area, today }: Where): RawBuilder<unknown> {
  if (register === 'part') return judgedParts({ area, before: daysAfter(today, -qualityRule('part').freshDays) })
  const { beside, missing, conflicts }: { beside: RawBuilder<unknown>; missing: Readonly<Record<string, RawBuilder<unknown>>>; conflicts: Readonly<Record<string, RawBuilder<unknown>>> } = JUDGING[register](today)
  const before = daysAfter(today, -qualityRule(register).freshDays)
  const doubtful = sql`case when t.facts::text like '%"doubtful"%' then 'infinity'::timestamptz end`
  const codes = (conditions: Readonly<Record<string, RawBuilder<unknown>>>) =>
    sql`array_remove(array[${sql.join(Object.entries(conditions).map(([code, condition]) => sql`case when ${condition} then ${sql.lit(code)} end`))}]::text[], null)`
  const verified = sql`case when t.facts->'*'->>2 = 'verified' then t.facts->'*'->>1 end`
  const open = Object.fromEntries(Object.entries({ ...conflicts, doubtful }).map(([code, at]) => [code, sql`(${at}) >= coalesce((${verified})::date + 1, '-infinity'::timestamptz)`]))
  return sql`
    select t.id, t.version, t.area_path, newest.day as as_of, newest.day < ${before} as is_stale,
      case when coalesce(${verified}, '') >= ${before} then '{}'::text[] else ${codes(missing)} end as missing, ${codes(open)} as conflicts
    from ${sql.table(register)} t ${beside} cross join lateral (select max(f.value->>1) as day from jsonb_each(t.facts) f) newest
    where t.state = 'active' and ${within(area)}`
}

const ASKED: Readonly<Record<CheckReason | 'any', RawBuilder<unknown>>> = {
  missing: sql`missing <> '{}'`, stale: sql`is_stale`, conflict: sql`conflicts <> '{}'`, any: sql`(missing <> '{}' or is_stale or conflicts <> '{}')`,
}

/**
 * Sets beside sets: what stands beside the records is met by hashing. Right after much was brought in the database has
 * not counted its rows yet, would take them for few and walk through them once for each record.
 */
async function hashing<T>(tx: Tx, ask: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(tx)
  const found = await ask()
  await sql`set local enable_nestloop = on`.execute(tx)
  return found
}

export type CountedQuality = QualityTally & { readonly path: string; readonly toCheck: number }

/** How the records of a register stand in each part of an area (a label below it). */
export async function countQuality(tx: Tx, where: Where): Promise<CountedQuality[]> {
  const { rows } = await hashing(tx, () => sql<CountedQuality>`
    select subpath(area_path, 0, least(nlevel(area_path), nlevel(${where.area}::ltree) + 1))::text as path, count(*)::int as total, count(*) filter (where ${ASKED.missing})::int as missing,
      count(*) filter (where ${ASKED.stale})::int as stale, count(*) filter (where ${ASKED.conflict})::int as conflict, count(*) filter (where ${ASKED.any})::int as "toCheck"
    from (${judged(where)}) j group by 1 order by 1`.execute(tx))
  return [...rows]
}

/** A record to check, and its place in the order of the list. */
export interface FoundToCheck {
  readonly id: string
  readonly version: number
  readonly areaPath: string
  readonly asOf: string
  readonly isStale: boolean
  readonly missing: readonly string[]
  readonly conflicts: readonly string[]
  readonly rank: number
  /** All there are. */
  readonly total: number
}

interface Page extends Where {
  readonly reason: CheckReason | undefined
  readonly after: { readonly rank: number; readonly asOf: string; readonly id: string } | undefined
  readonly limit: number
}

/** What contradicts goes before what is missing, more before less, older before newer; one more than asked when there are more. */
export async function readToCheck(tx: Tx, { reason, after, limit, ...where }: Page): Promise<FoundToCheck[]> {
  const { rows } = await hashing(tx, () => sql<FoundToCheck>`
    select id, version, area_path as "areaPath", as_of as "asOf", is_stale as "isStale", missing, conflicts, rank, total from (
      select j.*, 10 * cardinality(conflicts) + cardinality(missing) as rank, count(*) over ()::int as total from (${judged(where)}) j where ${ASKED[reason ?? 'any']}) r
    ${after ? sql`where rank < ${after.rank}::int or (rank = ${after.rank}::int and (as_of, id) > (${after.asOf}, ${after.id}::${where.register === 'part' ? sql`text` : sql`uuid`}))` : NOTHING}
    order by rank desc, as_of, id limit ${limit + 1}`.execute(tx))
  return [...rows]
}
