import type { FastifyReply, FastifyRequest } from 'fastify'

/** What a body is called that is to be taken as it is; nobody outside needs to know it. */
export const BYTES_TYPE = 'application/x-yihu-bytes'
/** A camera's message with its pictures. */
export const BYTES_LIMIT = 8 * 1024 * 1024

/** Cameras name their bodies as they like, or not at all: on such a route the type does not count, the handler gets the bytes. */
export function asBytes(request: FastifyRequest, _reply: FastifyReply, next: () => void): void {
  request.headers['content-type'] = BYTES_TYPE
  next()
}
