import { actOnStory, listDeskStories, listStories, saveStory, showStory, writeStory } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { act } from './act.ts'
import { listDesk, save, write } from './desk.ts'
import { listPublished, showPublished } from './public.ts'

const READING = { max: 120, windowSeconds: 60 }

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(listStories, anyone('居民看通知公告和今朝风采', READING), () => listPublished(context))
  router.on(showStory, anyone('居民看一篇文章', READING), ({ params }) => showPublished(context, params.id))
  router.on(listDeskStories, may('story.edit'), ({ actor }) => listDesk(context, actor))
  router.on(writeStory, may('story.edit'), ({ body, actor, request }) => write(context, actor, { form: body, ip: request.ip }))
  router.on(saveStory, may('story.edit'), ({ params, body, actor, request }) => save(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(actOnStory, may('story.edit'), ({ params, body, actor, request }) => act(context, actor, { id: params.id, body, ip: request.ip }))
}
