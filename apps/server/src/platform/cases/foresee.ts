import type { AnswerOf, foreseeCalendarYear } from '@yihu/contracts'
import type { CaseCore, WorkCalendar } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { reckon } from './deadline.ts'
import type { Ground } from './ground.ts'
import { groundOf } from './load-ground.ts'
import { openAfter } from './repo-overdue.ts'
import type { OpenCase } from './repo-overdue.ts'

type Effect = AnswerOf<typeof foreseeCalendarYear>
type Moved = Effect['cases'][number]

const PAGE = 1000
/** As many as can be worked out while somebody waits: 20,000 take less than a second. */
const MOST_CHECKED = 100_000
const MOST_SHOWN = 200

/** What another calendar would do to the open cases an actor's areas hold: how many due times move, and which. */
export async function foreseeDeadlines(context: Context, actor: Actor, calendar: WorkCalendar): Promise<Effect> {
  const ground = await groundOf(context)
  const moved: Moved[] = []
  let checked = 0
  for (let after: string | null = null, isMore = true; isMore && checked < MOST_CHECKED; ) {
    const from: string | null = after
    // One short transaction a page: nobody waits for us.
    const rows: OpenCase[] = await context.db.transact(actor.scope, (tx) => openAfter(tx, { after: from, limit: PAGE }))
    moved.push(...rows.flatMap((row) => movedBy(row, { ground, calendar, now: context.clock.now() })))
    checked += rows.length
    after = rows.at(-1)?.id ?? null
    isMore = rows.length === PAGE
  }
  return { ...summary(moved), checked, isCut: checked >= MOST_CHECKED }
}

function summary(moved: readonly Moved[]): Omit<Effect, 'checked' | 'isCut'> {
  const dues = moved.flatMap(({ to }) => (to === null ? [] : [to])).toSorted()
  const isLater = ({ from, to }: Moved) => from !== null && to !== null && to > from
  return {
    moved: moved.length, later: moved.filter(isLater).length, earlier: moved.length - moved.filter(isLater).length,
    earliest: dues[0] ?? null, latest: dues.at(-1) ?? null,
    cases: moved.toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1)).slice(0, MOST_SHOWN),
  }
}

function movedBy(row: OpenCase, { ground, calendar, now }: { ground: Ground; calendar: WorkCalendar; now: number }): Moved[] {
  const core = row.core as unknown as CaseCore // written by this module alone
  const limits = core.classCode ? ground.limitsOf(core.classCode, core.startedAt) : null
  const { dueAt } = reckon({ core, limits, calendar, fixedDueAt: row.fixed_due_at, stageFrom: core.startedAt, now })
  if (dueAt?.getTime() === row.due_at?.getTime()) return []
  return [{ number: row.number, unitName: row.owner_unit === null ? null : ground.unitName(row.owner_unit), from: row.due_at?.toISOString() ?? null, to: dueAt?.toISOString() ?? null }]
}
