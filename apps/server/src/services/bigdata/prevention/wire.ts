import type { PreventionTask } from '@yihu/contracts'
import type { CaseBrief, Ground } from '../../../platform/cases/index.ts'
import type { StoredTask } from './repo-prevention.ts'

/** A task with its case, as the wire tells it. */
export function taskOnWire(task: StoredTask, { brief, ground }: { brief: CaseBrief; ground: Ground }): PreventionTask {
  const { code, name } = ground.classRef(task.classCode)
  return {
    id: task.id, case: brief.row, origin: { ...task.origin }, title: task.title, measure: task.measure, class: { code, name }, point: task.point,
    createdAt: task.createdAt.toISOString(), createdBy: task.createdBy, treatedAt: brief.closedAt?.toISOString() ?? null,
  }
}
