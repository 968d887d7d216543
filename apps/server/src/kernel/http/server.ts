import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger } from 'fastify'
import { newId } from '../id.ts'
import type { Log } from '../log.ts'
import { BYTES_TYPE } from './bytes.ts'
import { answerError, tooMany } from './error-map.ts'
import { securityHeaders } from './security-headers.ts'

/** Text of the longest appeal is 5,000 characters; a move with its form stays far below this. */
const BODY_LIMIT = 1_048_576

interface ServerOptions {
  readonly log: Log
  /** Tests switch the limiter off where they are not about it. */
  readonly limitRates: boolean
  /** Other origins that pages may fetch from. */
  readonly connectTo?: readonly string[]
}

/** An HTTP server with security headers, limits, cookies, uploads and the one error map; no routes yet. */
export async function createServer({ log, limitRates, connectTo = [] }: ServerOptions) {
  const logger: FastifyBaseLogger = log // pino's own type would run through every signature
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  app.setErrorHandler(answerError)
  // Otherwise JSON sent as plain text would be told that every field is missing.
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser(BYTES_TYPE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const headers = await securityHeaders(connectTo)
  app.addHook('onRequest', (request, reply, next) => {
    void reply.headers(headers).header('x-request-id', request.id)
    next()
  })
  await app.register(cookie)
  await app.register(multipart)
  await app.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] })
  if (limitRates) {
    await app.register(rateLimit, { global: false, errorResponseBuilder: (_request, context) => tooMany(Math.ceil(context.ttl / 1000)) })
  }
  return app
}
