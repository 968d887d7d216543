import { createHmac, hash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PhoneText, Sent, TextSender } from './channel.ts'

const ORIGIN = 'https://dysmsapi.aliyuncs.com'
const TIMEOUT_MS = 8000
const LARGEST_ANSWER = 64 * 1024

/** An account at 阿里云短信服务 and the templates approved there, one for each text; units are told by paper where theirs is missing. */
export interface SmsSetting {
  readonly keyId: string
  readonly keySecret: string
  /** 短信签名, e.g. 雪宫街道. */
  readonly sign: string
  readonly templates: Readonly<Record<Exclude<PhoneText['kind'], 'unit'>, string>> & { readonly unit?: string | undefined }
  /** Another origin than Aliyun's own, e.g. a relay of the government network. */
  readonly origin?: string
}

const Answer = z.object({ Code: z.string(), Message: z.string().default('') })

/** Text messages through 阿里云短信服务 (SendSms, 2017-05-25), signed as its documentation of signature V3 says. Sends once; never throws. */
export function createSmsSender({ keyId, keySecret, sign, templates, origin = ORIGIN }: SmsSetting, now: () => number): TextSender {
  return {
    async send({ phone, kind, params }) {
      const template = templates[kind]
      if (template === undefined) return { kind: 'refused', reason: '没有配置这种短信的模板' }
      const query = queryOf({ PhoneNumbers: phone, SignName: sign, TemplateCode: template, TemplateParam: JSON.stringify(params) })
      const headers = {
        host: new URL(origin).host, 'x-acs-action': 'SendSms', 'x-acs-content-sha256': hash('sha256', ''), 'x-acs-date': `${new Date(now()).toISOString().slice(0, 19)}Z`,
        'x-acs-signature-nonce': randomUUID(), 'x-acs-version': '2017-05-25',
      }
      try {
        const response = await fetch(`${origin}/?${query}`, {
          method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), headers: { ...headers, accept: 'application/json', authorization: authorization({ keyId, keySecret, query, headers }) },
        })
        return judge((await response.text()).slice(0, LARGEST_ANSWER))
      } catch {
        return { kind: 'unsure', reason: '连不上短信平台' }
      }
    },
  }
}

function judge(body: string): Sent {
  const answer = Answer.safeParse(parsed(body))
  if (!answer.success) return { kind: 'unsure', reason: '短信平台的回答读不懂' }
  return answer.data.Code === 'OK' ? { kind: 'sent' } : { kind: 'refused', reason: `短信平台没有收下：${answer.data.Code}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Sorted and encoded as RFC 3986 wants it, which is what is signed. */
function queryOf(values: Readonly<Record<string, string>>): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll(/[!'()*]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

interface Signing {
  readonly keyId: string
  readonly keySecret: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
}

/** The header `authorization` of a POST without a body. Source: 阿里云, V3 版本请求体与签名机制. */
export function authorization({ keyId, keySecret, query, headers }: Signing): string {
  const names = Object.keys(headers).toSorted()
  const canonical = ['POST', '/', query, names.map((name) => `${name}:${headers[name] ?? ''}\n`).join(''), names.join(';'), hash('sha256', '')].join('\n')
  const signature = createHmac('sha256', keySecret).update(`ACS3-HMAC-SHA256\n${hash('sha256', canonical)}`).digest('hex')
  return `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`
}
