import { z } from 'zod'
import { nameOf, NOTHING } from '../camera/claim.ts'
import type { IntakeRead } from '../camera/claim.ts'
import { momentOf } from '../camera/moment.ts'

const Eui = z.string().regex(/^[\da-f]{16}$/iu)
const Bytes = z.base64()
const Time = z.string().max(40)

/** ChirpStack 4, HTTP integration in JSON; the kind of event stands in the address, which tells no more than the fields do. */
const ChirpStack = z.object({ deviceInfo: z.object({ devEui: Eui, deviceName: z.string().max(200).nullish() }), time: Time.nullish(), data: Bytes.nullish() })

/** The Things Stack 3, webhook in JSON: empty fields are left out. */
const ThingsStack = z.object({
  end_device_ids: z.object({ device_id: z.string().max(64).nullish(), dev_eui: Eui.nullish() }), received_at: Time.nullish(),
  uplink_message: z.object({ received_at: Time.nullish(), frm_payload: Bytes.nullish() }).nullish(),
})

/** An event of a ChirpStack: an uplink, or a sign of life (join, status, acknowledgement). */
export function readChirpStack(parsed: unknown): IntakeRead {
  const read = ChirpStack.safeParse(parsed)
  if (!read.success) return wrong(read.error)
  const { deviceInfo: { devEui, deviceName }, time, data } = read.data
  return uplinkOf([devEui, deviceName], { time, data })
}

/** A message of a Things Stack: an uplink, or a sign of life. */
export function readThingsStack(parsed: unknown): IntakeRead {
  const read = ThingsStack.safeParse(parsed)
  if (!read.success) return wrong(read.error)
  const { end_device_ids: { device_id: id, dev_eui: eui }, received_at: receivedAt, uplink_message: uplink } = read.data
  return uplinkOf([eui, id], { time: uplink?.received_at ?? receivedAt, data: uplink?.frm_payload })
}

/** Devices are registered under their DevEUI, in letters of either size, or under their name at the network. */
function uplinkOf(names: readonly (string | null | undefined)[], { time, data }: { readonly time: string | null | undefined; readonly data: string | null | undefined }): IntakeRead {
  const devices = [...new Set(names.flatMap((name) => nameOf(name) ?? []).flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]))]
  if (devices.length === 0) return { ...NOTHING, problems: ['没有写明设备'] }
  if (!data) return { ...NOTHING, document: 'LoRaWAN 入网、状态或应答', sender: devices }
  return { ...NOTHING, uplinks: [{ devices, at: time ? momentOf(time) : null, bytes: Buffer.from(data, 'base64') }] }
}

function wrong(error: z.ZodError): IntakeRead {
  return { ...NOTHING, problems: [error.issues.slice(0, 3).map(({ path }) => `${path.join('.') || '消息'}：缺少或不合要求`).join('，')] }
}
