import type { BodyOf, wishToBeTold } from '@yihu/contracts'
import { Fault } from '@yihu/contracts'
import { localDate, localTime } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import type { EventHandler } from '../../../kernel/module.ts'
import { requireAppeal } from '../../../platform/signals/index.ts'
import { openIdOf } from '../account/wechat.ts'
import type { WechatSetting } from '../account/wechat.ts'
import { claimWish, delayWish, dropWish, insertWish, wakeWishes } from './repo-wish.ts'
import { createWechatSender } from './subscribe-message.ts'
import type { WechatSender } from './subscribe-message.ts'

const LEASE_MS = 60_000
const WAIT_MS = 300_000
const MOST_ATTEMPTS = 5
/** One run of the job; the next takes the rest. */
const MOST_PER_RUN = 200

const senders = new WeakMap<Context, WechatSender>()

/** From now on this server tells residents in WeChat, with this template. */
export function tellByWechat(context: Context, setting: WechatSetting & { readonly template: string }): void {
  senders.set(context, createWechatSender(setting, context.clock.now))
}

/**
 * Whoever holds the query code is told once, in WeChat, when the report is done; of them only the sealed WeChat id is kept, until then.
 * @throws wechat-off, wechat-refused, wechat-unreachable, query-code-wrong, report-held
 */
export async function wish(context: Context, number: string, { queryCode, code }: BodyOf<typeof wishToBeTold>): Promise<void> {
  if (!senders.has(context)) throw new Fault('wechat-off')
  const [openId, now] = [await openIdOf(context, code), context.clock.now()]
  await context.db.transact(systemScope, async (tx) => {
    const record = await requireAppeal(tx, context, { number, queryCode })
    await insertWish(tx, context, { id: newId(now), caseId: record.id, number: record.number, openId, at: new Date(now), dueAt: record.core.state === 'closed' ? new Date(now) : null })
  })
}

/** A report was closed: its wishes are due. */
export const wakeOnClosed: EventHandler = async (tx, { payload }, { clock }) => {
  await wakeWishes(tx, String(payload['id']), new Date(clock.now()))
}

/** Each minute: tells whoever is due, each claimed and settled in transactions of its own with the call between them. */
export async function tellWishes(context: Context): Promise<void> {
  const sender = senders.get(context)
  if (!sender) return
  for (let told = 0; told < MOST_PER_RUN; told += 1) {
    const now = context.clock.now()
    const next = await context.db.transact(systemScope, (tx) => claimWish(tx, context, { now: new Date(now), leaseUntil: new Date(now + LEASE_MS) }))
    if (!next) return
    const done = next.doneAt.getTime()
    // The words of the report stay here: what leaves the house says only that it is done.
    const outcome = await sender.send({ openId: next.openId, page: 'pages/mine/index', data: { character_string1: next.number, thing2: '您报的事办完了，请来评价', time3: `${localDate(done)} ${localTime(done)}` } })
    if (outcome.kind !== 'sent') context.log.warn({ number: next.number, attempts: next.attempts, reason: outcome.reason }, 'a resident was not told in WeChat')
    const isLater = outcome.kind === 'later' && next.attempts < MOST_ATTEMPTS
    await context.db.transact(systemScope, (tx) => (isLater ? delayWish(tx, next.id, new Date(now + WAIT_MS)) : dropWish(tx, next.id)))
    if (isLater) return // the far side has trouble: the others wait for the next run
  }
}
