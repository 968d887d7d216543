import { actOnStory, deskStoryPicture, listDeskStories, listStories, saveStory, showStory, storyPicture, writeStory } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { act } from './act.ts'
import { activityRoutes } from './activities/routes.ts'
import { listDesk, save, write } from './desk.ts'
import { sendDesk, sendPublished } from './pictures.ts'
import { listPublished, showPublished } from './public.ts'

const READING = { max: 120, windowSeconds: 60 }

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  activityRoutes(router, context)
  router.on(listStories, anyone('居民看通知公告和今朝风采', READING), () => listPublished(context))
  router.on(showStory, anyone('居民看一篇文章', READING), ({ params }) => showPublished(context, params.id))
  router.on(storyPicture, anyone('居民看文章里的图片', READING), ({ params: { id, picture }, query: { size }, reply }) => sendPublished(context, { id, picture, size, reply }))
  router.on(deskStoryPicture, may('story.edit'), ({ params: { id, picture }, query: { size }, reply, actor }) => sendDesk(context, actor, { id, picture, size, reply }))
  router.on(listDeskStories, may('story.edit'), ({ actor }) => listDesk(context, actor))
  router.on(writeStory, may('story.edit'), ({ body, actor, request }) => write(context, actor, { form: body, ip: request.ip }))
  router.on(saveStory, may('story.edit'), ({ params, body, actor, request }) => save(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(actOnStory, may('story.edit'), ({ params, body, actor, request }) => act(context, actor, { id: params.id, body, ip: request.ip }))
}
