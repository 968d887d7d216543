import { Fault } from '@yihu/contracts'
import type { AnswerOf, askForHelp, BodyOf } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { toWgs84 } from '../../../platform/areas/index.ts'
import { groundOf, prepare, queryCodeOf, REPORTER } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { takeWithin } from '../../../platform/signals/index.ts'
import { itemOf } from '../catalogue/items.ts'

/** 代办与上门服务 of the street's own appeal classes. */
const HELP_CLASS = 'A140106'

/**
 * Asks that somebody comes and sees to a matter (代办): one signal and one case with owner and deadline like any other,
 * followed by number and query code. The same client id twice is one case.
 * @throws service-unknown, service-not-offered, coordinates-implausible
 */
export async function askHelp(context: Context, { id, body }: { readonly id: string; readonly body: BodyOf<typeof askForHelp> }): Promise<AnswerOf<typeof askForHelp>> {
  const [street, ground, now] = [await streetOf(context), await groundOf(context), context.clock.now()]
  const { name, phone, address, note, lon, lat, crs, clientId } = body
  return context.db.transact(systemScope, async (tx) => {
    const { form } = await itemOf(tx, street, id)
    if (!form.canHelp) throw new Fault('service-not-offered', { details: { item: form.name, what: '代办' } })
    const point = lon === undefined || lat === undefined ? undefined : toWgs84({ lon, lat }, crs)
    const prepared = prepare({
      source: 'resident', kind: 'service', senderId: clientId, at: now, takenAt: now, title: `代办：${form.name}`, classCode: HELP_CLASS, address, point, contact: { name, phone }, by: REPORTER,
      text: [`请网格员上门代办“${form.name}”。`, `要带的材料：${form.materials.join('、') || '无'}。办理单位：${form.office}。`, ...(note ? [`本人说明：${note}`] : [])].join('\n'),
    }, ground)
    const [taken] = await takeWithin(tx, context, [prepared])
    if (!taken) throw new Fault('internal')
    return { number: taken.number, queryCode: queryCodeOf(context, taken.caseId) }
  })
}
