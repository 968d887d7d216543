/** What a failed call carries: the server's own code and Chinese text, or `offline` when no answer came. */
export class ApiError extends Error {
  readonly code: string
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  readonly requestId: string | null
  /** Messages by field name, to be shown beside the fields. */
  readonly fields: Readonly<Record<string, string>>
  /** The latest state, when the call clashed with somebody else's change. */
  readonly current: unknown

  constructor(message: string, options: ApiErrorOptions) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.code = options.code
    this.status = options.status
    this.requestId = options.requestId ?? null
    this.fields = options.fields ?? {}
    this.current = options.current
  }
}

interface ApiErrorOptions {
  readonly code: string
  readonly status: number
  readonly requestId?: string | undefined
  readonly fields?: Readonly<Record<string, string>> | undefined
  readonly current?: unknown
  readonly cause?: unknown
}

export const OFFLINE_TEXT = '网络断了，内容还在，请稍后重试'

/** No answer came: network gone, server stopped, or the answer broke off. */
export function offline(cause?: unknown): ApiError {
  return new ApiError(OFFLINE_TEXT, { code: 'offline', status: 0, cause })
}

/** Reads the error body of a failed answer; a body that is not ours (a proxy's page) still gets a plain text. */
export function errorOf(status: number, body: unknown): ApiError {
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : null
  if (!error || typeof error['code'] !== 'string' || typeof error['message'] !== 'string') {
    return new ApiError(`服务器没有正常回应（${status}）。您填写的内容还在，请稍后重试。`, { code: 'answer-unreadable', status })
  }
  return new ApiError(error['message'], {
    code: error['code'],
    status,
    requestId: typeof error['requestId'] === 'string' ? error['requestId'] : undefined,
    fields: isRecord(error['fields']) ? texts(error['fields']) : undefined,
    current: error['current'],
  })
}

function texts(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, String(text)]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
