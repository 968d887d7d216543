import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, LeaveRow, LeaveState, listLeaves, previewLeave, takeLeave } from '@yihu/contracts'
import { LOAD_WEIGHTS, localDate, spreadWork } from '@yihu/domain'
import type { WorkPiece } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { lendAreas, peopleIn, takeBackAreas } from '../../platform/identity/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { notify, phrasesOf } from '../../platform/notices/index.ts'
import { loadsAt } from './balance.ts'
import { endLeave, insertLeave, leavesBetween, lockLeave, readLeaves } from './repo-leave.ts'
import type { StoredLeave } from './repo-leave.ts'

type Form = BodyOf<typeof takeLeave>
type Plan = StoredLeave['plan']

/** district.street.community, and down to a building. */
const COMMUNITY_LABELS = 3
const BUILDING_LABELS = 6
const WHY = '一栋楼的活不拆开，整个网格的案件和公共部位算一处；从最重的一处分起，每次给当时手上最轻的人。'

/** Who is away when in sight, and whom one may plan for. */
export async function leavesOf(context: Context, actor: Actor): Promise<AnswerOf<typeof listLeaves>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const workers = await peopleIn(tx, { role: 'grid-worker', area: placeInSight(tree, actor, undefined).path })
    return { leaves: (await readLeaves(tx)).map((leave) => rowOf(leave, localDate(now))), workers: workers.map(({ id, name, path }) => ({ id, name, area: tree.nameOf(path) })), asOf: new Date(now).toISOString() }
  })
}

function rowOf({ id, userId, userName, since, until, plan, byName, at, undoneBy }: StoredLeave, today: string): LeaveRow {
  return { id, user: { id: userId, name: userName }, since, until, state: stateOf({ since, until, undoneBy }, today), ...plan, by: byName, at: at.toISOString(), undoneBy }
}

function stateOf({ since, until, undoneBy }: Pick<StoredLeave, 'since' | 'until' | 'undoneBy'>, today: string): LeaveState {
  if (undoneBy !== null) return 'undone'
  return today < since ? 'planned' : today > until ? 'over' : 'running'
}

/** How the work would be spread; nothing changes. @throws not-found, leave-nobody, leave-overlaps, leave-stands-in */
export async function previewOf(context: Context, actor: Actor, form: Form): Promise<AnswerOf<typeof previewLeave>> {
  return context.db.transact(actor.scope, async (tx) => ({ ...(await planOf(tx, context, { actor, form })).plan, why: WHY }))
}

/** Spreads the work, lends the areas for these days and tells whoever stands in. @throws not-found, leave-nobody, leave-overlaps, leave-stands-in */
export async function plan(context: Context, actor: Actor, { form, ip }: { readonly form: Form; readonly ip: string }): Promise<LeaveRow> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const { name, own, plan: spread } = await planOf(tx, context, { actor, form })
    const id = newId(now)
    const leave: StoredLeave = { id, paths: [...new Set([...own, ...spread.pieces.map(({ path }) => path)])], userId: form.userId, userName: name, since: form.since, until: form.until, plan: spread, byName: actor.name, at: new Date(now), undoneAt: null, undoneBy: null }
    await insertLeave(tx, leave)
    await lendAreas(tx, context, spread.pieces.map(({ path, to }) => ({ loanId: id, userId: to.id, path, since: form.since, until: form.until })))
    await tellStandIns(tx, context, { leave, key: 'leave.lent' })
    await record(tx, { at: now, by: actor, action: 'grid.leave', object: name, result: 'done', ip, detail: { id, since: form.since, until: form.until, lent: spread.pieces.map(({ path, to }) => `${path} → ${to.name}`) } })
    return rowOf(leave, localDate(now))
  })
}

/** Takes back what was lent. @throws not-found, leave-over */
export async function undo(context: Context, actor: Actor, { id, ip }: { readonly id: string; readonly ip: string }): Promise<LeaveRow> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const leave = await lockLeave(tx, id)
    if (!leave) throw new Fault('not-found')
    if (['over', 'undone'].includes(stateOf(leave, localDate(now)))) throw new Fault('leave-over')
    await endLeave(tx, id, { at: new Date(now), by: actor.name })
    await takeBackAreas(tx, context, id)
    await tellStandIns(tx, context, { leave, key: 'leave.taken-back' })
    await record(tx, { at: now, by: actor, action: 'grid.leave-undo', object: leave.userName, result: 'done', ip, detail: { id } })
    return rowOf({ ...leave, undoneAt: new Date(now), undoneBy: actor.name }, localDate(now))
  })
}

