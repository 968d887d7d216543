import {
  createDevice as createContract, deviceChart, importDevices as importContract, listDeviceCommands, listDevices, listProducts as productsContract, mapDevices, markDevice as markContract,
  renewSecret as secretContract, saveDevice as saveContract, saveProduct as saveProductContract, sendDeviceCommand, showDevice, showWeather,
} from '@yihu/contracts'
import type { DeviceDetail } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, readUpload } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { chartOf } from './chart.ts'
import { commandsOf, sendCommand } from './command.ts'
import { importDevices } from './import.ts'
import { devicesOf, devicesOnMap } from './list.ts'
import { listProducts, saveProduct } from './product.ts'
import { createDevice, markDevice, renewSecret, saveDevice } from './save.ts'
import { detailOf } from './show.ts'
import { weatherOf } from './weather.ts'

const LARGEST_SHEET = 10 * 1024 * 1024

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  const edit = may('device.edit')
  const shown = (actor: Actor, id: string): Promise<DeviceDetail> => context.db.transact(actor.scope, (tx) => detailOf(tx, actor, { id, now: context.clock.now() }))
  router.on(productsContract, may('device.read'), async ({ actor }) => ({ products: await context.db.transact(actor.scope, listProducts) }))
  router.on(saveProductContract, edit, ({ params, body, actor, request }) => saveProduct(context, actor, { form: { ...params, ...body }, ip: request.ip }))
  router.on(listDevices, may('device.read'), ({ query, actor }) => devicesOf(context, actor, query))
  router.on(mapDevices, may('device.read'), ({ query, actor }) => devicesOnMap(context, actor, query))
  router.on(showWeather, may('device.read'), ({ actor }) => weatherOf(context, actor))
  router.on(createContract, edit, async ({ body, actor, request }) => {
    const { id, secret } = await createDevice(context, { actor, ip: request.ip }, body)
    return { device: await shown(actor, id), secret }
  })
  router.on(importContract, edit, async ({ query, actor, request }) => {
    const { bytes, name } = await readUpload(request, { maxBytes: LARGEST_SHEET })
    return importDevices(context, actor, { bytes, fileName: name, isDryRun: query.dryRun === 'true', ip: request.ip })
  })
  router.on(showDevice, may('device.read'), ({ params, actor }) => shown(actor, params.id))
  router.on(saveContract, edit, async ({ params, body, actor, request }) => {
    await saveDevice(context, { actor, ip: request.ip }, { ...body, ...params })
    return shown(actor, params.id)
  })
  router.on(markContract, edit, async ({ params, body, actor, request }) => {
    await markDevice(context, { actor, ip: request.ip }, { id: params.id, form: body })
    return shown(actor, params.id)
  })
  router.on(secretContract, edit, async ({ params, actor, request }) => ({ secret: await renewSecret(context, { actor, ip: request.ip }, params.id) }))
  router.on(deviceChart, may('device.read'), ({ params, query, actor }) => chartOf(context, actor, { ...params, ...query }))
  router.on(listDeviceCommands, may('device.read'), async ({ params, actor }) => ({ commands: await commandsOf(context, actor, params.id) }))
  router.on(sendDeviceCommand, may('device.command', { max: 60, windowSeconds: 60 }), ({ params, body, actor, request }) => sendCommand(context, actor, { id: params.id, body, ip: request.ip }))
}
