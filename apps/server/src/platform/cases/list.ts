import { addWorkingDays, cardOf, localDate, STATES, toMs } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, CaseRow, Desk, listHandlers, Source } from '@yihu/contracts'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { sqlState } from '../../kernel/db/index.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import { namesOf } from '../identity/index.ts'
import { dueText } from './deadline.ts'
import type { Ground } from './ground.ts'
import { countDesks, countHandlers, countOpen, goBy, keysOf, listCases } from './repo-list.ts'
import type { Cursor, ListQuery, Viewer, Way } from './repo-list.ts'
import { isKey, orderOf } from './repo-order.ts'

interface Listed {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly title: string
  readonly source: string
  readonly area_path: string
  readonly area_name: string
  readonly address: string | null
  readonly registered_at: Date
  readonly due_at: Date | null
  readonly core: CaseCore
  readonly followers?: number
}

/** A list row as people see it; `now` decides card and words. */
export function rowOf(row: Listed, { ground, now, people }: { ground: Ground; now: number; people?: ReadonlyMap<string, string> }): CaseRow {
  const { core } = row
  const info = STATES[core.state]
  return {
    id: row.id, number: row.number, version: row.version, title: row.title,
    state: core.state, stateLabel: core.mergedInto ? '已合并' : info.label, step: info.step,
    source: row.source as z.infer<typeof Source>, // only contract sources are stored
    class: core.classCode ? ground.classRef(core.classCode) : null,
    areaPath: row.area_path, areaName: row.area_name, address: row.address,
    unit: core.ownerUnit ? { id: core.ownerUnit, name: ground.unitName(core.ownerUnit) } : null,
    handler: core.handledBy && people ? { id: core.handledBy, name: people.get(core.handledBy) ?? '' } : null,
    registeredAt: row.registered_at.toISOString(), dueAt: row.due_at?.toISOString() ?? null,
    dueText: dueText(core, row.due_at, { now, calendar: ground.calendar }),
    card: info.isOpen ? cardOf({ now, dueAt: row.due_at?.getTime() ?? null, calendar: ground.calendar }) : null,
    isUrged: core.urgedAt !== null, pending: core.pending?.kind ?? null, followers: row.followers ?? 0,
  }
}

/** Who looks, for lists and counters alike. */
export function viewerOf(context: Context, ground: Ground, actor: Actor): Viewer {
  return viewerAt({ scope: actor.scope, isAllUnits: isAllUnits(actor) }, { ground, now: context.clock.now() })
}

/** Who looks at a whole list: their scope, and whether they watch all units' cases. */
export interface Sight {
  readonly scope: Scope
  readonly isAllUnits: boolean
}

/** Who looked, as of a moment. */
export function viewerAt({ scope, isAllUnits: isAll }: Sight, { ground, now }: { readonly ground: Ground; readonly now: number }): Viewer {
  const { date } = addWorkingDays(ground.calendar, localDate(now), 1)
  return { keys: keysOf(scope), units: isAll ? [] : scope.units, ownUnits: scope.units, now: new Date(now), soon: new Date(toMs(`${date}T23:59:59.999+08:00`)) }
}

/** The same question with the asker named: what is remembered or kept of it must not depend on who reads it. */
export function withPerson<Q extends { readonly person?: string | undefined }>(query: Q, { userId }: Pick<Actor, 'userId'>): Q {
  return query.person === 'me' ? { ...query, person: userId } : query
}

/** All that decides what an actor sees in lists and counters. */
export function sightOf({ scope, permissions }: Actor): unknown[] {
  return [scope.paths, scope.units, [...permissions].filter((permission) => permission.startsWith('case.'))]
}

/** Those who may dispatch or approve watch all units' cases; the others their own. */
export function isAllUnits(actor: Actor): boolean {
  return actor.permissions.has('case.dispatch') || actor.permissions.has('case.approve')
}

/** Longer than this and a list is read the other way, see `Way`. */
const AT_MOST_MS = 250
const CUT_OFF = '57014'

