/** The one error this app shows to people: what happened, what was kept, what to do. */
export class Problem extends Error {
  /** `offline`: the server was not reached, so it is unknown whether it took the request. */
  readonly kind: 'offline' | 'refused'
  readonly code: string
  readonly fields: Readonly<Record<string, string>>
  /** What the server says instead of what was asked for, e.g. the next free time. */
  readonly current: unknown

  constructor(kind: 'offline' | 'refused', message: string, more: { code?: string; fields?: Readonly<Record<string, string>>; current?: unknown } = {}) {
    super(message)
    this.name = 'Problem'
    this.kind = kind
    this.code = more.code ?? kind
    this.fields = more.fields ?? {}
    this.current = more.current
  }
}

export const OFFLINE_REPORT = '没有网络，内容已保存在手机里，有网后点一下重新提交。'
/** Of a photo or recording that the device no longer has. */
export const GONE = '手机里找不到它了。写的和别的都还在，请删掉它，重新放一个。'
export const OFFLINE_READ = '没有网络，暂时看不到最新进展。有网后点「刷新」。'

export function offline(): Problem {
  return new Problem('offline', OFFLINE_REPORT)
}

/** Reads the server's error body; anything else (a proxy's page, an empty answer) gets plain words with the status. */
export function refusal(status: number, body: unknown): Problem {
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {}
  const { code, message, requestId, fields, current } = error
  const known = typeof message === 'string' && message !== ''
  const said = known ? message : `服务器没有办成这件事（${status}）。您填写的内容还在，请过一会儿再试。`
  const isFault = status >= 500 && typeof requestId === 'string' && !said.includes(requestId)
  return new Problem('refused', isFault ? `${said}（请求编号 ${requestId}）` : said, {
    code: typeof code === 'string' ? code : `http-${status}`,
    fields: isRecord(fields) ? onlyTexts(fields) : {},
    current,
  })
}

/** Any thrown value as a Problem, for one place that shows it. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem('refused', '页面出了点问题，您填写的内容已保存在手机里。请刷新页面后再试。', { code: 'page' })
}

function onlyTexts(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
