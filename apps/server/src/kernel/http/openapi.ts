import { z } from 'zod'
import { ERRORS } from '@yihu/contracts'
import type { AnyContract } from '@yihu/contracts'
import type { Route } from './router.ts'

/** OpenAPI 3.1 of all routes, from the same contracts that parse them. */
export function describeApi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { contract, access } of routes) {
    const path = `/api/v1${contract.path.replaceAll(/:(\w+)/gu, '{$1}')}`
    paths[path] ??= {}
    paths[path][contract.method.toLowerCase()] = {
      summary: contract.summary,
      tags: [contract.tag],
      operationId: `${contract.method.toLowerCase()}${contract.path.replaceAll(/[/:.-]+(\w)/gu, (_match, letter: string) => letter.toUpperCase())}`,
      ...(access.kind === 'public' ? { security: [] } : { security: access.kind === 'api-key' ? [{ apiKey: [] }] : [{ bearer: [] }, { cookie: [] }] }),
      ...('permission' in access ? { 'x-permission': access.permission } : {}),
      parameters: [...parameters(contract, 'params'), ...parameters(contract, 'query')],
      ...(requestBody(contract)),
      responses: {
        [String(contract.status ?? 200)]: { description: '成功', ...(contract.raw || contract.status === 204 ? {} : { content: { 'application/json': { schema: schemaOf(contract.answer, 'output') } } }) },
        default: { description: '出错', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '一呼 Yihu', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'yihu' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: { Error: errorSchema() },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return json
}

function parameters(contract: AnyContract, part: 'params' | 'query') {
  const schema = contract[part]
  if (!schema) return []
  const json = schemaOf(schema, 'input') as { properties?: Record<string, unknown>; required?: string[] } // shape of an object schema
  return Object.entries(json.properties ?? {}).filter(([name]) => part === 'params' || !contract.words?.includes(name)).map(([name, property]) => ({
    name,
    in: part === 'params' ? 'path' : 'query',
    required: part === 'params' || (json.required ?? []).includes(name),
    schema: property,
  }))
}

function requestBody(contract: AnyContract): Record<string, unknown> {
  if (contract.raw === 'upload') {
    return { requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] } } } } }
  }
  return contract.body ? { requestBody: { content: { 'application/json': { schema: schemaOf(contract.body, 'input') } } } } : {}
}

function errorSchema() {
  return {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', 'requestId'],
        properties: {
          code: { type: 'string', enum: Object.keys(ERRORS) },
          message: { type: 'string' },
          requestId: { type: 'string' },
          fields: { type: 'object', additionalProperties: { type: 'string' } },
          current: {},
        },
      },
    },
  }
}
