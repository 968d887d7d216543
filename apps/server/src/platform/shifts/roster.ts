import { Fault } from '@yihu/contracts'
import type { Roster, ShiftForm } from '@yihu/contracts'
import { localTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { namesOf, usersOf } from '../identity/index.ts'
import { streetOf } from '../imports/index.ts'
import { problemOfRoster, warningsOf } from './check-roster.ts'
import { countMonth, monthRevision, replaceMonth, shiftsOfMonth } from './repo.ts'
import type { StoredShift } from './repo.ts'

/** Those who can be put on duty at the desk. */
const DUTY_ROLES = ['duty-chief', 'acceptor', 'dispatcher'] as const

/** A shift as pages read it. */
export function shiftOnWire({ id, day, name, startsAt, endsAt, people }: StoredShift) {
  return { id, day, name, from: localTime(startsAt.getTime()), to: localTime(endsAt.getTime()), startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), people: [...people] }
}

/** A month of the roster with who can be put on it. */
export async function rosterOf(context: Context, actor: Actor, month: string): Promise<Roster> {
  const path = await streetOf(context)
  const staff = await staffOf(context, path)
  // The roster belongs to the street; whoever works in a part of it may read it.
  return context.db.transact({ ...actor.scope, paths: [path] }, async (tx) => {
    const shifts = (await shiftsOfMonth(tx, { path, month })).map(shiftOnWire)
    return { month, revision: await monthRevision(tx, { path, month }), shifts, warnings: warningsOf(shifts), staff }
  })
}

async function staffOf(context: Context, path: string): Promise<Roster['staff']> {
  return context.db.transact(systemScope, async (tx) => {
    const roles = new Map<string, string[]>()
    for (const role of DUTY_ROLES) for (const id of await usersOf(tx, { role, path })) roles.set(id, [...(roles.get(id) ?? []), role])
    const names = await namesOf(tx, [...roles.keys()])
    return [...roles].map(([id, own]) => ({ id, name: names.get(id) ?? '', roles: own }))
  })
}

interface Saving {
  readonly month: string
  readonly revision: number
  readonly shifts: readonly ShiftForm[]
  readonly ip: string
}

/**
 * Makes a month what the forms say.
 * @throws roster-invalid, conflict
 */
export async function saveRoster(context: Context, actor: Actor, { month, revision, shifts, ip }: Saving): Promise<Roster> {
  const problem = problemOfRoster(month, shifts)
  if (problem !== null) throw new Fault('roster-invalid', { details: { problem } })
  const path = await streetOf(context)
  const staff = await staffOf(context, path)
  const unknown = shifts.flatMap(({ people }) => people).find(({ userId }) => userId !== null && !staff.some(({ id }) => id === userId))
  const now = context.clock.now()
  const isKept = await context.db.transact(actor.scope, async (tx) => {
    // Somebody who was on duty in the past may have left; only new faces must be known.
    const before = new Set((await shiftsOfMonth(tx, { path, month })).flatMap(({ people }) => people.map(({ userId }) => userId)))
    if (unknown && !before.has(unknown.userId)) throw new Fault('roster-invalid', { details: { problem: `“${unknown.name}”不在可以值班的人员里` } })
    if (!(await countMonth(tx, { path, month, revision }))) return false
    await replaceMonth(tx, { path, month, forms: shifts, at: now })
    await emit(tx, { topic: 'shift.changed', scopePath: path, payload: { month } })
    await record(tx, { at: now, by: actor, action: 'shift.save', object: `${month} 值班表`, result: 'done', ip, detail: { shifts: shifts.length } })
    return true
  })
  if (!isKept) throw new Fault('conflict', { current: await rosterOf(context, actor, month) })
  return rosterOf(context, actor, month)
}

/** Puts shifts into the roster of a street, month by month; for demo streets and imports. */
export async function writeRoster(tx: Tx, { path, shifts, at }: { path: string; shifts: readonly ShiftForm[]; at: number }): Promise<void> {
  for (const [month, forms] of Map.groupBy(shifts, ({ day }) => day.slice(0, 7))) {
    const revision = await monthRevision(tx, { path, month })
    await countMonth(tx, { path, month, revision })
    await replaceMonth(tx, { path, month, forms, at })
  }
}
