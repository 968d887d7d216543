import type { AnswerOf, listPreventionTasks, QueryOf } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { readCursor, writeCursor } from '../../../kernel/cursor.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { briefsOf, groundOf } from '../../../platform/cases/index.ts'
import { listTasks } from './repo-prevention.ts'
import { taskOnWire } from './wire.ts'

/**
 * The tasks an actor sees, newest first, each with its case.
 * @throws Fault input-invalid
 */
export async function tasksOf(context: Context, actor: Actor, query: QueryOf<typeof listPreventionTasks>): Promise<AnswerOf<typeof listPreventionTasks>> {
  const ground = await groundOf(context)
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const found = await listTasks(tx, { state: query.state, origin: query.origin, originId: query.originId, before: readCursor(query.cursor), limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    const cases = await briefsOf(tx, page.map(({ caseId }) => caseId), { ground, now })
    const tasks = page.flatMap((task) => {
      const brief = cases.get(task.caseId)
      return brief ? [taskOnWire(task, { brief, ground })] : []
    })
    return { tasks, next: found.length > query.limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null, asOf: new Date(now).toISOString() }
  })
}
