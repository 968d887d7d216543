import { errorText, Fault } from '@yihu/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../kernel/context.ts'
import { anyone, faultOf, machine } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { discover } from './discovery.ts'
import { FORMATS, writeAnswer } from './format.ts'
import type { Format, Tree } from './format.ts'
import { jurisdictionOf } from './jurisdiction.ts'
import { readParams } from './params.ts'
import type { Params } from './params.ts'
import { findRequest, findRequests } from './requests.ts'
import { definitionOnWire, serviceOf, serviceOnWire, servicesOf } from './service-list.ts'
import { submit } from './submit.ts'
import { resolveToken } from './token.ts'

interface Answer {
  /** The name of the document in XML. */
  readonly root: string
  readonly value: Tree | readonly Tree[]
}

interface Call {
  readonly params: Params
  /** The last part of the address: a service's code, a request's number, a token. */
  readonly id: string
  readonly request: FastifyRequest
}

/** GeoReport v2, read by everybody: resource → answer. */
const RESOURCES: Readonly<Record<string, (context: Context, call: Call) => Promise<Answer>>> = {
  discovery: async (_context, { request }) => ({ root: 'discovery', value: discover(`${request.protocol}://${request.host}`) }),
  services: async (context, { params }) => {
    await jurisdictionOf(context, params)
    return { root: 'services', value: servicesOf(await catalogueOf(context)).map(serviceOnWire) }
  },
  'services/': async (context, { params, id }) => {
    await jurisdictionOf(context, params)
    return { root: 'service_definition', value: definitionOnWire(serviceOf(await catalogueOf(context), id)) }
  },
  requests: async (context, { params }) => ({ root: 'service_requests', value: await findRequests(context, await jurisdictionOf(context, params), params) }),
  'requests/': async (context, { params, id }) => ({ root: 'service_requests', value: [await findRequest(context, await jurisdictionOf(context, params), id)] }),
  'tokens/': async (context, { params, id }) => {
    await jurisdictionOf(context, params)
    return { root: 'service_requests', value: [await resolveToken(context, id)] }
  },
}

/** The doors of Open311: everybody reads, a registered key reports. */
export function routes(router: Router, context: Context): void {
  const url = '/open311/*'
  const keyOf = (request: FastifyRequest) => new URLSearchParams(bodyOf(request) ?? queryOf(request)).get('api_key') ?? undefined
  router.door({
    method: 'GET', url, keyOf, answerError, access: anyone('公开的标准接口（GeoReport v2），内容只到网格', { max: 120, windowSeconds: 60 }),
    handle: async ({ request, reply }) => {
      const { resource, id, format } = addressOf(request)
      const answer = RESOURCES[resource]
      if (!answer) throw unknown(request)
      return send(reply, await answer(context, { params: readParams(queryOf(request)), id, request }), format)
    },
  })
  router.door({
    method: 'POST', url, keyOf, answerError, access: machine('open311.send', { max: 120, windowSeconds: 60 }),
    handle: async ({ request, reply, actor }) => {
      const { resource, format } = addressOf(request)
      if (resource !== 'requests') throw unknown(request)
      return send(reply, { root: 'service_requests', value: [await take(context, request, actor)] }, format)
    },
  })
}

async function take(context: Context, request: FastifyRequest, actor: Actor | null): Promise<Tree> {
  if (!actor) throw new Fault('api-key-wrong')
  const params = readParams(bodyOf(request) ?? '')
  const key = request.headers['idempotency-key']
  return submit(context, await jurisdictionOf(context, params), { params, actor, senderKey: typeof key === 'string' && /^[\x21-\x7E]{1,64}$/u.test(key) ? key : undefined })
}

/** `v2/services/S0102.json` → resource `services/`, id, format. Both forms of the discovery document's address are known. */
function addressOf(request: FastifyRequest): { resource: string; id: string; format: Format } {
  const rest = (request.url.split('?')[0] ?? '').replace(/^\/open311\//u, '')
  const [, resource = '', id = '', format] = /^(?:v2\/)?(discovery|services|requests|tokens)(?:\/([^/.]{1,80}))?\.(xml|json)$/u.exec(rest) ?? []
  if (format !== 'xml' && format !== 'json') throw unknown(request)
  return { resource: id === '' ? resource : `${resource}/`, id: decodeURIComponent(id), format }
}

function unknown(request: FastifyRequest): Fault {
  return new Fault('route-not-found', { details: { path: (request.url.split('?')[0] ?? '').slice(0, 200) } })
}

function queryOf({ url }: FastifyRequest): string {
  return url.slice(url.indexOf('?') + 1 || url.length)
}

/** The form of a POST; a body is bytes here, whatever it was called. */
function bodyOf({ body }: FastifyRequest): string | undefined {
  return Buffer.isBuffer(body) ? body.toString('utf8') : undefined
}

function send(reply: FastifyReply, { root, value }: Answer, format: Format): FastifyReply {
  return reply.type(FORMATS[format]).header('access-control-allow-origin', '*').send(writeAnswer(root, value, format))
}

/** Codes where the standard wants another than ours: a bad key is 403 (POST Service Request, Possible Errors). */
const STATUS: Readonly<Record<string, number>> = { 'api-key-wrong': 403, 'coordinates-implausible': 400 }

/** Errors as the standard writes them, in the form that was asked for; XML where none was. */
function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = faultOf(error, request)
  const status = STATUS[fault.code] ?? fault.status
  if (fault.code === 'too-many-requests') void reply.header('retry-after', String(fault.details['seconds'] ?? 2))
  const said = errorText(fault.code, { ...fault.details, requestId: request.id })
  const fields = Object.entries(fault.fields ?? {}).map(([name, message]) => `${name}：${message}`)
  const format = /\.json(?:\?|$)/u.test(request.url) ? 'json' : 'xml'
  return send(reply.code(status), { root: 'errors', value: [{ code: String(status), description: fields.length > 0 ? fields.join('；') : said }] }, format)
}
