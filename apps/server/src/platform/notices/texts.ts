import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { hasDemoAccounts } from '../identity/index.ts'
import type { PhoneText, TextSender } from './channel.ts'
import { phrasesOf } from './phrases.ts'
import { createSmsSender } from './sms.ts'
import type { SmsSetting } from './sms.ts'

const senders = new WeakMap<Context, TextSender>()

/** From now on this server sends its text messages so. */
export function sendTextsWith(context: Context, setting: SmsSetting): void {
  senders.set(context, createSmsSender(setting, context.clock.now))
}

/** The parameters of the gateway's templates beside the places of our own. */
const PLACES: Readonly<Record<string, string>> = { code: '验证码', who: '谁', tail: '尾号', what: '做什么', until: '到期', unit: '单位', number: '几处', grade: '处理' }

/**
 * Sends a text message now: a code that comes late is of no use. Where no gateway is set and the street is the demo one
 * (which listens on loopback only), the words are handed back instead of sent.
 * @returns the words, when nothing was sent
 * @throws text-off, text-not-sent
 */
export async function sendText(context: Context, text: PhoneText): Promise<string | null> {
  const sender = senders.get(context)
  if (!sender) return standIn(context, text)
  const sent = await sender.send(text)
  if (sent.kind === 'sent') return null
  context.log.warn({ kind: text.kind, reason: sent.reason }, 'a text message was not sent')
  throw new Fault('text-not-sent', { details: { reason: sent.reason } })
}

/** Whether text messages go out at all. @throws text-off */
export async function needTexts(context: Context): Promise<void> {
  if (!senders.has(context) && !(await hasDemoAccounts(context))) throw new Fault('text-off')
}

async function standIn(context: Context, { kind, params }: PhoneText): Promise<string> {
  await needTexts(context)
  const phrases = await phrasesOf(context)
  return phrases.say(`resident.${kind}`, Object.fromEntries(Object.entries(params).map(([name, value]) => [PLACES[name] ?? name, value]))).text
}
