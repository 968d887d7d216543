import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listOwnRounds, listRounds, OwnRound, QueryOf, RoundRow, saveRound } from '@yihu/contracts'
import { daysAfter, isEvening, localDate, roundDays, roundHours, toMs, weekdaysText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { filledIn } from '../../platform/checks/index.ts'
import { namesOf } from '../../platform/identity/index.ts'
import { leavesBetween } from './repo-leave.ts'
import type { StoredLeave } from './repo-leave.ts'
import { endRound, readRounds, visitedIn, writeRound } from './repo-round.ts'
import type { Span, StoredRound } from './repo-round.ts'
import { peopleInSight } from './sight.ts'

type Answer = AnswerOf<typeof listRounds>

/** Days that are told of: two weeks that are over. */
const TOLD_DAYS = 14
const OWN_DAYS = 7
/** Who can be asked to walk: whoever walks the grids, and whoever leads a community. */
const WALKERS = ['grid-worker', 'community'] as const
const LEVELS: readonly string[] = ['grid', 'estate', 'building']

/** Who walks what when, and at which places something was recorded in the hours that were planned: of places, never of people. @throws not-found */
export async function roundsAt(context: Context, actor: Actor, query: QueryOf<typeof listRounds>): Promise<Answer> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  const area = query.area === undefined ? undefined : placeInSight(tree, actor, query.area).path
  const [since, until] = [daysAfter(localDate(now), -TOLD_DAYS), daysAfter(localDate(now), -1)]
  return context.db.transact(actor.scope, async (tx) => {
    const rounds = await readRounds(tx, { area, since: new Date(toMs(since)) })
    return {
      since, until, asOf: new Date(now).toISOString(), rounds: await rowsOf(tx, tree, rounds.filter(({ endedAt }) => endedAt === null)), places: await placesOf(tx, { tree, rounds, since, until }),
      people: (await peopleInSight(tx, { tree, actor, roles: WALKERS })).map(({ id, name, path }) => ({ id, name, path, areaName: tree.nameOf(path) })),
    }
  })
}

async function rowsOf(tx: Tx, tree: AreaIndex, rounds: readonly StoredRound[]): Promise<RoundRow[]> {
  const names = await namesOf(tx, rounds.map(({ form }) => form.userId))
  return rounds.map(({ id, form, version, changedBy, changedAt }) => ({
    id, version, form, areaName: tree.fullNameOf(form.areaPath), userName: names.get(form.userId) ?? '', isEvening: isEvening(form.from), changedBy, changedAt: changedAt.toISOString(),
  }))
}

interface Telling {
  readonly tree: AreaIndex
  readonly rounds: readonly StoredRound[]
  readonly since: string
  readonly until: string
}

/** A place with more than one round is told as one; each day by the version that was in force when the round began. */
async function placesOf(tx: Tx, { tree, rounds, since, until }: Telling): Promise<Answer['places']> {
  const spans = rounds.flatMap(({ form, changedAt, endedAt }) => roundDays(form, { from: since, to: until }).flatMap((day): (Span & { readonly isLate: boolean })[] => {
    const begins = toMs(`${day}T${form.from}`)
    return begins < changedAt.getTime() || (endedAt !== null && begins >= endedAt.getTime()) ? [] : [{ path: form.areaPath, day, ...roundHours(form, day), isLate: isEvening(form.from) }]
  }))
  const [visited, filled] = [await visitedIn(tx, spans), await filledIn(tx, spans)]
  const walked = spans.map((span, nth) => ({ ...span, isWalked: visited.has(nth) || filled.has(nth) }))
  return [...Map.groupBy(walked, ({ path }) => path)].map(([path, own]) => {
    const evenings = own.filter(({ isLate }) => isLate)
    return { path, name: tree.fullNameOf(path), planned: own.length, walked: own.filter(({ isWalked }) => isWalked).length, evenings: evenings.length, walkedEvenings: evenings.filter(({ isWalked }) => isWalked).length }
  }).toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * What somebody is to walk from today on: their own rounds save where another stands in, and those they stand in for, also
 * before the areas are lent to them. Asked as the system: a coming stand-in does not see the place yet.
 */
export async function ownRounds(context: Context, actor: Actor): Promise<AnswerOf<typeof listOwnRounds>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  const span = { from: localDate(now), to: daysAfter(localDate(now), OWN_DAYS - 1) }
  return context.db.transact(systemScope, async (tx) => {
    const leaves = await leavesBetween(tx, span.from, span.to)
    const away = leaves.filter(({ plan: { pieces } }) => pieces.some(({ to }) => to.id === actor.userId)).map(({ userId }) => userId)
    const rounds = await readRounds(tx, { people: [actor.userId, ...away] })
    const names = await namesOf(tx, away)
    const own = rounds.flatMap(({ id, form }) => roundDays(form, span).flatMap((day): OwnRound[] => {
      const standIn = standInOf(leaves, { ...form, day })
      const isMine = standIn === undefined ? form.userId === actor.userId && covers(actor.scope, form.areaPath) : standIn === actor.userId
      if (!isMine) return []
      const { name, areaPath, from, to, listId } = form
      return [{ id, day, name, areaName: tree.fullNameOf(areaPath), from, to, isEvening: isEvening(from), listId, instead: standIn === undefined ? null : (names.get(form.userId) ?? '') }]
    }))
    return { rounds: own.toSorted((a, b) => (`${a.day} ${a.from}` < `${b.day} ${b.from}` ? -1 : 1)) }
  })
}

