import { agreeToPost, gridDoorContacts, gridDoorContactsAt, leavePost, listDoors, listDoorVisits, reportFromDoor, showOwnPost, visitDoor } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { anyone, may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { residentOf } from '../../../services/resident/index.ts'
import { contactsAt, contactsIn } from './contacts.ts'
import { agreeTo, knock, leaveIt, ownDoors, ownPost, ownVisits, reportAt } from './own-doors.ts'

const READING = { max: 60, windowSeconds: 60 }
const WRITING = { max: 30, windowSeconds: 60 }
/** Each answer reads whole registers. */
const OFTEN = { max: 120, windowSeconds: 60 }

/** Of whoever holds a post, who signs in as a resident; and of staff, who see who comes. */
export function doorRoutes(router: Router, context: Context): void {
  const WHO = '楼长、党小组长、党员中心户凭自己的居民登录；看得到的只有自己联系的门，每次都按现任的任职和本人的同意重新核对'
  router.on(showOwnPost, anyone(WHO, READING), async ({ request }) => ownPost(context, await residentOf(context, request)))
  router.on(agreeToPost, anyone(WHO, WRITING), async ({ request }) => agreeTo(context, await residentOf(context, request), { ip: request.ip }))
  router.on(leavePost, anyone(WHO, WRITING), async ({ request }) => leaveIt(context, await residentOf(context, request), { ip: request.ip }))
  router.on(listDoors, anyone(WHO, READING), async ({ request }) => ownDoors(context, await residentOf(context, request), { ip: request.ip }))
  router.on(visitDoor, anyone(WHO, WRITING), async ({ params, body, request }) => knock(context, await residentOf(context, request), { id: params.id, body }))
  router.on(listDoorVisits, anyone(WHO, READING), async ({ query, request }) => ownVisits(context, await residentOf(context, request), query))
  router.on(reportFromDoor, anyone(WHO, WRITING), async ({ params, body, request }) => reportAt(context, await residentOf(context, request), { id: params.id, body }))

  router.on(gridDoorContacts, may('grid.read', OFTEN), ({ query, actor }) => contactsAt(context, actor, query))
  router.on(gridDoorContactsAt, may('grid.read', OFTEN), ({ params, query, actor }) => contactsIn(context, actor, { path: params.path, days: query.days }))
}
