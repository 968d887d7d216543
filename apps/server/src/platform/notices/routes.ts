import { Fault, listNotices, listNoticeTemplates, NoticeRow, previewNoticeTemplate, readNotices, resetNoticeTemplate, saveNoticeTemplate } from '@yihu/contracts'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { may, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { countUnread, markRead, readPage } from './repo.ts'
import { listTemplates, preview, resetTemplate, saveTemplate } from './templates.ts'

const Card = NoticeRow.shape.card

/** Contract → use case; everybody sees their own notices only. */
export function routes(router: Router, context: Context): void {
  templateRoutes(router, context)
  router.on(listNotices, signedIn(), async ({ query, actor }) => {
    const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
    return context.db.transact(actor.scope, async (tx) => {
      const rows = await readPage(tx, { userId: actor.userId, isUnread: query.unread === 'true', before, limit: query.limit + 1 })
      const page = rows.slice(0, query.limit)
      return {
        notices: page.map((row) => ({
          id: row.id, at: row.at.toISOString(), kind: row.kind, title: row.title, text: row.text,
          case: row.case_id !== null && row.case_number !== null ? { id: row.case_id, number: row.case_number } : null,
          card: Card.parse(row.card), readAt: row.read_at?.toISOString() ?? null,
        })),
        unread: await countUnread(tx, actor.userId),
        next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      }
    })
  })
  router.on(readNotices, signedIn(), async ({ body, actor }) =>
    context.db.transact(actor.scope, async (tx) => {
      await markRead(tx, { userId: actor.userId, ids: body.ids, at: new Date(context.clock.now()) })
      return { unread: await countUnread(tx, actor.userId) }
    }),
  )
}

/** The words of notices; who may change them sees them. */
function templateRoutes(router: Router, context: Context): void {
  const edit = may('notice.edit')
  router.on(listNoticeTemplates, edit, () => listTemplates(context))
  router.on(previewNoticeTemplate, edit, ({ params, body }) => preview(params.key, body))
  router.on(saveNoticeTemplate, edit, ({ params, body, actor, request }) => saveTemplate(context, actor, { ...body, key: params.key, ip: request.ip }))
  router.on(resetNoticeTemplate, edit, ({ params, actor, request }) => resetTemplate(context, actor, { key: params.key, ip: request.ip }))
}

/** A cursor is the id of the last notice seen. */
function readCursor(cursor: string): string {
  const parsed = z.uuid().safeParse(cursor)
  if (!parsed.success) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return parsed.data
}
