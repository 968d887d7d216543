import { listPreventionTasks, openPreventionTask, showPreventionEffect } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { effectOf } from './effect.ts'
import { tasksOf } from './list.ts'
import { openAsAsked } from './open.ts'
import type { ClusterFinder } from './open.ts'

/** Contract → use case. */
export function preventionRoutes(router: Router, context: Context, findCluster: ClusterFinder): void {
  router.on(listPreventionTasks, may('prevention.read'), ({ query, actor }) => tasksOf(context, actor, query))
  router.on(openPreventionTask, may('prevention.open'), ({ body, actor, request }) => openAsAsked(context, actor, { form: body, ip: request.ip, findCluster }))
  router.on(showPreventionEffect, may('prevention.read'), ({ params, actor }) => effectOf(context, actor, params.id))
}
