import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access, Actor, Authenticator } from './access.ts'
import { authorise } from './authorise.ts'
import { asBytes } from './bytes.ts'

/** A door whose address, body and errors somebody else's standard prescribes (Open311): outside `/api/v1`, under the same access rules. */
export interface Door<X extends Access = Access> {
  readonly method: 'GET' | 'POST'
  /** Whole address; may end in `*`. */
  readonly url: string
  /** Its rate counts by key where the caller has a good one, else by address. */
  readonly access: X
  /** The key where the standard lets it stand in query or body instead of the header. */
  readonly keyOf?: (request: FastifyRequest) => string | undefined
  readonly handle: (exchange: { request: FastifyRequest; reply: FastifyReply; actor: Actor | null }) => Promise<FastifyReply> | FastifyReply
  /** Writes an error as the standard says. */
  readonly answerError?: (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

interface DoorOptions {
  readonly authenticator: Authenticator
  readonly permissions: ReadonlyMap<string, string>
}

/** Opens a door. A body is handed over as bytes, whatever its type. */
export function openDoor(app: Pick<FastifyInstance, 'route'>, { method, url, access, keyOf, handle, answerError }: Door, options: DoorOptions): void {
  if ('permission' in access && !options.permissions.has(access.permission)) throw new Error(`door ${method} ${url} names the unknown permission ${access.permission}`)
  const byCaller = async (request: FastifyRequest): Promise<string> => (await options.authenticator.machine(request))?.userId ?? request.ip
  const config = { access, ...(access.rate ? { rateLimit: { max: access.rate.max, timeWindow: access.rate.windowSeconds * 1000, hook: 'preHandler' as const, keyGenerator: byCaller } } : {}) }
  app.route({
    method,
    url,
    ...(method === 'POST' ? { onRequest: asBytes } : {}),
    config,
    preHandler: async (request) => {
      const key = keyOf?.(request)
      if (key !== undefined) request.headers['x-api-key'] ??= key
    },
    ...(answerError ? { errorHandler: (error, request, reply) => void answerError(error, request, reply) } : {}),
    handler: async (request, reply) => handle({ request, reply, actor: await authorise(request, access, options) }),
  })
}
