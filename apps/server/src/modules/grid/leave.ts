import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, LeaveRow, LeaveState, listLeaves, previewLeave, takeLeave } from '@yihu/contracts'
import { ancestorAt, DEPTHS, LOAD_WEIGHTS, localDate, spreadWork } from '@yihu/domain'
import type { WorkPiece } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { lendAreas, takeBackAreas } from '../../platform/identity/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { notify, phrasesOf } from '../../platform/notices/index.ts'
import { loadsAt } from './balance.ts'
import { endLeave, insertLeave, leavesBetween, lockLeave, lockLeaves, readLeaves } from './repo-leave.ts'
import type { StoredLeave } from './repo-leave.ts'
import { outermost, peopleInSight } from './sight.ts'

type Form = BodyOf<typeof takeLeave>
type Plan = StoredLeave['plan']

const WHY = '一栋楼的活不拆开，整个网格的案件和公共部位算一处；从最重的一处分起，每次给当时手上最轻的人。'

/** Who is away when in sight, and whom one may plan for. */
export async function leavesOf(context: Context, actor: Actor): Promise<AnswerOf<typeof listLeaves>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const workers = await peopleInSight(tx, { tree, actor, roles: ['grid-worker'] })
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
    await lockLeaves(tx)
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
  const tree = await areasOf(context)
  const seen = await peopleInSight(tx, { tree, actor, roles: ['grid-worker'] })
  const own = seen.filter(({ id }) => id === userId).map(({ path }) => path)
  const name = seen.find(({ id }) => id === userId)?.name
  if (name === undefined) throw new Fault('not-found')
  const away = await leavesBetween(tx, since, until)
  if (away.some((one) => one.userId === userId)) throw new Fault('leave-overlaps', { details: { name } })
  // What was lent to whoever goes away now would be nobody's.
  const lender = away.find(({ plan: { pieces } }) => pieces.some(({ to }) => to.id === userId))
  if (lender) throw new Fault('leave-stands-in', { details: { name, other: lender.userName } })
  const others = seen.filter(({ id }) => id !== userId && away.every((one) => one.userId !== id))
  return { name, own, plan: await spread(tx, context, { name, own, others, tree, sight: outermost(tree, actor) }) }
}

interface Spreading {
  readonly name: string
  readonly own: readonly string[]
  /** Who may take over, once for each of their areas. */
  readonly others: readonly { readonly id: string; readonly name: string; readonly path: string }[]
  readonly tree: AreaIndex
  readonly sight: readonly string[]
}

/** The work of each community goes to its own people; who has grids in several carries them all. */
async function spread(tx: Tx, context: Context, { name, own, others, tree, sight }: Spreading): Promise<Plan> {
  const street = await streetOf(context)
  const loads = new Map<string, number>()
  for (const area of sight) for (const [path, load] of await loadsAt(tx, context, { tree, street, area })) loads.set(path, load)
  const before = new Map<string, number>()
  for (const { id, path } of others) before.set(id, (before.get(id) ?? 0) + (loads.get(path) ?? 0))
  const after = new Map(before)
  const asked = new Map<string, string>()
  const pieces: Plan['pieces'] = []
  for (const [community, grids] of Map.groupBy(own, communityOf)) {
    const there = new Map(others.filter(({ path }) => communityOf(path) === community).map((one) => [one.id, one.name]))
    if (there.size === 0) throw new Fault('leave-nobody', { details: { name } })
    const work = await piecesOf(tx, context, { tree, street, own: grids })
    const taken = spreadWork(work, [...there.keys()].map((id) => ({ id, load: after.get(id) ?? 0 })))
    for (const [id, who] of there) asked.set(id, who)
    for (const { id: path, load } of work) {
      const to = taken.get(path) ?? ''
      after.set(to, (after.get(to) ?? 0) + load)
      pieces.push({ path, name: tree.fullNameOf(path), load, to: { id: to, name: there.get(to) ?? '' } })
    }
  }
  const neighbours = [...asked].map(([id, who]) => ({ id, name: who, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }))
  return { pieces, neighbours: neighbours.toSorted((a, b) => b.after - a.after || (a.id < b.id ? -1 : 1)) }
}

function communityOf(path: string): string {
  return ancestorAt(path, 'community')
}

/** Buildings with homes, each whole, and of each grid what does not belong to a building. */
async function piecesOf(tx: Tx, context: Context, { tree, street, own }: { readonly tree: AreaIndex; readonly street: string; readonly own: readonly string[] }): Promise<WorkPiece[]> {
  const pieces: WorkPiece[] = []
  for (const grid of own) {
    const loads = await loadsAt(tx, context, { tree, street, area: grid, labels: DEPTHS.building })
    const buildings = tree.areas.filter(({ level, path }) => level === 'building' && isWithin(path, grid)).map(({ path }) => ({ id: path, load: loads.get(path) ?? 0 }))
    const inBuildings = buildings.reduce((sum, { load }) => sum + load, 0)
    pieces.push(...buildings, { id: grid, load: Math.max(LOAD_WEIGHTS.openCases, [...loads.values()].reduce((sum, load) => sum + load, 0) - inBuildings) })
  }
  return pieces
}

/** The areas in somebody's sight that others see to today: what is lent to others of a grid that is one's own or lent to oneself. */
export async function lentToOthers(tx: Tx, actor: Pick<Actor, 'userId'>, today: string): Promise<string[]> {
  const leaves = (await leavesBetween(tx, today, today)).filter(({ userId, plan: { pieces } }) => userId === actor.userId || pieces.some(({ to }) => to.id === actor.userId))
  return leaves.flatMap(({ plan: { pieces } }) => {
    const mine = pieces.filter(({ to }) => to.id === actor.userId).map(({ path }) => path)
    return pieces.filter(({ path, to }) => to.id !== actor.userId && !mine.some((one) => isWithin(one, path))).map(({ path }) => path)
  })
}
