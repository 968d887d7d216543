/**
 * Notices: what people are told, live and later, and the messages that leave the house for it (WeCom robots, text
 * messages to telephones); and the words of both, which the street may change. Owns `notice`, `notice_outgoing`, `notice_template`. Raises
 * `notice.added` for the person told; hears `user.seen`, `sensitive.proposed`; others call `notify` with what `phrasesOf` says.
 */
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { sweepOutbox } from '../../kernel/events/index.ts'
import { defineModule } from '../../kernel/module.ts'
import { notify, notifyAll } from './notify.ts'
import { phrasesOf } from './phrases.ts'
import { sweep } from './repo.ts'
import { routes } from './routes.ts'
import { sendOutgoing } from './send-outgoing.ts'
import { tellProposed } from './tell-proposed.ts'
import { tellSeen } from './tell-seen.ts'

export { notify, notifyAll, phrasesOf }
export type { NoticeForm } from './notify.ts'
export { forgetNotices } from './repo.ts'
export { nightsOf, toldTo } from './told.ts'
export type { Phrases } from './phrases.ts'
export type { SmsSetting } from './sms.ts'
export { needTexts, sendText, sendTextsWith } from './texts.ts'

const DAY_MS = 86_400_000
const KEEP_READ_DAYS = 90
const KEEP_DAYS = 365
/** Events hold what was told; whoever has not taken one in so long never will. */
const KEEP_EVENTS_DAYS = 30

async function forgetOld({ db, clock }: Context): Promise<void> {
  const now = clock.now()
  await sweepOutbox(db, { nowMs: now, days: KEEP_EVENTS_DAYS })
  await db.transact(systemScope, (tx) => sweep(tx, { before: new Date(now - KEEP_READ_DAYS * DAY_MS), unreadBefore: new Date(now - KEEP_DAYS * DAY_MS) }))
}

/** Manifest of the module. */
export const notices = defineModule({
  id: 'notices',
  name: '通知',
  permissions: { 'notice.edit': '修改通知用语' },
  routes,
  handlers: { 'user.seen': tellSeen, 'sensitive.proposed': tellProposed },
  jobs: [
    { name: 'notices.send', cron: '* * * * *', run: sendOutgoing },
    { name: 'notices.forget', cron: '40 3 * * *', isMadeUp: true, run: forgetOld },
  ],
})
