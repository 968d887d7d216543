import { AppealForm, Fault } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { groundOf, moverOf, prepare } from '../cases/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { findParts } from '../pool/index.ts'
import { takeWithin } from '../signals/index.ts'
import type { Tree } from './format.ts'
import type { Jurisdiction } from './jurisdiction.ts'
import { degreesOf } from './params.ts'
import type { Params } from './params.ts'
import { OTHER, PART_ATTRIBUTE, servicesOf } from './service-list.ts'
import type { Service } from './service-list.ts'

interface Submission {
  readonly params: Params
  /** The key's owner. */
  readonly actor: Actor
  /** What the sender calls this submission, where it says so (`Idempotency-Key`). */
  readonly senderKey: string | undefined
}

/**
 * Takes a request like any other signal. The same submission twice is one request: by the sender's own key, else by its
 * whole content on one day of Shanghai, since the standard knows no such key and clients repeat what they got no answer to.
 * @throws Fault input-invalid, coordinates-implausible; permission-missing when the place lies outside the key's areas
 */
export async function submit(context: Context, street: Jurisdiction, { params, actor, senderKey }: Submission): Promise<Tree> {
  const service = await serviceIn(context, params)
  const where = await whereOf(context, { params, street, service })
  const now = context.clock.now()
  const senderId = `${actor.userId}/${senderKey ?? contentId(context, { params, day: localDate(now) })}`
  const input = {
    source: 'open311', senderId, at: now, takenAt: now, ...formOf(params, service), ...where,
    ...(service.code === OTHER ? {} : { classCode: service.code }), by: { ...moverOf(actor), id: null, name: actor.name },
  }
  const prepared = prepare(input, await groundOf(context))
  if (!covers(actor.scope, prepared.place.path)) throw new Fault('permission-missing', { details: { permission: '向这个区域报事' } })
  const [taken] = await context.db.transact(systemScope, (tx) => takeWithin(tx, context, [prepared]))
  if (!taken) throw new Fault('internal')
  const answer = { service_notice: '街道已收到，会按期限答复。', account_id: params.get('account_id') ?? null }
  return service.type === 'batch' ? { token: taken.caseId, ...answer } : { service_request_id: taken.number, ...answer }
}

async function serviceIn(context: Context, params: Params): Promise<Service> {
  const code = params.get('service_code')
  const service = servicesOf(await catalogueOf(context)).find((one) => one.code === code)
  if (!service) throw new Fault('input-invalid', { fields: { service_code: code === undefined ? '请给出服务代码' : '没有这种服务' } })
  return service
}

/** GeoReport v2: lat and long, or address_string, or address_id; a part's number is a place too. */
async function whereOf(context: Context, { params, street, service }: { params: Params; street: Jurisdiction; service: Service }) {
  const [lat, lon] = [degreesOf(params, 'lat'), degreesOf(params, 'long')]
  if ((lat === undefined) !== (lon === undefined)) throw new Fault('input-invalid', { fields: { [lat === undefined ? 'lat' : 'long']: 'lat 和 long 要一起给' } })
  const point = lat === undefined || lon === undefined ? undefined : { lat, lon }
  const found = point && street.tree.locate(point)
  if (point && !(found && isWithin(found.path, street.path))) throw new Fault('input-invalid', { fields: { lat: '这个位置不在本街道' } })
  const address = params.get('address_string')?.slice(0, 200)
  const part = service.hasAttributes ? await partOf(context, params) : undefined
  if (part) return { point: { lon: part.lon, lat: part.lat }, areaPath: part.path, ...(address ? { address } : {}) }
  const area = areaOf(params, street)
  if (!point && !address && !area) throw new Fault('input-invalid', { fields: { lat: '请给出 lat 和 long，或 address_string，或 address_id' } })
  return { ...(point ? { point } : {}), ...(address ? { address } : {}), ...(area && !point ? { areaPath: area.path } : {}) }
}

/** Our own address ids are the codes of areas. */
function areaOf(params: Params, { tree, path }: Jurisdiction) {
  const id = params.get('address_id')
  if (id === undefined) return undefined
  const area = tree.byCode(id)
  if (!area || !isWithin(area.path, path)) throw new Fault('input-invalid', { fields: { address_id: '没有这个地点' } })
  return area
}

async function partOf({ db }: Context, params: Params) {
  const code = params.get(`attribute[${PART_ATTRIBUTE}]`)
  if (code === undefined) return undefined
  const [part] = await db.transact(systemScope, (tx) => findParts(tx, [code]))
  if (!part) throw new Fault('input-invalid', { fields: { [`attribute[${PART_ATTRIBUTE}]`]: '没有这个部件编码' } })
  return part
}

const NAMES = ['last_name', 'first_name'] as const

/** Words and reporter as the resident's own form would have them; a picture is told by its address, nothing is fetched from there. */
function formOf(params: Params, service: Service): { text: string; contact?: { name?: string | undefined; phone?: string | undefined } } {
  const media = params.get('media_url')
  if (media !== undefined && !/^https?:\/\/\S{1,500}$/u.test(media)) throw new Fault('input-invalid', { fields: { media_url: '要是 http 或 https 的网址' } })
  const text = [params.get('description') ?? service.name, ...(media ? [`照片：${media}`] : [])].join('\n')
  const name = NAMES.flatMap((one) => params.get(one) ?? []).join('')
  const phone = params.get('phone')
  const form = AppealForm.pick({ text: true, contact: true }).safeParse({ text, ...(name || phone ? { contact: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) } } : {}) })
  if (form.success) return { text: form.data.text, ...(form.data.contact ? { contact: form.data.contact } : {}) }
  const wrong = { text: 'description', phone: 'phone', name: 'last_name' } as const
  const fields = Object.fromEntries(form.error.issues.map(({ path, message }) => [wrong[String(path.at(-1)) as keyof typeof wrong] ?? 'description', message])) // unknown ones are of the words
  throw new Fault('input-invalid', { fields })
}

/** One id for equal submissions, which tells nothing of what stands in them. */
function contentId({ vault }: Context, { params, day }: { params: Params; day: string }): string {
  const content = [...params].filter(([name]) => name !== 'api_key').toSorted(([a], [b]) => (a < b ? -1 : 1))
  return vault.index('open311', JSON.stringify([day, content])).toString('hex')
}
