import { COORDINATION_LIMIT } from '@yihu/contracts'
import type { AnswerOf, CallState, DistrictCall, listDistrictUnits } from '@yihu/contracts'
import { COORDINATION_LIMITS } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { clockOf, medianOf } from './coordination-clock.ts'
import { noteOf } from './coordination-act.ts'
import type { Ground } from './ground.ts'
import { districtCalls, inSight } from './repo-coordination.ts'
import type { DistrictCallRow } from './repo-coordination.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** How far back the lists look unless asked otherwise; the default of the contract. */
const USUAL_DAYS = 90

interface Asked {
  readonly days: number
  readonly unit?: string | undefined
  readonly state?: CallState | 'late' | undefined
}

/** Those who watch the whole street see its calls; everybody else the calls to their own units. */
function watchesStreet(actor: Actor): boolean {
  return actor.permissions.has('case.dispatch') || actor.permissions.has('case.approve')
}

/**
 * A unit that refused a call does not see the case any more, but its own answer it may read again: its calls are read
 * as the system, by its own units alone.
 */
async function callsInSight(context: Context, actor: Actor, { ground, days }: { ground: Ground; days: number }): Promise<DistrictCall[]> {
  const now = context.clock.now()
  const since = new Date(now - days * DAY_MS)
  const isStreet = watchesStreet(actor)
  const rows = await context.db.transact(isStreet ? actor.scope : systemScope, (tx) => districtCalls(tx, { since, units: isStreet ? null : actor.scope.units }))
  const seen = isStreet ? null : await context.db.transact(actor.scope, (tx) => inSight(tx, rows.map(({ caseId }) => caseId)))
  return rows.map((row) => callOf(row, { ground, now, isInSight: seen === null || seen.has(row.caseId) }))
}

/** Calls to units of the district, those that wait longest first, then the latest. */
export async function callsOf(context: Context, actor: Actor, { ground, days, unit, state }: Asked & { ground: Ground }) {
  const all = await callsInSight(context, actor, { ground, days })
  const calls = all
    .filter((call) => (unit === undefined || call.unit.id === unit) && (state === undefined || (state === 'late' ? call.isLate : call.state === state)))
    .toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || (a.state === 'open' && b.state === 'open' ? a.askedAt.localeCompare(b.askedAt) : b.askedAt.localeCompare(a.askedAt)))
  return { calls: calls.slice(0, COORDINATION_LIMIT), total: calls.length, asOf: new Date(context.clock.now()).toISOString() }
}

/** Calls that wait, as the list counts them by itself. */
export async function openCalls(context: Context, actor: Actor, ground: Ground): Promise<number> {
  return (await callsInSight(context, actor, { ground, days: USUAL_DAYS })).filter(({ state }) => state === 'open').length
}

/** How each unit answers: the numbers of exactly the lists that `callsOf` gives for them. */
export async function unitsCalled(context: Context, actor: Actor, { ground, days }: { ground: Ground; days: number }): Promise<AnswerOf<typeof listDistrictUnits>> {
  const calls = await callsInSight(context, actor, { ground, days })
  const byUnit = Map.groupBy(calls, ({ unit }) => unit.id)
  const units = [...byUnit.values()].flatMap((own) => {
    const count = (state: CallState) => own.filter((call) => call.state === state).length
    const [first] = own
    if (!first) return []
    return [{
      unit: first.unit, calls: own.length, open: count('open'), agreed: count('agreed'), refused: count('refused'), ended: count('ended'),
      late: own.filter(({ isLate }) => isLate).length, medianHours: medianOf(own.flatMap(({ hours }) => hours ?? [])),
      grounds: [...new Set(own.flatMap(({ state, answer }) => (state === 'refused' && answer?.ground ? [answer.ground] : [])))],
    }]
  })
  return { units: units.toSorted((a, b) => b.calls - a.calls || a.unit.name.localeCompare(b.unit.name, 'zh')), asOf: new Date(context.clock.now()).toISOString() }
}

/** When a call must be answered. */
export function callClock(row: DistrictCallRow, { ground, now }: { ground: Ground; now: number }) {
  return clockOf({ from: row.at.getTime(), until: endOf(row), limit: COORDINATION_LIMITS.answerCall, calendar: ground.calendar, now })
}

/** A case merged away without a move of its own out of the call counts as ended then too. */
function endOf({ endAt, mergedInto, state, at }: DistrictCallRow): number | null {
  if (endAt) return endAt.getTime()
  return mergedInto !== null || state !== 'escalated' ? at.getTime() : null
}

/** What became of a call. */
export function callStateOf(row: DistrictCallRow): CallState {
  if (row.endKind === 'answer-call') return row.endPayload?.['agreed'] === true ? 'agreed' : 'refused'
  return endOf(row) === null ? 'open' : 'ended'
}

function callOf(row: DistrictCallRow, { ground, now, isInSight }: { ground: Ground; now: number; isInSight: boolean }): DistrictCall {
  const state = callStateOf(row)
  const clock = callClock(row, { ground, now })
  const isAnswered = state === 'agreed' || state === 'refused'
  const reason = row.endPayload?.['ground']
  return {
    id: `${row.caseId}:${row.seq}`, caseId: row.caseId, number: row.number, title: row.title, areaName: row.areaName, isInSight,
    unit: { id: row.unitId, name: ground.unitName(row.unitId) }, question: row.question, askedAt: row.at.toISOString(), askedBy: row.actorName, clock, state,
    answer: isAnswered && row.endAt ? {
      at: row.endAt.toISOString(), by: row.endBy ?? '', unitName: row.endUnit ? ground.unitName(row.endUnit) : null, note: noteOf(row.endPayload),
      ground: typeof reason === 'string' && reason !== '' ? reason : null,
    } : null,
    isLate: state !== 'ended' && clock.card === 'red',
    hours: isAnswered && row.endAt ? Math.round((row.endAt.getTime() - row.at.getTime()) / HOUR_MS * 100) / 100 : null,
  }
}
