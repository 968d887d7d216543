import { Fault } from '@yihu/contracts'
import type { BodyOf, createDevice as createContract, DeviceForm, markDevice as markContract, saveDevice as saveContract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { unitNames } from '../identity/index.ts'
import { placeDevice } from './place.ts'
import { productsOf } from './product.ts'
import { changeDevice, findDevice, insertDevices } from './repo-device.ts'
import type { DeviceInput, StoredDevice } from './repo-device.ts'
import { hashSecret, newSecret } from './secret.ts'

interface By {
  readonly actor: Actor
  readonly ip: string
}

/**
 * Registers a device; its secret is shown this once.
 * @throws product-unknown, unit-unknown, device-exists, device-place-missing, area-unknown, input-invalid
 */
export async function createDevice(context: Context, { actor, ip }: By, form: BodyOf<typeof createContract>): Promise<{ id: string; secret: string }> {
  const now = context.clock.now()
  const place = placeDevice(form, { tree: await areasOf(context), scope: actor.scope })
  const id = form.id ?? newId(now)
  const secret = newSecret()
  await context.db.transact(actor.scope, async (tx) => {
    await needKnown(tx, form)
    const added = await insertDevices(tx, [inputOf(form, { id, place, secret, at: new Date(now), by: actor.name })])
    if (!added.has(id)) throw new Fault('device-exists', { details: { id } })
    await emit(tx, { topic: 'device.changed', scopePath: place.areaPath, payload: { ids: [id] } })
    await record(tx, { at: now, by: actor, action: 'device.create', object: form.name, result: 'done', ip, detail: { id, productId: form.productId, areaPath: place.areaPath } })
  })
  return { id, secret }
}

/** A form with its place as a row. */
export function inputOf(form: DeviceForm, { id, place, secret, at, by }: { id: string; place: ReturnType<typeof placeDevice>; secret: string; at: Date; by: string }): DeviceInput {
  return {
    id, productId: form.productId, name: form.name, ...place, address: form.address || null, unitId: form.unitId || null, keeper: form.keeper || null, names: form.names ?? {}, secretHash: hashSecret(secret), at, by,
  }
}

/** @throws product-unknown, unit-unknown */
async function needKnown(tx: Tx, { productId, unitId }: Pick<DeviceForm, 'productId' | 'unitId'>): Promise<void> {
  if (!(await productsOf(tx)).some(({ id }) => id === productId)) throw new Fault('product-unknown', { details: { product: productId } })
  if (unitId && !(await unitNames(tx)).has(unitId)) throw new Fault('unit-unknown', { details: { unit: unitId } })
}

/** Changes a device. @throws not-found, conflict and as `createDevice` */
export async function saveDevice(context: Context, { actor, ip }: By, { id, version, state, ...form }: BodyOf<typeof saveContract> & { id: string }): Promise<void> {
  const place = placeDevice(form, { tree: await areasOf(context), scope: actor.scope })
  await changed(context, { actor, ip }, {
    id, version, action: 'device.change',
    change: async (tx) => {
      await needKnown(tx, form)
      return {
        product_id: form.productId, name: form.name, area_path: place.areaPath, area_name: place.areaName, lon: place.lon, lat: place.lat,
        address: form.address || null, unit_id: form.unitId || null, keeper: form.keeper || null, state, ...(form.names ? { names: form.names } : {}),
      }
    },
  })
}

/** Sets or takes back the mark of maintenance or fault. @throws not-found, input-invalid */
export async function markDevice(context: Context, by: By, { id, form }: { id: string; form: BodyOf<typeof markContract> }): Promise<void> {
  const now = context.clock.now()
  if (form.mark === 'maintenance' && Date.parse(form.until) <= now) throw new Fault('input-invalid', { fields: { until: '结束时间要在现在以后' } })
  const none = { maintenance_until: null, maintenance_note: null, fault_at: null, fault_note: null }
  const marks = {
    maintenance: () => (form.mark === 'maintenance' ? { ...none, maintenance_until: new Date(form.until), maintenance_note: form.note } : none),
    fault: () => (form.mark === 'fault' ? { ...none, fault_at: new Date(now), fault_note: form.note } : none),
    none: () => none,
  }
  await changed(context, by, { id, action: `device.mark-${form.mark}`, change: async () => marks[form.mark]() })
}

/** Gives a device another secret, shown this once; the one before is out of force. @throws not-found */
export async function renewSecret(context: Context, by: By, id: string): Promise<string> {
  const secret = newSecret()
  await changed(context, by, { id, action: 'device.secret', change: async () => ({ secret_hash: hashSecret(secret), secret_at: new Date(context.clock.now()) }) })
  return secret
}

interface Changing {
  readonly id: string
  readonly version?: number
  readonly action: string
  readonly change: (tx: Tx, device: StoredDevice) => Promise<Omit<Parameters<typeof changeDevice>[2], 'at'>>
}

async function changed(context: Context, { actor, ip }: By, { id, version, action, change }: Changing): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const device = await findDevice(tx, id, { isLocked: true })
    if (!device) throw new Fault('not-found')
    if (version !== undefined && version !== device.version) throw new Fault('conflict', { current: { version: device.version } })
    await changeDevice(tx, device, { ...(await change(tx, device)), at: new Date(now) })
    await emit(tx, { topic: 'device.changed', scopePath: device.area_path, payload: { ids: [id] } })
    await record(tx, { at: now, by: actor, action, object: device.name, result: 'done', ip, detail: { id } })
  })
}
