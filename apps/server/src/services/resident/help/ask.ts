import { Fault } from '@yihu/contracts'
import type { AnswerOf, askForHelp, BodyOf } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { toWgs84 } from '../../../platform/areas/index.ts'
import { groundOf, prepare, queryCodeOf, REPORTER } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { takeWithin } from '../../../platform/signals/index.ts'
import type { Taken } from '../../../platform/signals/index.ts'
import { itemOf } from '../catalogue/items.ts'

/** 代办与上门服务 of the street's own appeal classes. */
const HELP_CLASS = 'A140106'

/**
 * Asks that somebody comes and sees to a matter (代办): one signal and one case with owner and deadline like any other,
 * followed by number and query code. The same client id twice is one case.
 * @throws service-unknown, service-not-offered, coordinates-implausible
 */
export async function askHelp(context: Context, { id, body }: { readonly id: string; readonly body: BodyOf<typeof askForHelp> }): Promise<AnswerOf<typeof askForHelp>> {
  const { name, phone, clientId, lon, lat, crs, ...rest } = body
  const point = lon === undefined || lat === undefined ? undefined : toWgs84({ lon, lat }, crs)
  const where = await whereOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const { number, caseId } = await askWithin(tx, context, { ...where, ...rest, point, itemId: id, senderId: clientId, contact: { name, phone } })
    return { number, queryCode: queryCodeOf(context, caseId) }
  })
}

interface Asking {
  readonly street: string
  readonly ground: Ground
  readonly itemId: string
  readonly senderId: string
  readonly contact: { readonly name: string; readonly phone: string; readonly through?: string }
  readonly address: string
  readonly note?: string | undefined
  readonly point?: { readonly lon: number; readonly lat: number } | undefined
}

/** What is known before the transaction. */
export async function whereOf(context: Context): Promise<Pick<Asking, 'street' | 'ground'>> {
  const [street, ground] = await Promise.all([streetOf(context), groundOf(context)])
  return { street, ground }
}

/** The same within a transaction. */
export async function askWithin(tx: Tx, context: Context, { street, ground, itemId, senderId, contact, address, note, point }: Asking): Promise<Taken> {
  const now = context.clock.now()
  const { form } = await itemOf(tx, street, itemId)
  if (!form.canHelp) throw new Fault('service-not-offered', { details: { item: form.name, what: '代办' } })
  const prepared = prepare({
    source: 'resident', kind: 'service', senderId, at: now, takenAt: now, title: `代办：${form.name}`, classCode: HELP_CLASS, address, point, contact, by: REPORTER,
    text: [`请网格员上门代办“${form.name}”。`, `要带的材料：${form.materials.join('、') || '无'}。办理单位：${form.office}。`, ...(note ? [`${contact.through ? '代办人' : '本人'}说明：${note}`] : [])].join('\n'),
  }, ground)
  const [taken] = await takeWithin(tx, context, [prepared])
  if (!taken) throw new Fault('internal')
  return taken
}
