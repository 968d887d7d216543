import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'

const PastRow = z.object({
  id: z.string(), number: z.string(), title: z.string(), class_code: z.string(), area_path: z.string(), state: z.string(), owner_unit: z.string().nullable(),
  dispatched_at: z.date().nullable(), hops: z.number(), returns: z.number(),
})

/** A dispatch, a redispatch or a return; `at` in milliseconds. */
export interface PastHop {
  readonly kind: string
  readonly at: number
  readonly to: string | null
}

export interface PastFile {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly classCode: string
  readonly path: string
  readonly state: string
  readonly ownerUnit: string | null
  readonly hops: readonly PastHop[]
}

/** Cases registered since a day that were dispatched at least once, newest first, within a path and the caller's scope. */
export async function readPast(tx: Tx, { path, from, limit }: { path: string; from: Date; limit: number }): Promise<PastFile[]> {
  const { rows } = await sql<z.input<typeof PastRow>>`
    select id, number, title, class_code, area_path, state, owner_unit, dispatched_at, hops, returns from duty_past_case
    where registered_at >= ${from} and class_code is not null and hops > 0 and area_path <@ ${path}::ltree
    order by registered_at desc, id desc limit ${limit}`.execute(tx)
  const known = rows.map((row) => PastRow.parse(row))
  const told = await readHops(tx, known.filter((row) => singleHop(row) === null).map(({ id }) => id))
  return known.map((row) => {
    const { id, number, title, class_code: classCode, area_path, state, owner_unit: ownerUnit } = row
    return { id, number, title, classCode, path: area_path, state, ownerUnit, hops: singleHop(row) ?? told.get(id) ?? [] }
  })
}

/** Most cases were dispatched once and stayed: they tell it themselves, without their trace. */
function singleHop({ hops, returns, owner_unit, dispatched_at }: z.output<typeof PastRow>): PastHop[] | null {
  return hops === 1 && returns === 0 && owner_unit !== null && dispatched_at !== null ? [{ kind: 'dispatch', at: dispatched_at.getTime(), to: owner_unit }] : null
}

async function readHops(tx: Tx, ids: readonly string[]): Promise<Map<string, PastHop[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ case_id: string; kind: string; at: Date; to_unit: string | null }>`
    select case_id, kind, at, to_unit from duty_past_hop where case_id = any (${sql.val([...ids])}::uuid[]) order by case_id, seq`.execute(tx)
  return new Map([...Map.groupBy(rows, ({ case_id }) => case_id)].map(([id, hops]) => [id, hops.map(({ kind, at, to_unit }) => ({ kind, at: at.getTime(), to: to_unit }))]))
}

/** How many cases there were by class and place. */
export async function countPast(tx: Tx, { path, from }: { path: string; from: Date }): Promise<{ classCode: string; path: string; count: number }[]> {
  const { rows } = await sql<{ class_code: string; area_path: string; count: number }>`
    select class_code, area_path, count(*) as count from duty_past_case
    where registered_at >= ${from} and class_code is not null and area_path <@ ${path}::ltree group by class_code, area_path`.execute(tx)
  return rows.map(({ class_code, area_path, count }) => ({ classCode: class_code, path: area_path, count }))
}

export interface LoadRow {
  readonly unit_id: string
  readonly open: number
  readonly overdue: number
  readonly due: number
  readonly on_time: number
  readonly returns: number
}

/** What each unit has in hand, and how it kept its deadlines with the cases registered since a day. */
export async function readLoad(tx: Tx, { now, from }: { now: Date; from: Date }): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    with held as (
      select owner_unit as unit_id, count(*) as open, count(*) filter (where due_at < ${now}) as overdue from duty_past_case
      where state in ('dispatched', 'handling', 'suspended', 'escalated') and owner_unit is not null group by owner_unit),
    kept as (
      select owner_unit as unit_id, count(*) filter (where closed_at is not null or due_at < ${now}) as due,
        count(*) filter (where closed_at <= due_at) as on_time from duty_past_case
      where registered_at >= ${from} and owner_unit is not null and state not in ('void', 'suspended') and due_at is not null group by owner_unit),
    gave_back as (
      select by_unit as unit_id, count(*) as returns from duty_past_hop where kind = 'return' and at >= ${from} and by_unit is not null group by by_unit)
    select unit_id, coalesce(open, 0) as open, coalesce(overdue, 0) as overdue, coalesce(due, 0) as due, coalesce(on_time, 0) as on_time, coalesce(returns, 0) as returns
    from held full join kept using (unit_id) full join gave_back using (unit_id) order by unit_id`.execute(tx)
  return rows
}
