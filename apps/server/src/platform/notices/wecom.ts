import { z } from 'zod'
import type { Channel, Message, Sent } from './channel.ts'

const WECOM_ORIGIN = 'https://qyapi.weixin.qq.com'
const TIMEOUT_MS = 5000
/** A robot's limits, as WeCom documents them: 20 messages a minute, 4096 bytes of markdown. */
const PER_MINUTE = 20
const MOST_BYTES = 4096
const LARGEST_ANSWER = 64 * 1024
/** errcode: calls too frequent, system busy. */
const LATER = new Set([45009, 45033, -1])

interface WecomOptions {
  readonly url: string
  /** Origins allowed besides WeCom's own. */
  readonly allowedOrigins?: readonly string[]
  readonly timeoutMs?: number
}

const Answer = z.object({ errcode: z.number(), errmsg: z.string().default('') })

/**
 * A WeCom (企业微信) group robot. Only WeCom's own origin over HTTPS is called unless another is configured; redirects
 * are never followed. Source: 企业微信开发者中心, 群机器人配置说明.
 */
export function createWecomChannel({ url, allowedOrigins = [], timeoutMs = TIMEOUT_MS }: WecomOptions): Channel {
  return {
    perMinute: PER_MINUTE,
    async send(message) {
      if (!isAllowed(url, allowedOrigins)) return { kind: 'refused', reason: '机器人地址不在允许的范围（只能是企业微信官方地址或已登记的地址）' }
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ msgtype: 'markdown', markdown: { content: markdownOf(message) } }),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        return judge(response.status, await readShort(response))
      } catch (error) {
        return failed(error)
      }
    },
  }
}

function isAllowed(url: string, allowedOrigins: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { origin, username, password } = new URL(url)
  return username === '' && password === '' && [WECOM_ORIGIN, ...allowedOrigins.map((allowed) => new URL(allowed).origin)].includes(origin)
}

/** Reads no more than an answer of this interface can be long. */
async function readShort(response: Response): Promise<string> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body as ReadableStream<Uint8Array>) { // fetch types the chunks as any
    text += decoder.decode(chunk, { stream: true })
    if (text.length > LARGEST_ANSWER) break // leaving the loop cancels the stream
  }
  return text
}

function judge(status: number, body: string): Sent {
  if (status >= 300 && status < 400) return { kind: 'refused', reason: `对方要求转到别的地址（HTTP ${status}），没有跟随` }
  if (status === 429 || status >= 500) return { kind: 'later', reason: `对方暂时不可用（HTTP ${status}）` }
  if (status !== 200) return { kind: 'refused', reason: `对方拒绝（HTTP ${status}）` }
  const answer = Answer.safeParse(parseJson(body))
  if (!answer.success) return { kind: 'unsure', reason: '对方的回答读不懂' }
  const { errcode, errmsg } = answer.data
  if (errcode === 0) return { kind: 'sent' }
  return { kind: LATER.has(errcode) ? 'later' : 'refused', reason: `企业微信返回 ${errcode}：${errmsg.slice(0, 200)}` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Errors before the connection stood mean that nothing was sent. The URL, which holds the key, never enters a reason. */
function failed(error: unknown): Sent {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'unsure', reason: '等待对方回答超时' }
  const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : ''
  const isUnsent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(cause)
  return isUnsent ? { kind: 'later', reason: `连不上对方（${cause}）` } : { kind: 'unsure', reason: `发送中断（${cause || '未知原因'}）` }
}

/** Title and text as markdown in which nothing a resident wrote can mention people, link or format. */
export function markdownOf({ title, text }: Pick<Message, 'title' | 'text'>): string {
  return cut(`**${plain(title)}**\n${plain(text)}`)
}

function plain(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('[', '［').replaceAll(']', '］').replaceAll('`', '‘').replaceAll('*', '＊').replaceAll(/^#+/gmu, '＃')
}

function cut(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= MOST_BYTES) return text
  // A character cut in half decodes to U+FFFD, which is dropped.
  return `${new TextDecoder().decode(bytes.subarray(0, MOST_BYTES - 3)).replace(/\uFFFD+$/u, '')}…`
}