/** Who has the place while its walker is away: of the pieces around it the smallest; undefined: nobody. */
function standInOf(leaves: readonly StoredLeave[], { userId, areaPath, day }: { readonly userId: string; readonly areaPath: string; readonly day: string }): string | undefined {
  const pieces = leaves.find((leave) => leave.userId === userId && leave.since <= day && day <= leave.until)?.plan.pieces ?? []
  return pieces.filter(({ path }) => isWithin(areaPath, path)).toSorted((a, b) => b.path.length - a.path.length)[0]?.to.id
}

interface Keeping {
  readonly id: string
  readonly form: BodyOf<typeof saveRound>
  readonly ip: string
}

/** Plans a round or changes it. @throws not-found, input-invalid, conflict */
export async function keepRound(context: Context, actor: Actor, { id, form: { version, round: form }, ip }: Keeping): Promise<RoundRow> {
  const [tree, at] = [await areasOf(context), context.clock.now()]
  placeInSight(tree, actor, form.areaPath)
  if (!LEVELS.includes(tree.byPath(form.areaPath)?.level ?? '')) throw new Fault('input-invalid', { fields: { 'round.areaPath': '请选择网格、小区或楼栋' } })
  return context.db.transact(actor.scope, async (tx) => {
    const isTheirs = (await peopleInSight(tx, { tree, actor, roles: WALKERS })).some((one) => one.id === form.userId && isWithin(form.areaPath, one.path))
    if (!isTheirs) throw new Fault('input-invalid', { fields: { 'round.userId': '这个人不负责那里，请选负责那里的网格员或社区工作者' } })
    const next: StoredRound = { id, form, version: version + 1, changedBy: actor.name, changedAt: new Date(at), endedAt: null }
    if (!(await writeRound(tx, next))) throw new Fault('conflict')
    const [row] = await rowsOf(tx, tree, [next])
    if (!row) throw new Error('one round was given')
    await record(tx, { at, by: actor, action: 'grid.round', object: `${row.areaName} ${form.name}`, result: 'done', ip, detail: { id, who: row.userName, when: `${weekdaysText(form.weekdays)} ${form.from}–${form.to}` } })
    return row
  })
}

/** Takes a round out of the plan; that it was planned until now stays. @throws conflict */
export async function takeAway(context: Context, actor: Actor, { id, version, ip }: { readonly id: string; readonly version: number; readonly ip: string }): Promise<void> {
  const [tree, at] = [await areasOf(context), context.clock.now()]
  await context.db.transact(actor.scope, async (tx) => {
    const gone = await endRound(tx, { id, version, at: new Date(at) })
    if (!gone) throw new Fault('conflict')
    await record(tx, { at, by: actor, action: 'grid.round-drop', object: `${tree.fullNameOf(gone.form.areaPath)} ${gone.form.name}`, result: 'done', ip, detail: { id } })
  })
}
