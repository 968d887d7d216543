import type { Message } from '@yihu/domain'
import type { Scenario } from '@yihu/scenarios'
import type { Homes } from '../care/index.ts'
import type { KnownDevice } from '../devices/index.ts'

const HOME = 'home '

/** What tells a subject from others. */
interface Speaker {
  readonly device: Pick<KnownDevice, 'id' | 'path' | 'address' | 'unitId'>
  readonly homes: Homes
}

/**
 * What a message is remembered and rung for: the device, the zone of its picture, or what it stands in together with
 * others. Devices of one person under care are of one home, whatever their addresses say; those with the same area and
 * address of one site; those of one unit of one enterprise.
 */
export function subjectOf({ dedupe: { per } }: Scenario, { device, homes }: Speaker, message: Message): string {
  switch (per) {
    case 'zone': return message.kind === 'seen' && message.zone !== null ? `${device.id}/${message.zone}` : device.id
    case 'home': return homeSubject(device.id, homes)
    case 'site': return siteOf(device)
    case 'enterprise': return device.unitId === null ? siteOf(device) : `@${device.unitId}`
    case 'point':
    case 'device':
    case 'lift': return device.id
  }
}

/** The home of a person. */
export function homeOf(personId: string): string {
  return `${HOME}${personId}`
}

/** Whether something is still remembered for this subject: a device that has come into a home speaks for that home, and a home without devices for nothing. */
export function isSubject({ dedupe: { per } }: Scenario, subject: string, homes: Homes): boolean {
  if (per !== 'home') return true
  return subject.startsWith(HOME) ? homes.has(subject.slice(HOME.length)) : homes.personOf(subject) === undefined
}

function homeSubject(deviceId: string, homes: Homes): string {
  const person = homes.personOf(deviceId)
  return person === undefined ? deviceId : homeOf(person)
}

function siteOf({ id, path, address }: Speaker['device']): string {
  return address === null ? id : `${path} ${address}`
}
