import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Fault, inBody } from '@yihu/contracts'
import type { AnswerOf, AnyContract, BodyOf, ParamsOf, QueryOf } from '@yihu/contracts'
import type { Again } from './again.ts'
import { authorise } from './authorise.ts'
import { openDoor } from './door.ts'
import type { Door } from './door.ts'
import type { Access, Actor, Authenticator } from './access.ts'
import { issueText } from './issue-text.ts'
import { asBytes, BYTES_LIMIT } from './bytes.ts'
import { takesGzip, writtenOf } from './json-text.ts'
import type { JsonText } from './json-text.ts'

/** What a handler gets: parsed parts of the exchange and, where the route asks for one, the actor. */
export interface Exchange<C, A> {
  readonly params: ParamsOf<C>
  readonly query: QueryOf<C>
  readonly body: BodyOf<C>
  readonly actor: A
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type ActorFor<X extends Access> = X extends { readonly kind: 'public' } ? Actor | null : Actor

export interface Route {
  readonly contract: AnyContract
  readonly access: Access
}

export interface Router {
  /** Binds a contract to a handler under one access rule. */
  on<C extends AnyContract, X extends Access>(
    contract: C,
    access: X,
    handle: (exchange: Exchange<C, ActorFor<X>>) => Promise<AnswerOf<C> | JsonText<AnswerOf<C>>> | AnswerOf<C>,
  ): void
  /** Lets an answer from memory be given again to the same asker without going the whole way. */
  readonly again: Again
  /** Opens a door of a standard's own; not part of our OpenAPI. */
  door(door: Door): void
}

interface RouterOptions {
  readonly authenticator: Authenticator
  readonly permissions: ReadonlyMap<string, string>
  /** Parse answers against their contract too: tests do, production trusts. */
  readonly checkAnswers: boolean
  readonly routes: Route[]
  /** Without it every answer goes the whole way. */
  readonly again?: Again
}

/** A router that writes to one Fastify instance and remembers its routes for OpenAPI and the access table. */
export function createRouter(app: Pick<FastifyInstance, 'route'>, options: RouterOptions): Router {
  return {
    again: options.again ?? { remember: () => {} },
    door: (door) => openDoor(app, door, options),
    on(contract, access, handle) {
      if (access.kind !== 'public' && access.kind !== 'signed-in' && !options.permissions.has(access.permission)) {
        throw new Error(`route ${contract.method} ${contract.path} names the unknown permission ${access.permission}`)
      }
      // The parts are parsed by the very schemas the handler's types come from.
      const answer = (exchange: object) => handle(exchange as never)
      const asked = inBody(contract)
      if (asked) bind(app, { contract: asked, access, isReading: true, answer: ({ body, ...exchange }) => answer({ ...exchange, query: body }) }, options)
      // A question that cannot be asked without words has no address of its own.
      if (!asked || contract.secrets || contract.query?.safeParse({}).success) bind(app, { contract, access, answer }, options)
    },
  }
}

interface Bound extends Route {
  readonly isReading?: boolean
  readonly answer: (exchange: ReturnType<typeof parseInput> & Pick<Exchange<AnyContract, unknown>, 'actor' | 'request' | 'reply'>) => unknown
}

function bind(app: Pick<FastifyInstance, 'route'>, { contract, access, isReading, answer: handle }: Bound, options: RouterOptions): void {
  options.routes.push({ contract, access })
  const config = { access, ...(access.rate ? { rateLimit: { max: access.rate.max, timeWindow: access.rate.windowSeconds * 1000 } } : {}) }
  const door = isReading === undefined ? options : { ...options, isReading }
  app.route({
    method: contract.method,
    url: `/api/v1${contract.path}`,
    ...(contract.raw === 'bytes' ? { onRequest: asBytes, bodyLimit: BYTES_LIMIT } : {}),
    config,
    handler: async (request, reply) => {
      const actor = await authorise(request, access, door)
      const answer = await handle({ ...parseInput(contract, request), actor, request, reply })
      if (contract.raw === 'stream' || contract.raw === 'download') return reply
      const written = writtenOf(answer)
      if (options.checkAnswers) contract.answer.parse(written ? JSON.parse(written.plain.toString()) : answer)
      const status = contract.status ?? 200
      if (written) {
        void reply.code(status).header('content-type', 'application/json; charset=utf-8').header('vary', 'accept-encoding')
        return takesGzip(request.headers['accept-encoding']) ? reply.header('content-encoding', 'gzip').send(written.gzip) : reply.send(written.plain)
      }
      return status === 204 ? reply.code(204).send() : reply.code(status).send(answer)
    },
  })
}

function parseInput(contract: AnyContract, request: FastifyRequest) {
  const parts = { params: request.params, query: request.query, body: request.body ?? {} }
  const fields: Record<string, string> = {}
  const parsed: Record<string, unknown> = { params: {}, query: {}, body: {} }
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = contract[part]
    if (!schema) continue
    const result = schema.safeParse(parts[part])
    if (result.success) parsed[part] = result.data
    // An address that cannot be of anything names nothing; there is no field to mend.
    else if (part === 'params') throw new Fault('not-found')
    else for (const issue of result.error.issues) fields[issue.path.join('.') || part] ??= issueText(issue)
  }
  for (const word of contract.words ?? []) {
    // A schema that only strips what it does not know would answer with everything.
    if (word in Object(parts.query)) fields[word] = '查找的字不写在地址里：请用 POST，地址后面加 /find，条件放在正文里'
  }
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  return parsed
}
