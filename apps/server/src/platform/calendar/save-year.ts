import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { record } from '../audit/index.ts'
import { problemOfYear } from './check-year.ts'
import { loadedCalendarOf } from './current.ts'
import { writeYear } from './repo.ts'

interface YearForm {
  readonly year: number
  readonly off: readonly string[]
  readonly work: readonly string[]
  /** The notice it follows. */
  readonly source: string
}

/**
 * Saves one year's notice and announces `calendar.changed`, so that open deadlines are worked out again.
 * @returns the calendar's new version.
 * @throws calendar-invalid
 */
export async function saveYear(context: Pick<Context, 'db' | 'clock'>, actor: Actor, form: YearForm): Promise<string> {
  needSoundYear(form)
  const now = context.clock.now()
  const year = { year: form.year, off: form.off.toSorted(), work: form.work.toSorted(), source: form.source }
  await context.db.transact(actor.scope, async (tx) => {
    await writeYear(tx, year, { userId: actor.userId, at: new Date(now) })
    await emit(tx, [{ topic: 'calendar.changed', scopePath: null, payload: { year: form.year } }])
    await record(tx, { at: now, by: actor, action: 'calendar.save', object: `${form.year} 年`, result: 'done', detail: { off: year.off, work: year.work, source: form.source } })
  })
  return (await loadedCalendarOf(context)).calendar.version
}

/** @throws calendar-invalid */
export function needSoundYear(form: Omit<YearForm, 'source'>): void {
  const problem = problemOfYear(form)
  if (problem !== null) throw new Fault('calendar-invalid', { details: { year: form.year, problem } })
}
