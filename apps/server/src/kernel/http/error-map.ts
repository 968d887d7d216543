import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, errorText, Fault } from '@yihu/contracts'
import type { ErrorCode } from '@yihu/contracts'

/** The one place where an error becomes an answer. Unknown ones are logged whole and answered with a number to quote. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = faultOf(error, request)
  if (fault.code === 'too-many-requests' || fault.status === 503) void reply.header('retry-after', String(fault.details['seconds'] ?? 2))
  return reply.code(fault.status).send({
    error: {
      code: fault.code,
      message: errorText(fault.code, { ...fault.details, requestId: request.id }),
      requestId: request.id,
      ...(fault.fields ? { fields: fault.fields } : {}),
      ...(fault.current === undefined ? {} : { current: fault.current }),
    },
  })
}

/** Any error as a fault; unknown ones are logged whole. For doors that write errors in a form of their own. */
export function faultOf(error: FastifyError | Error, request: FastifyRequest): Fault {
  const fault = error instanceof Fault ? error : translate(error, request)
  if (fault.status >= 500) request.log.error({ err: error }, 'request failed')
  return fault
}

/** The answer to an address nobody serves. */
export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerError(new Fault('route-not-found', { details: { path: (request.url.split('?')[0] ?? '').slice(0, 200) } }), request, reply)
}

const byFrameworkCode: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'json-invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'json-invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'json-invalid',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_REQ_FILE_TOO_LARGE: 'file-too-large',
  FST_FILES_LIMIT: 'input-invalid',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media-type-unsupported',
  FST_ERR_RATE_LIMIT: 'too-many-requests',
}

/** SQLSTATE and socket codes that say the database is away or slow rather than wrong. */
const byDatabaseCode: Readonly<Record<string, ErrorCode>> = {
  '57014': 'time-out',
  '57P01': 'database-unavailable',
  '57P02': 'database-unavailable',
  '57P03': 'database-unavailable',
  '53300': 'database-unavailable',
  ECONNREFUSED: 'database-unavailable',
  ECONNRESET: 'database-unavailable',
  ENOENT: 'database-unavailable',
  CONNECTION_CLOSED: 'database-unavailable',
  CONNECTION_ENDED: 'database-unavailable',
  CONNECT_TIMEOUT: 'database-unavailable',
  '40001': 'conflict',
  '40P01': 'conflict',
  '22P05': 'input-invalid',
  '22021': 'input-invalid',
}

function translate(error: Error & { code?: unknown; statusCode?: number }, request: FastifyRequest): Fault {
  const name = typeof error.code === 'string' ? error.code : ''
  const code = byFrameworkCode[name] ?? byDatabaseCode[name]
  if (code) return new Fault(code, { cause: error, details: detailsOf(code, request) })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Fault(error.statusCode === 404 ? 'not-found' : 'input-invalid', { cause: error })
  }
  return new Fault('internal', { cause: error, details: { requestId: request.id } })
}

function detailsOf(code: ErrorCode, request: FastifyRequest): Record<string, string | number> {
  switch (code) {
    case 'media-type-unsupported':
      return { type: request.headers['content-type']?.slice(0, 60) ?? '空' }
    case 'body-too-large':
      return { limit: '1 MB' }
    case 'file-too-large':
      return { size: '超过上限', limit: '20 MB' }
    default:
      return {}
  }
}

/** For the rate limiter, which throws whatever this returns. */
export function tooMany(seconds: number): Fault {
  return new Fault('too-many-requests', { details: { seconds } })
}

/** Whether an answer code is ours, for tests and logs. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}
