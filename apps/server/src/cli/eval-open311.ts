import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { need, note } from './command.ts'
import { readJson } from './read-json.ts'

const AnySchema = z.record(z.string(), z.unknown())
const Services = z.array(z.object({ service_code: z.string() }))
const Requests = z.array(z.object({ service_request_id: z.string() }))
/** So many single requests are looked at. */
const SAMPLE = 50

/** `eval open311 --schemas DIR --url http://…`: whether every answer of a running server is as the published schemas say. */
export async function evaluateOpen311(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { schemas: { type: 'string' }, url: { type: 'string', default: 'http://localhost:8080' } } })
  const check = await checkerOf(need(values.schemas, '--schemas'))
  const ask = async (resource: string): Promise<unknown> => (await fetch(`${values.url}/open311/v2/${resource}`)).json()
  let [checked, valid] = [0, 0]
  const look = async (resource: string, schema: string): Promise<unknown> => {
    const answer = await ask(resource)
    const problem = check(schema, answer)
    checked += 1
    if (problem === null) valid += 1
    else note(`${resource}: ${problem}`)
    return answer
  }
  const services = Services.parse(await look('services.json', 'services.json'))
  for (const { service_code: code } of services) await look(`services/${code}.json`, 'service-definition.json')
  const requests = Requests.parse(await look('requests.json', 'requests.json'))
  for (const { service_request_id: id } of requests.slice(0, SAMPLE)) await look(`requests/${id}.json`, 'requests.json')
  return { checked, valid, services: services.length, requests: requests.length }
}

/** The schemas of a folder by file name; they have no dialect and speak of members without saying that they mean objects. */
async function checkerOf(folder: string): Promise<(schema: string, answer: unknown) => string | null> {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json') && !one.includes('swagger'))) ajv.addSchema(await readJson(path.join(folder, name), AnySchema), name)
  return (schema, answer) => (ajv.validate(schema, answer) ? null : ajv.errorsText())
}
