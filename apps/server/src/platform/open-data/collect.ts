import { LEAST_PEOPLE, localDate, monthOf, monthsAfter } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { countPeople, countPlaces } from '../cases/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { byGrid, cellOf, coarsen } from './coarsen.ts'
import type { GridRow, PlaceRow } from './coarsen.ts'

/** Matters that concern people, of one month, street and group of classes: never fewer than ten. */
export interface PeopleRow {
  readonly month: string
  readonly streetName: string
  readonly groupCode: string
  readonly groupName: string
  readonly reports: number
}

/** What is open to everybody, as it was at one moment. */
export interface OpenData {
  readonly asOf: string
  /** First and last day, of Shanghai; only days that are over. */
  readonly from: string
  readonly to: string
  readonly places: readonly PlaceRow[]
  /** The cells (`cellOf`) whose grid the places name. */
  readonly named: ReadonlySet<string>
  /** The same matters of whole months by grid, without days. */
  readonly grids: readonly (GridRow & { readonly groupName: string })[]
  readonly people: readonly PeopleRow[]
}

const DAY_MS = 86_400_000
const DAYS = 365
/** District, street, community, grid. */
const GRID_DEPTH = 4
/** Everybody may ask, so it is worked out this seldom. */
const FRESH_MS = 600_000

const kept = new WeakMap<Db, { readonly at: number; readonly data: Promise<OpenData> }>()

/** The open data of the last 365 whole days; at most ten minutes old. */
export function openDataOf(context: Context): Promise<OpenData> {
  const now = context.clock.now()
  const known = kept.get(context.db)
  if (known && now >= known.at && now - known.at < FRESH_MS) return known.data
  const data = collect(context, now)
  kept.set(context.db, { at: now, data })
  data.catch(() => kept.delete(context.db))
  return data
}

/** Whether a matter of that day and class may be told of its grid: only where the open data name it. */
export async function gridsOpen(context: Context): Promise<(matter: Parameters<typeof cellOf>[0]) => boolean> {
  const { named } = await openDataOf(context)
  return (matter) => named.has(cellOf(matter))
}

async function collect(context: Context, now: number): Promise<OpenData> {
  const [from, until] = [localDate(now - DAYS * DAY_MS), localDate(now)]
  const [tree, catalogue] = await Promise.all([areasOf(context), catalogueOf(context)])
  const nameOf = (code: string) => catalogue.find(code)?.name ?? code
  // Whole months only: what is missing of a month's end could be told from the next day's file.
  const months = { from: `${monthsAfter(monthOf(from), 1)}-01`, until: `${monthOf(until)}-01` }
  const [places, people] = await context.db.transact(systemScope, async (tx) => [
    await countPlaces(tx, { from, until, depth: GRID_DEPTH }), await countPeople(tx, { ...months, least: LEAST_PEOPLE }),
  ])
  const rows = places.flatMap(({ path, ...row }) => {
    const grid = tree.byPath(path)
    const community = tree.byCode(grid?.parent ?? '')
    return grid && community ? [{ ...row, className: nameOf(row.classCode), grid, community }] : []
  })
  const open = coarsen(rows)
  return {
    asOf: new Date(now).toISOString(), from, to: localDate(now - DAY_MS),
    places: open, named: new Set(open.flatMap(({ grid, ...row }) => (grid ? [cellOf({ ...row, grid })] : []))), grids: byGrid(rows.filter(({ day }) => day >= months.from && day < months.until)).map((row) => ({ ...row, groupName: nameOf(row.group) })),
    people: people.map(({ month, street, classCode, reports }) => ({ month, streetName: tree.nameOf(street), groupCode: classCode, groupName: nameOf(classCode), reports })),
  }
}
