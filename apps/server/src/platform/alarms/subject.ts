import type { Message } from '@yihu/domain'
import type { Scenario } from '@yihu/scenarios'
import type { KnownDevice } from '../devices/index.ts'

type Placed = Pick<KnownDevice, 'id' | 'path' | 'address' | 'unitId'>

/**
 * What a message is remembered and rung for: the device, the zone of its picture, or what it stands in together with
 * others. Devices with the same area and the same address are of one home or site, those of one unit of one enterprise.
 */
export function subjectOf({ dedupe: { per } }: Scenario, device: Placed, message: Message): string {
  switch (per) {
    case 'zone': return message.kind === 'seen' && message.zone !== null ? `${device.id}/${message.zone}` : device.id
    case 'home':
    case 'site': return placeOf(device)
    case 'enterprise': return device.unitId === null ? placeOf(device) : `@${device.unitId}`
    case 'point':
    case 'device':
    case 'lift': return device.id
  }
}

function placeOf({ id, path, address }: Placed): string {
  return address === null ? id : `${path} ${address}`
}
