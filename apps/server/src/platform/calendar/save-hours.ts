import { Fault } from '@yihu/contracts'
import type { ServiceHours } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { problemOfHours } from './check-hours.ts'
import { loadedCalendarOf } from './current.ts'
import { writeHours } from './repo.ts'

/**
 * Sets the service hours and announces `calendar.changed`, so that open deadlines are worked out again.
 * @returns the calendar's new version.
 * @throws hours-invalid
 */
export async function saveHours(context: Pick<Context, 'db' | 'clock'>, actor: Actor, { hours, source }: { hours: ServiceHours; source: string }): Promise<string> {
  needUsable(hours)
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    await writeHours(tx, { hours, source, by: actor.userId, at: new Date(now) })
    await emit(tx, [{ topic: 'calendar.changed', scopePath: null, payload: { hours: true } }])
    await record(tx, { at: now, by: actor, action: 'calendar.hours', object: '服务时间', purpose: source, result: 'done', detail: { hours } })
  })
  return (await loadedCalendarOf(context)).calendar.version
}

/** @throws hours-invalid */
export function needUsable(hours: ServiceHours): void {
  const problem = problemOfHours(hours)
  if (problem !== null) throw new Fault('hours-invalid', { details: { problem } })
}
