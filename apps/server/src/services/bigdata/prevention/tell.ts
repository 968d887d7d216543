import { emit } from '../../../kernel/events/index.ts'
import type { EventHandler } from '../../../kernel/module.ts'
import { findTaskOfCase } from './repo-prevention.ts'

/** When the case of a task moves, boards that show the task are old. */
export const tellOfTask: EventHandler = async (tx, event) => {
  const { id } = event.payload
  const task = typeof id === 'string' ? await findTaskOfCase(tx, id) : undefined
  if (task) await emit(tx, { topic: 'prevention.changed', scopePath: task.areaPath, payload: { id: task.id } })
}
