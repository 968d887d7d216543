import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CheckTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CheckTables>()

/** An item that was not published because the pool knows the answer. */
export interface Refusal {
  readonly listId: string
  readonly listName: string
  readonly item: string
  readonly field: string
  readonly by: string
  readonly at: Date
}

/** Notes a refusal; the same item again counts up. */
export async function noteRefusal(tx: Tx, street: string, { listId, listName, item, field, by, at }: Refusal): Promise<void> {
  await own(tx).insertInto('check_refusal').values({ street, list_id: listId, item_text: item, list_name: listName, field, times: 1, by_name: by, at })
    .onConflict((again) => again.columns(['street', 'list_id', 'item_text']).doUpdateSet(({ ref }) => ({ times: sql<number>`${ref('check_refusal.times')} + 1`, list_name: listName, field, by_name: by, at }))).execute()
}

/** What was refused, the latest first. */
export async function readRefusals(tx: Tx, { street, since }: { readonly street: string; readonly since: string }): Promise<(Refusal & { readonly times: number })[]> {
  const rows = await own(tx).selectFrom('check_refusal').selectAll().where('street', '=', street).where('at', '>=', new Date(`${since}T00:00:00+08:00`)).orderBy('at', 'desc').orderBy('item_text').limit(100).execute()
  return rows.map(({ list_id, list_name, item_text, field, times, by_name, at }) => ({ listId: list_id, listName: list_name, item: item_text, field, times, by: by_name, at }))
}

interface Span {
  readonly area: string
  readonly since: string
}

/** How often an item of a version was answered (not «不适用») in a place, and how often the answer was a danger. */
export interface AnswerCount {
  readonly listId: string
  readonly version: number
  readonly itemId: string
  readonly path: string
  readonly asked: number
  readonly found: number
}

/** What was answered since a day: in an area, as of one place, or everywhere in sight, of each place. */
export async function countAnswers(tx: Tx, { area, since }: Partial<Span> & Pick<Span, 'since'>): Promise<AnswerCount[]> {
  const { rows } = await sql<AnswerCount>`
    select s.list_id as "listId", s.version, a.value ->> 'itemId' as "itemId", ${area === undefined ? sql`s.path::text` : sql`${area}::text`} as path, count(*)::int as asked, count(d.id)::int as found
    from check_sheet s cross join lateral jsonb_array_elements(s.answers) a left join check_danger d on d.sheet_id = s.id and d.item_id = a.value ->> 'itemId'
    where ${area === undefined ? sql`true` : sql`s.path <@ ${area}::ltree`} and s.at >= ${new Date(`${since}T00:00:00+08:00`)} and a.value ->> 'value' <> 'na' group by 1, 2, 3, 4`.execute(tx)
  return [...rows]
}

/** Sheets filled of each list. */
export async function countFilled(tx: Tx, { area, since }: Span): Promise<Map<string, number>> {
  const rows = await own(tx).selectFrom('check_sheet').select(({ fn }) => ['list_id', fn.countAll<number>().as('count')])
    .where(sql<boolean>`path <@ ${area}::ltree`).where('at', '>=', new Date(`${since}T00:00:00+08:00`)).groupBy('list_id').execute()
  return new Map(rows.map(({ list_id, count }) => [list_id, count]))
}

/** When people filled sheets since a moment, in sight. */
export async function sheetTimes(tx: Tx, { people, since }: { readonly people: readonly string[]; readonly since: Date }): Promise<{ person: string; at: Date }[]> {
  if (people.length === 0) return []
  return own(tx).selectFrom('check_sheet').select(['by_id as person', 'at']).where('by_id', 'in', [...people]).where('at', '>=', since).execute()
}
