import type { BodyOf, wishToBeTold } from '@yihu/contracts'
import { Fault } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import type { EventHandler } from '../../../kernel/module.ts'
import { findCase, withFollowers } from '../../../platform/cases/index.ts'
import type { CaseRecord } from '../../../platform/cases/index.ts'
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
const DONE: readonly CaseRecord['core']['state'][] = ['closed', 'archived']

const senders = new WeakMap<Context, WechatSender>()

/** From now on this server tells residents in WeChat, with this template. */
export function tellByWechat(context: Context, setting: WechatSetting & { readonly template: string }): void {
  senders.set(context, createWechatSender(setting, context.clock.now))
}

/**
 * Whoever holds the query code is told once, in WeChat, when the report is done; of them only the sealed WeChat id is kept, until then.
 * A report joined to another is done when that one is.
 * @throws told-off, query-code-wrong, report-held, wechat-refused, wechat-unreachable
 */
export async function wish(context: Context, number: string, { queryCode, code }: BodyOf<typeof wishToBeTold>): Promise<void> {
  if (!senders.has(context)) throw new Fault('told-off')
  // The query code first: WeChat gives its code for one use, and is asked for nobody else's report.
  const { id: caseId, number: printed } = await context.db.transact(systemScope, (tx) => requireAppeal(tx, context, { number, queryCode }))
  const [openId, now] = [await openIdOf(context, code), context.clock.now()]
  await context.db.transact(systemScope, (tx) => insertWish(tx, context, { id: newId(now), caseId, number: printed, openId, at: new Date(now) }))
  // After the commit: whoever closes the report from here on finds the wish.
  await context.db.transact(systemScope, async (tx) => {
    if (await isDone(tx, caseId)) await wakeWishes(tx, [caseId], new Date(now))
  })
}

async function isDone(tx: Tx, caseId: string): Promise<boolean> {
  const own = await findCase(tx, caseId)
  const shown = own?.core.mergedInto ? await findCase(tx, own.core.mergedInto) : own
  return shown !== undefined && DONE.includes(shown.core.state)
}

/** A report was closed: its wishes are due, and those of the reports that were joined to it. */
export const wakeOnClosed: EventHandler = async (tx, { payload }, { clock }) => {
  await wakeWishes(tx, await withFollowers(tx, String(payload['id'])), new Date(clock.now()))
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
    const outcome = await sender.send({ openId: next.openId, page: 'pages/mine/index', data: { character_string1: next.number, thing2: '您报的事办完了，请来评价', time3: timeText(done) } })
    if (outcome.kind !== 'sent') context.log.warn({ number: next.number, attempts: next.attempts, reason: outcome.reason }, 'a resident was not told in WeChat')
    const isLater = outcome.kind === 'later' && next.attempts < MOST_ATTEMPTS
    await context.db.transact(systemScope, (tx) => (isLater ? delayWish(tx, next.id, new Date(now + WAIT_MS)) : dropWish(tx, next.id)))
    if (isLater) return // the far side has trouble: the others wait for the next run
  }
}
