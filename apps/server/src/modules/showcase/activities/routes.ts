import {
  actOnActivity, cancelSignup, confirmHours, eraseSignups, linkStory, listActivities, listDeskActivities, listOwnSignups, listSignups, revealSignup, saveActivity, showActivity, signUp as contract, writeActivity,
} from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { anyone, may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { residentOf } from '../../../services/resident/index.ts'
import { act, link, listDesk, save, write } from './desk.ts'
import { confirm, listPeople, reveal } from './people.ts'
import { listPublished, showPublished } from './public.ts'
import { cancel, eraseOwn, ownSignups, signUp } from './sign-up.ts'

const READING = { max: 120, windowSeconds: 60 }
const WRITING = { max: 30, windowSeconds: 60 }

/** Contract → use case. */
export function activityRoutes(router: Router, context: Context): void {
  const WHO = '居民凭自己的登录报名'
  router.on(listActivities, anyone('居民看活动', READING), () => listPublished(context))
  router.on(showActivity, anyone('居民看一个活动', READING), ({ params }) => showPublished(context, params.id))
  router.on(contract, anyone(WHO, WRITING), async ({ params, body, request }) => signUp(context, await residentOf(context, request), { id: params.id, body }))
  router.on(cancelSignup, anyone(WHO, WRITING), async ({ params, request }) => cancel(context, await residentOf(context, request), params.id))
  router.on(eraseSignups, anyone('居民凭自己的登录抹去报名里的称呼和电话', WRITING), async ({ params, request }) => eraseOwn(context, await residentOf(context, request), { id: params.id, ip: request.ip }))
  router.on(listOwnSignups, anyone('居民凭自己的登录看自己的', READING), async ({ request }) => ownSignups(context, await residentOf(context, request)))

  router.on(listDeskActivities, may('story.edit'), ({ actor, query }) => listDesk(context, actor, query))
  router.on(writeActivity, may('story.edit'), ({ body, actor, request }) => write(context, actor, { form: body, ip: request.ip }))
  router.on(saveActivity, may('story.edit'), ({ params, body, actor, request }) => save(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(actOnActivity, may('story.edit'), ({ params, body, actor, request }) => act(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(linkStory, may('story.edit'), ({ params, body, actor, request }) => link(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(listSignups, may('activity.people'), ({ params, actor }) => listPeople(context, actor, params.id))
  router.on(revealSignup, may('activity.people'), ({ params, body, actor, request }) => reveal(context, actor, { ...params, body, ip: request.ip }))
  router.on(confirmHours, may('activity.people'), ({ params, body, actor, request }) => confirm(context, actor, { ...params, body, ip: request.ip }))
}
