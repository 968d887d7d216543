import { DeviceId, Fault } from '@yihu/contracts'
import type { AnswerOf, takeReadings as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Scope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { directoryOf } from '../devices/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { EMPTY, letterOf } from './parcel.ts'
import type { Parcel, Problem } from './parcel.ts'
import { readDeviceMessage } from './read-message.ts'
import { storeParcels } from './store.ts'

type Answer = AnswerOf<typeof contract>

/** The area a key's letters lie with. @throws permission-missing for a key without any */
export function pathOf({ scope }: Actor): string {
  const [path] = scope.paths === '*' ? [] : scope.paths
  if (path === undefined) throw new Fault('permission-missing', { details: { permission: '任何区域' } })
  return path
}

/** Takes a batch of a platform without MQTT, in one transaction; what is not understood is kept as letters and named in the answer. */
export async function takeReadings(context: Context, actor: Actor, items: readonly unknown[]): Promise<Answer> {
  const now = context.clock.now()
  const path = pathOf(actor)
  const known = await directoryOf(context).find(items.flatMap((item) => nameOf(item) ?? []))
  const parcels = items.map((item) => readItem(item, { known, actor, path, now }))
  const { readings } = await context.db.transact(systemScope, (tx) => storeParcels(tx, context, parcels))
  const refused = parcels.flatMap(({ letters: [letter] }, index) => (letter ? [{ index, device: nameOf(items[index]), message: letter.detail }] : []))
  return { taken: readings, refused }
}

interface Ground {
  readonly known: ReadonlyMap<string, KnownDevice>
  readonly actor: Actor
  readonly path: string
  readonly now: number
}

function readItem(item: unknown, { known, actor, path, now }: Ground): Parcel {
  const id = nameOf(item)
  const payload = Buffer.from(JSON.stringify(item) ?? 'null')
  const device = id === null ? undefined : known.get(id)
  const topic = `d/${id ?? '?'}/telemetry`
  const problem = problemOf(id, device, actor.scope)
  if (problem || !device) return { ...EMPTY, device: null, letters: letterOf(problem ? [problem] : [], { path, source: 'http', sender: id ?? actor.name, topic, payload, at: now }) }
  return readDeviceMessage(device, { source: 'http', topic, payload, now, arrivedAt: now })
}

function problemOf(id: string | null, device: KnownDevice | undefined, scope: Scope): Problem | null {
  if (id === null) return { reason: 'wrong-form', detail: '缺少 device（设备编号）' }
  if (!device) return { reason: 'device-unknown', detail: `没有登记设备 ${id}` }
  return covers(scope, device.path) ? null : { reason: 'out-of-scope', detail: `设备 ${id} 不在这个接口密钥的范围里` }
}

function nameOf(item: unknown): string | null {
  const id = typeof item === 'object' && item !== null && 'device' in item ? DeviceId.safeParse(item.device) : null
  return id?.success ? id.data : null
}
