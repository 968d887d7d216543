import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { notify, phrasesOf } from '../../../platform/notices/index.ts'
import { unperformed } from './repo.ts'

/** Each morning: whoever opened a file whose agreement should have been kept by now, and nobody has found kept, is reminded to look; once. */
export async function remindPerformance(context: Context): Promise<void> {
  const today = localDate(context.clock.now())
  const phrases = await phrasesOf(context)
  await context.db.transact(systemScope, async (tx) => {
    for (const { id, number, title, perform_day: day, opened_by: by } of await unperformed(tx, today)) {
      if (by === null) continue
      await notify(tx, context, {
        ...phrases.say('mediation.unperformed', { 编号: number, 标题: title, 应在: day ?? '' }), userIds: [by], kind: 'mediation.unperformed', dedupeKey: `mediation:${id}:${day ?? ''}`,
      })
    }
  })
}
