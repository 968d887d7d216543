import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { classOfEmergency, lockEmergencies, sameEmergency } from '../alarms/index.ts'
import { groundOf, moverOf, noteCase, numbersOf, prepare } from '../cases/index.ts'
import type { Ground, Prepared } from '../cases/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { rememberSignals, takenAs, takeWithin } from '../signals/index.ts'
import type { Saying } from './camera/claim.ts'

/** Words that need attention by themselves, and whose they are. */
export interface Said {
  readonly saying: Saying
  readonly device: KnownDevice
}

/** Makes cases of words; what a camera says of an emergency that is a case already is a remark there. @returns their numbers */
export async function callHelp(tx: Tx, context: Context, said: readonly Said[], { actor, now }: { readonly actor: Actor; readonly now: number }): Promise<string[]> {
  if (said.length === 0) return []
  const ground = await groundOf(context)
  const numbers: string[] = []
  await lockEmergencies(tx, said.flatMap(({ saying }) => saying.emergency ?? []))
  for (const one of said) {
    const prepared = signalOf(one, { ground, actor, now })
    numbers.push((await remarked(tx, prepared, { ...one, now })) ?? (await takeWithin(tx, context, [prepared]))[0]?.number ?? '')
  }
  return numbers
}

/** The number of the case that says it already; the same word twice is one remark. Undefined: there is none. */
async function remarked(tx: Tx, prepared: Prepared, { saying: { emergency }, device, now }: Said & { readonly now: number }): Promise<string | undefined> {
  const { input: { senderId = '', text, at }, place: { point, address }, core: { classCode }, dues: { dueAt } } = prepared
  if (emergency === undefined || (await takenAs(tx, 'camera', [senderId])).size > 0) return undefined
  const same = await sameEmergency(tx, { emergency, at, point, address, isSeen: true, classCode, dueAt })
  if (!same) return undefined
  await rememberSignals(tx, [{ ...prepared, id: same.caseId }])
  await noteCase(tx, { caseId: same.caseId, at: now, note: `${text}（${device.areaName}；${same.says}）` })
  return (await numbersOf(tx, [same.caseId])).get(same.caseId)
}

function signalOf({ saying, device }: Said, { ground, actor, now }: { readonly ground: Ground; readonly actor: Actor; readonly now: number }): Prepared {
  const { lon, lat, emergency } = saying
  const point = lon !== undefined && lat !== undefined ? { lon, lat } : (device.place ?? undefined)
  return prepare({
    source: 'camera', senderId: `${actor.userId}/${saying.id}`, at: Math.min(saying.at ?? now, now), takenAt: now, text: saying.text,
    classCode: saying.classCode ?? (emergency && ground.known(classOfEmergency(emergency))), by: { ...moverOf(actor), id: null, name: actor.name }, point,
    ...(point ? {} : { areaPath: device.path, placeSource: 'code' as const }),
  }, ground)
}