/** Each who stands in hears for whom, for which days and of which places. */
async function tellStandIns(tx: Tx, context: Context, { leave: { id, userName, since, until, plan: { pieces } }, key }: { readonly leave: StoredLeave; readonly key: 'leave.lent' | 'leave.taken-back' }): Promise<void> {
  const phrases = await phrasesOf(context)
  for (const [userId, lent] of Map.groupBy(pieces, ({ to }) => to.id)) {
    const words = phrases.say(key, { 姓名: userName, 起: since, 止: until, 地方: lent.map(({ name }) => name).join('、') })
    await notify(tx, context, { ...words, userIds: [userId], kind: key, dedupeKey: `${key}:${id}:${userId}` })
  }
}

interface Planning {
  readonly actor: Actor
  readonly form: Form
}

async function planOf(tx: Tx, context: Context, { actor, form: { userId, since, until } }: Planning): Promise<{ name: string; own: string[]; plan: Plan }> {
  const [tree, street] = [await areasOf(context), await streetOf(context)]
  const seen = await peopleIn(tx, { role: 'grid-worker', area: placeInSight(tree, actor, undefined).path })
  const own = seen.filter(({ id }) => id === userId)
  const [first] = own
  if (!first) throw new Fault('not-found')
  const away = await leavesBetween(tx, since, until)
  if (away.some((one) => one.userId === userId)) throw new Fault('leave-overlaps', { details: { name: first.name } })
  // What was lent to whoever goes away now would be nobody's.
  const lender = away.find(({ plan: { pieces } }) => pieces.some(({ to }) => to.id === userId))
  if (lender) throw new Fault('leave-stands-in', { details: { name: first.name, other: lender.userName } })
  const community = first.path.split('.').slice(0, COMMUNITY_LABELS).join('.')
  const grids = await loadsAt(tx, context, { tree, street, area: community })
  const neighbours = new Map<string, { name: string; before: number }>()
  for (const { id, name, path } of seen) {
    if (id === userId || !isWithin(path, community) || away.some((one) => one.userId === id)) continue
    neighbours.set(id, { name, before: (neighbours.get(id)?.before ?? 0) + (grids.get(path) ?? 0) })
  }
  if (neighbours.size === 0) throw new Fault('leave-nobody', { details: { name: first.name } })
  const pieces = await piecesOf(tx, context, { tree, street, own: own.map(({ path }) => path) })
  return { name: first.name, own: own.map(({ path }) => path), plan: spread(pieces, neighbours, tree) }
}

/** Buildings with homes, each whole, and of each grid what does not belong to a building. */
async function piecesOf(tx: Tx, context: Context, { tree, street, own }: { readonly tree: AreaIndex; readonly street: string; readonly own: readonly string[] }): Promise<WorkPiece[]> {
  const pieces: WorkPiece[] = []
  for (const grid of own) {
    const loads = await loadsAt(tx, context, { tree, street, area: grid, labels: BUILDING_LABELS })
    const buildings = tree.areas.filter(({ level, path }) => level === 'building' && isWithin(path, grid)).map(({ path }) => ({ id: path, load: loads.get(path) ?? 0 }))
    const inBuildings = buildings.reduce((sum, { load }) => sum + load, 0)
    pieces.push(...buildings, { id: grid, load: Math.max(LOAD_WEIGHTS.openCases, [...loads.values()].reduce((sum, load) => sum + load, 0) - inBuildings) })
  }
  return pieces
}

function spread(pieces: readonly WorkPiece[], neighbours: ReadonlyMap<string, { name: string; before: number }>, tree: AreaIndex): Plan {
  const taken = spreadWork(pieces, [...neighbours].map(([id, { before }]) => ({ id, load: before })))
  const loadTo = (id: string): number => pieces.filter((piece) => taken.get(piece.id) === id).reduce((sum, { load }) => sum + load, 0)
  return {
    pieces: pieces.flatMap(({ id: path, load }) => {
      const to = taken.get(path)
      const who = to === undefined ? undefined : neighbours.get(to)
      return to !== undefined && who ? [{ path, name: tree.fullNameOf(path), load, to: { id: to, name: who.name } }] : []
    }),
    neighbours: [...neighbours].map(([id, { name, before }]) => ({ id, name, before, after: before + loadTo(id) })).toSorted((a, b) => b.after - a.after || (a.id < b.id ? -1 : 1)),
  }
}

/** The areas in somebody's sight that others see to today: what is lent to others of a grid that is one's own or lent to oneself. */
export async function lentToOthers(tx: Tx, actor: Pick<Actor, 'userId'>, today: string): Promise<string[]> {
  const leaves = (await leavesBetween(tx, today, today)).filter(({ userId, plan: { pieces } }) => userId === actor.userId || pieces.some(({ to }) => to.id === actor.userId))
  return leaves.flatMap(({ plan: { pieces } }) => {
    const mine = pieces.filter(({ to }) => to.id === actor.userId).map(({ path }) => path)
    return pieces.filter(({ path, to }) => to.id !== actor.userId && !mine.some((one) => isWithin(one, path))).map(({ path }) => path)
  })
}
