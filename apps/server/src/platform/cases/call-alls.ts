import { COORDINATION_LIMIT } from '@yihu/contracts'
import type { CallAll } from '@yihu/contracts'
import type { CaseCore } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { actOf, noteOf } from './coordination-act.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { casesWithMove, linesOf, markedCases } from './repo-coordination.ts'
import type { CoordinationLine } from './repo-coordination.ts'
import type { CaseRecord } from './repo.ts'

/** Calls that ended are shown for so long. */
const DONE_DAYS = 90
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A call to all is open in these states; the SQL of `markedCases` says the same. */
const UNREPLIED = ['filed', 'dispatched', 'handling', 'suspended', 'escalated']

type Called = CallAll['units'][number]

/** The calls to all that somebody sees: those of cases not yet replied, or those that ended of late. */
export async function callAllsOf(context: Context, actor: Actor, { state, ground }: { state: 'open' | 'done'; ground: Ground }) {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const found = state === 'open'
      ? await markedCases(tx, 'called-all', COORDINATION_LIMIT)
      : await casesWithMove(tx, { kind: 'call-all', since: new Date(now - DONE_DAYS * DAY_MS), limit: COORDINATION_LIMIT }).then((all) => {
        const records = all.filter(({ core }) => !UNREPLIED.includes(core.state))
        return { records, total: records.length }
      })
    const lines = await linesOf(tx, found.records.map(({ id }) => id), ['call-all', 'claim-all', 'answer-all'])
    const callAlls = found.records.map((record) => callAllOf(record, lines.filter((line) => line.case_id === record.id), { ground, now, isOpen: state === 'open' }))
    return { callAlls, total: found.total, asOf: new Date(now).toISOString() }
  })
}

function callAllOf(record: CaseRecord, lines: readonly CoordinationLine[], { ground, now, isOpen }: { ground: Ground; now: number; isOpen: boolean }): CallAll {
  const calls = lines.filter(({ kind }) => kind === 'call-all')
  const ended = lines.findLast(({ kind }) => !['call-all', 'claim-all', 'answer-all'].includes(kind))
  return {
    case: rowOf(record, { ground, now }), calls: calls.map((line) => actOf(line, ground)), units: calledUnits(lines, { ground, core: record.core }),
    isOpen, closedAt: isOpen ? null : (ended?.at.toISOString() ?? null),
  }
}

/** What each called unit has said since it was called last, the silent ones first. */
export function calledUnits(lines: readonly CoordinationLine[], { ground, core }: { ground: Pick<Ground, 'unitName'>; core: Pick<CaseCore, 'claimedUnits' | 'answeredUnits'> }): Called[] {
  const called = new Map<string, Called>()
  for (const line of lines) {
    const payload = line.payload as Readonly<Record<string, unknown>> // written by fold.ts alone
    if (line.kind === 'call-all' && Array.isArray(payload['unitIds'])) {
      for (const id of payload['unitIds'].map(String)) {
        called.set(id, { id, name: ground.unitName(id), calledAt: line.at.toISOString(), state: 'waiting', claimedAt: null, answeredAt: null, note: '', minutes: null })
      }
    }
    const unit = line.unit_id === null ? undefined : called.get(line.unit_id)
    if (unit) called.set(unit.id, heard(unit, { kind: line.kind, at: line.at, note: noteOf(payload) }))
  }
  const order = { waiting: 0, claimed: 1, answered: 2 }
  return [...called.values()].map((unit) => settled(unit, core)).toSorted((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name, 'zh'))
}

/** Somebody of several units speaks for all of them; the trace names the first one only. */
function settled(unit: Called, { claimedUnits = [], answeredUnits }: Pick<CaseCore, 'claimedUnits' | 'answeredUnits'>): Called {
  if (unit.state === 'answered') return unit
  if (answeredUnits.includes(unit.id)) return { ...unit, state: 'answered' }
  return claimedUnits.includes(unit.id) ? { ...unit, state: 'claimed' } : unit
}

function heard(unit: Called, { kind, at, note }: { kind: string; at: Date; note: string }): Called {
  const minutes = unit.minutes ?? Math.round((at.getTime() - Date.parse(unit.calledAt)) / MINUTE_MS)
  if (kind === 'claim-all') return { ...unit, state: 'claimed', claimedAt: at.toISOString(), note: note || unit.note, minutes }
  if (kind === 'answer-all') return { ...unit, state: 'answered', answeredAt: at.toISOString(), note: note || unit.note, minutes }
  return unit
}
