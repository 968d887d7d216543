import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { notify } from '../../../platform/notices/index.ts'
import { unperformed } from './repo.ts'

/** Each morning: whoever opened a file whose agreement should have been kept by now, and nobody has found kept, is reminded to look; once. */
export async function remindPerformance(context: Context): Promise<void> {
  const today = localDate(context.clock.now())
  await context.db.transact(systemScope, async (tx) => {
    for (const { id, number, title, perform_day: day, opened_by: by } of await unperformed(tx, today)) {
      if (by === null) continue
      await notify(tx, context, {
        userIds: [by], kind: 'mediation.unperformed', title: '调解协议到期，请回访履行情况', text: `${number} ${title}（应在 ${day ?? ''} 前履行）`, dedupeKey: `mediation:${id}:${day ?? ''}`,
      })
    }
  })
}
