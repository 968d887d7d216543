import { COORDINATION_LIMIT } from '@yihu/contracts'
import type { Urging } from '@yihu/contracts'
import { COORDINATION_LIMITS } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { clockOf } from './coordination-clock.ts'
import { actOf } from './coordination-act.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { casesWithMove, linesOf, markedCases } from './repo-coordination.ts'
import type { CoordinationLine } from './repo-coordination.ts'
import type { CaseRecord } from './repo.ts'

/** Answered urgings are shown for so long. */
const DONE_DAYS = 90
const DAY_MS = 86_400_000

/** One urging of a case: every word of it until it was answered or the case ended. */
export interface Round {
  readonly urges: readonly CoordinationLine[]
  readonly answer: CoordinationLine | null
  readonly isEnded: boolean
}

/** Sorts a case's lines into urgings: urging again joins the one that waits, an answer or the end of the case ends it. */
export function roundsOf(lines: readonly CoordinationLine[]): Round[] {
  const rounds: Round[] = []
  let urges: CoordinationLine[] = []
  const end = (answer: CoordinationLine | null) => {
    if (urges.length > 0) rounds.push({ urges, answer, isEnded: true })
    urges = []
  }
  for (const line of lines) {
    if (line.kind === 'urge') urges.push(line)
    else if (line.kind === 'answer-urge') end(line)
    else if (line.to_state === 'closed' || line.to_state === 'void') end(null)
  }
  if (urges.length > 0) rounds.push({ urges, answer: null, isEnded: false })
  return rounds
}

/** The urgings somebody sees: those that wait for an answer, or those answered of late. */
export async function urgingsOf(context: Context, actor: Actor, { state, ground }: { state: 'open' | 'done'; ground: Ground }) {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const found = state === 'open'
      ? await markedCases(tx, 'urged', COORDINATION_LIMIT)
      : await casesWithMove(tx, { kind: 'answer-urge', since: new Date(now - DONE_DAYS * DAY_MS), limit: COORDINATION_LIMIT }).then((records) => ({ records, total: records.length }))
    const lines = await linesOf(tx, found.records.map(({ id }) => id), ['urge', 'answer-urge'])
    const urgings = found.records.flatMap((record) =>
      roundsOf(lines.filter((line) => line.case_id === record.id))
        .filter((round) => (state === 'open' ? !round.isEnded : round.answer !== null && round.answer.at.getTime() >= now - DONE_DAYS * DAY_MS))
        .map((round) => urgingOf(round, { record, ground, now })))
    const sorted = state === 'open' ? urgings.toSorted((a, b) => order(a.clock.dueAt, b.clock.dueAt)) : urgings.toSorted((a, b) => order(b.answer?.at ?? null, a.answer?.at ?? null))
    return { urgings: sorted, total: state === 'open' ? found.total : sorted.length, asOf: new Date(now).toISOString() }
  })
}

function order(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '')
}

/** When an urging must be answered; null of none. */
export function urgingClock(round: Round, { ground, now }: { ground: Ground; now: number }) {
  const [first] = round.urges
  if (!first) throw new Error('an urging begins with an urge')
  return { first, clock: clockOf({ from: first.at.getTime(), until: round.answer?.at.getTime() ?? null, limit: COORDINATION_LIMITS.answerUrge, calendar: ground.calendar, now }) }
}

function urgingOf(round: Round, { record, ground, now }: { record: CaseRecord; ground: Ground; now: number }): Urging {
  const { first, clock } = urgingClock(round, { ground, now })
  return {
    id: `${record.id}:${first.seq}`, case: rowOf(record, { ground, now }), urges: round.urges.map((line) => actOf(line, ground)),
    clock, answer: round.answer && actOf(round.answer, ground), isLate: clock.card === 'red',
  }
}
