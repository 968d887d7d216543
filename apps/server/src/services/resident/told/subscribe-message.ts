import { z } from 'zod'
import { WECHAT_ORIGIN, WECHAT_TIMEOUT_MS } from '../account/wechat.ts'
import type { WechatSetting } from '../account/wechat.ts'

/** errcode: the token ran out or another has taken its place. */
const TOKEN_OVER: readonly number[] = [40001, 40014, 42001]
/** errcode: system busy, calls too frequent. */
const LATER: readonly number[] = [-1, 45009, 45011]

/** One message to one person who asked for it. */
export interface WechatMessage {
  readonly openId: string
  /** The page of the mini-program it opens. */
  readonly page: string
  /** By the keys of the approved template. */
  readonly data: Readonly<Record<string, string>>
}

/** How sending ended; `over`: trying again is useless or could tell twice. */
export type Told = { readonly kind: 'sent' } | { readonly kind: 'later' | 'over'; readonly reason: string }

export interface WechatSender {
  /** Sends once, within seconds; never throws. */
  send(message: WechatMessage): Promise<Told>
}

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const Answer = z.object({ errcode: z.number(), errmsg: z.string().default('') })

/**
 * Subscription messages (订阅消息) of a mini-program: `subscribeMessage.send` under a token of `getStableAccessToken`, which
 * does not put another server's token out of force. The addresses hold secrets and enter no reason.
 */
export function createWechatSender({ appid, secret, template, origin = WECHAT_ORIGIN }: WechatSetting & { readonly template: string }, now: () => number): WechatSender {
  let kept: { readonly token: string; readonly until: number } | null = null
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(origin + path, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(WECHAT_TIMEOUT_MS), headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return response.json()
  }
  const token = async (): Promise<string | null> => {
    if (kept && kept.until > now()) return kept.token
    const got = Token.safeParse(await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret }).catch(() => null))
    if (!got.success) return null
    // A minute early: it is used for what may take seconds.
    kept = { token: got.data.access_token, until: now() + got.data.expires_in * 1000 - 60_000 }
    return kept.token
  }
  return {
    async send({ openId, page, data }) {
      const current = await token()
      if (current === null) return { kind: 'later', reason: '微信没有给出调用凭证' }
      const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))
      const answer = Answer.safeParse(await post(`/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(current)}`, { touser: openId, template_id: template, page, data: values, lang: 'zh_CN' }).catch(() => null))
      // Whether it arrived is not known: a person may be told once, not twice.
      if (!answer.success) return { kind: 'over', reason: '微信的回答读不懂，或者没有等到' }
      const { errcode } = answer.data
      if (errcode === 0) return { kind: 'sent' }
      if (TOKEN_OVER.includes(errcode)) kept = null
      return { kind: TOKEN_OVER.includes(errcode) || LATER.includes(errcode) ? 'later' : 'over', reason: `微信返回 ${errcode}` }
    },
  }
}
