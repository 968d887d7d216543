import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../id.ts'
import type { Actor, Authenticator } from './access.ts'
import { takesGzip } from './json-text.ts'

/** With more bytes than this remembered, all are forgotten: most of them are held elsewhere too. */
const MOST_BYTES = 32 * 1024 * 1024
/** What an entry weighs beside its bytes. */
const ENTRY_BYTES = 1500
/** Told anew for each answer. */
const OWN = new Set(['x-request-id', 'content-length', 'content-encoding'])

/** Bytes that were just sent to somebody, and whether they would be sent again. */
export interface Repeatable {
  /** By whose rights they were found. */
  readonly actor: Actor
  readonly plain: Buffer
  readonly gzip: Buffer | undefined
  readonly etag: string
  readonly isStill: () => boolean
}

/**
 * Answers from memory given to the same asker again before router and hooks, which cost more than sending some kilobytes:
 * only to the very same request (address, login) that went the whole way a moment ago, only while the reading of its
 * session is the one it was judged by and the bytes are still what would be sent; anything else goes the whole way again.
 */
export interface Again {
  /** Called with the headers set and the answer not yet sent; refuses a route with a rate, which would not be counted. */
  remember(request: FastifyRequest, reply: FastifyReply, answer: Repeatable): void
}

interface Kept extends Omit<Repeatable, 'actor'> {
  readonly isAsker: () => boolean
  readonly heads: readonly string[]
  readonly route: string
  readonly weight: number
}

interface Options {
  readonly holds: Authenticator['holds']
  readonly count: (route: string, status: number, milliseconds: number) => void
}

/** Stands before a server's own listener, which must be the only one. */
export function repeatAnswers(app: Pick<FastifyInstance, 'server'>, { holds, count }: Options): Again {
  const known = new Map<string, Kept>()
  let weight = 0
  const drop = (key: string): void => {
    weight -= known.get(key)?.weight ?? 0
    known.delete(key)
  }
  const tell = (request: IncomingMessage, response: ServerResponse): boolean => {
    const key = keyOf(request)
    const kept = known.get(key)
    if (!kept || request.method !== 'GET') return false
    if (!kept.isAsker() || !kept.isStill()) {
      drop(key)
      return false
    }
    const began = performance.now()
    const status = send(kept, request, response)
    count(kept.route, status, performance.now() - began)
    return true
  }
  const [handle, ...others] = app.server.listeners('request') as RequestListener[] // nothing else can listen to requests
  if (!handle || others.length > 0) throw new Error(`a server has ${others.length + (handle ? 1 : 0)} listeners where one is expected`)
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => { if (!tell(request, response)) handle(request, response) })
  return {
    remember(request, reply, { actor, ...answer }) {
      const { url: route = 'unknown', config } = request.routeOptions
      if (config.rateLimit) throw new Error(`answers of ${route} are counted and cannot be given from memory`)
      if (request.method !== 'GET' || !answer.isStill()) return
      const key = keyOf(request.raw)
      const own = 2 * key.length + answer.plain.length + (answer.gzip?.length ?? 0) + ENTRY_BYTES
      drop(key)
      weight += own
      if (weight > MOST_BYTES) {
        known.clear()
        weight = own
      }
      const heads = Object.entries(reply.getHeaders()).flatMap(([name, value]) => (OWN.has(name) || value === undefined ? [] : [name, String(value)]))
      known.set(key, { ...answer, isAsker: holds(request, actor), heads, route, weight: own })
    },
  }
}

function keyOf({ url = '', headers: { authorization = '', cookie = '' } }: IncomingMessage): string {
  return `${url}\n${authorization}\n${cookie}`
}

function send({ plain, gzip, etag, heads }: Kept, { headers }: IncomingMessage, response: ServerResponse): number {
  const own = [...heads, 'x-request-id', newId()]
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, own).end()
    return 304
  }
  const isPacked = gzip !== undefined && takesGzip(headers['accept-encoding'])
  const body = isPacked ? gzip : plain
  if (isPacked) own.push('content-encoding', 'gzip')
  own.push('content-length', String(body.length))
  response.writeHead(200, own).end(body)
  return 200
}
