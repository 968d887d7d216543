import { Fault } from '@yihu/contracts'
import type { CaseQuery } from '@yihu/contracts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { z } from 'zod'

type Query = Pick<z.output<typeof CaseQuery>, 'sort' | 'lon' | 'lat'>

/** How a list is sorted: one value a row, then the id. */
interface Order {
  readonly key: RawBuilder<unknown>
  readonly type: 'timestamptz' | 'float8'
  readonly isDescending: boolean
}

/** When a case is due; what has no due time comes last. The key of `case_file_live_by_due`. */
export const DUE = sql`coalesce(due_at, 'infinity'::timestamptz)`

/** @throws Fault input-invalid: nearest to what? */
export function orderOf({ sort, lon, lat }: Query): Order {
  switch (sort) {
    case 'due':
      return { key: DUE, type: 'timestamptz', isDescending: false }
    case 'newest':
      return { key: sql`registered_at`, type: 'timestamptz', isDescending: true }
    case 'urgent':
      // A century earlier than all that is not urged, and still in order among themselves.
      return { key: sql`(${DUE} - case when is_urged then interval '100 years' else interval '0' end)`, type: 'timestamptz', isDescending: false }
    case 'distance':
      if (lon === undefined || lat === undefined) throw new Fault('input-invalid', { fields: { lon: '请先在地图上选一个点' } })
      return { key: sql`coalesce(point(lon, lat) <-> point(${lon}, ${lat}), 'infinity'::float8)`, type: 'float8', isDescending: false }
  }
}

/** A sort value as PostgreSQL writes an instant. */
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d(?::[0-5]\d)?)?$/u
const DISTANCE = /^(?:Infinity|\d{1,4}(?:\.\d{1,20})?(?:e-\d{1,3})?)$/u

/** Whether a text can be the sort value of a row in this order. */
export function isKey(text: string, { type }: Order): boolean {
  if (type === 'float8') return DISTANCE.test(text)
  return text === 'infinity' || (INSTANT.test(text) && isDay(text.slice(0, 10)))
}

function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
