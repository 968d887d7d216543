import { z } from 'zod'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { hasDemoAccounts } from '../../../platform/identity/index.ts'

export const WECHAT_ORIGIN = 'https://api.weixin.qq.com'
/** Whoever waits for WeChat waits no longer. */
export const WECHAT_TIMEOUT_MS = 8000

/** The mini-program as WeChat knows it. */
export interface WechatSetting {
  readonly appid: string
  readonly secret: string
  /** Another origin than WeChat's own. */
  readonly origin?: string
}

const settings = new WeakMap<Context, WechatSetting>()

/** From now on residents may sign in at this server by WeChat. */
export function signInByWechat(context: Context, setting: WechatSetting): void {
  settings.set(context, setting)
}

/**
 * The person's id for a code of `wx.login`. Where WeChat is not set up and the street is the demo one (which listens on
 * loopback only), the code itself stands for the person.
 * @throws wechat-off, wechat-refused, wechat-unreachable
 */
export async function openIdOf(context: Context, code: string): Promise<string> {
  const setting = settings.get(context)
  if (setting) return code2Session(setting, code)
  if (await hasDemoAccounts(context)) return `stand-in:${code}`
  throw new Fault('wechat-off')
}

const Answer = z.union([z.object({ openid: z.string().min(1).max(128) }), z.object({ errcode: z.number(), errmsg: z.string().default('') })])
/** errcode: system busy, calls too frequent. */
const LATER: readonly number[] = [-1, 45011]

/** `code2Session` of WeChat's server interface; the session key it also hands out is not kept. The address holds the secret and enters no message. */
async function code2Session({ appid, secret, origin = WECHAT_ORIGIN }: WechatSetting, code: string): Promise<string> {
  const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
  const answer = await fetch(`${origin}/sns/jscode2session?${query.toString()}`, { redirect: 'manual', signal: AbortSignal.timeout(WECHAT_TIMEOUT_MS) }).then(async (response) => Answer.parse(await response.json())).catch(unreachable)
  if ('openid' in answer) return answer.openid
  if (LATER.includes(answer.errcode)) throw new Fault('wechat-unreachable')
  throw new Fault('wechat-refused', { details: { reason: `${answer.errcode} ${answer.errmsg.slice(0, 60)}` } })
}

function unreachable(): never {
  throw new Fault('wechat-unreachable')
}