/** One page of what somebody sees. Desks hold live cases only, of which there are few; any other list may be cut off and read anew. */
export async function readPage(context: Context, { query, actor, ground }: { query: ListQuery; actor: Actor; ground: Ground }) {
  const viewer = viewerOf(context, ground, actor)
  const read = (way: Way | null) =>
    context.db.transact(actor.scope, async (tx) => {
      if (way) await goBy(tx, way)
      return pageOf(tx, { query, viewer, ground })
    })
  if (query.desk) return read(null)
  try {
    return await read({ atMostMs: AT_MOST_MS })
  } catch (error) {
    if (sqlState(error) !== CUT_OFF) throw error
    return read('collected')
  }
}

/** One page of cases with the cursor of the next. */
async function pageOf(tx: Tx, { query, viewer, ground }: { query: ListQuery; viewer: Viewer; ground: Ground }) {
  const rows = await listCases(tx, { query, viewer, cursor: query.cursor ? readCursor(query.cursor, query) : null })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const people = await namesOf(tx, page.flatMap((row) => row.handler_id ?? []))
  return {
    cases: page.map((row) => rowOf({ ...row, core: row.core as unknown as CaseCore }, { ground, now: viewer.now.getTime(), people })), // written by this module alone
    next: rows.length > query.limit && last ? writeCursor({ key: last.key, id: last.id }) : null,
    asOf: viewer.now.toISOString(),
  }
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.key}|${cursor.id}`).toString('base64url')
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string, query: ListQuery): Cursor {
  const [key = '', id] = Buffer.from(text, 'base64url').toString().split('|')
  if (!isKey(key, orderOf(query)) || !z.uuid().safeParse(id).success || id === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { key, id }
}

type DeskCounts = Partial<Record<Desk, { total: number; overdue: number }>>

const DESK_RIGHTS = {
  accept: 'case.accept', dispatch: 'case.dispatch', handle: 'case.handle', check: 'case.check', approve: 'case.approve', urge: 'case.urge', mine: 'case.handle',
} as const

/** Counters of the desks this person works at; each equals the length of its list. */
export async function countsOf(tx: Tx, { viewer, actor, area }: { viewer: Viewer; actor: Actor; area: string | undefined }) {
  const desks = (Object.keys(DESK_RIGHTS) as (keyof typeof DESK_RIGHTS)[]).filter((desk) => seesDesk(actor, desk)) // keys of a literal table
  const rows = desks.length > 0 ? await countDesks(tx, { viewer, area, desks }) : []
  return { asOf: viewer.now.toISOString(), desks: Object.fromEntries(rows.map(({ desk, total, overdue }) => [desk, { total, overdue }])) as DeskCounts } // desks of our own query
}

function seesDesk(actor: Actor, desk: keyof typeof DESK_RIGHTS): boolean {
  if (desk === 'handle') return isAllUnits(actor) || actor.permissions.has('case.handle')
  return actor.permissions.has(DESK_RIGHTS[desk])
}

/** Who has how much in hand, as far as the actor sees; most overdue first. */
export async function handlersOf(context: Context, { scope }: Actor, ground: Ground): Promise<AnswerOf<typeof listHandlers>> {
  const now = new Date(context.clock.now())
  return context.db.transact(scope, async (tx) => {
    const rows = await countHandlers(tx, now)
    const names = await namesOf(tx, rows.map(({ id }) => id))
    const people = rows.map(({ id, open, overdue, units }) => ({ id, name: names.get(id) ?? '', unitNames: (units ?? []).map((unit) => ground.unitName(unit)), open, overdue }))
    return { asOf: now.toISOString(), people: people.toSorted((a, b) => b.overdue - a.overdue || b.open - a.open || (a.id < b.id ? -1 : 1)) }
  })
}

/** Open cases an actor sees: those whose deadlines a changed calendar moves. */
export async function countOpenCases({ db }: Context, { scope }: Actor): Promise<number> {
  return db.transact(scope, countOpen)
}
