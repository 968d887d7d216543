import type { Message } from '@yihu/domain'
import type { Scenario } from '@yihu/scenarios'
import type { Home, Homes } from '../care/index.ts'
import type { KnownDevice } from '../devices/index.ts'

const HOME = 'home '
/** Of what is remembered for devices the message makes no difference. */
const NOBODY: Message = { kind: 'away', at: 0, id: '', isAway: false }

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

/** With whom a device shares its memories: nothing is told of one of them while others are left out. */
export function companyOf(scenario: Scenario, speaker: Speaker): string {
  return scenario.dedupe.per === 'zone' ? speaker.device.id : subjectOf(scenario, speaker, NOBODY)
}

/** The home of a person. */
export function homeOf(personId: string): string {
  return `${HOME}${personId}`
}

/** Whose area decides which settings count and who is called: of a home the person's, else the device's own. */
export function placeOf({ dedupe: { per } }: Scenario, device: Pick<KnownDevice, 'path'>, home: Home | undefined): string {
  return per === 'home' ? (home?.path ?? device.path) : device.path
}

/** The home that a subject stands for; undefined: it is no home, or one without devices. */
export function homeBehind(subject: string, homes: Homes): Home | undefined {
  return subject.startsWith(HOME) ? homes.ofPerson(subject.slice(HOME.length)) : undefined
}

/** Whether something is still remembered for this subject: a device that has come into a home speaks for that home, and a home without devices for nothing. */
export function isSubject({ dedupe: { per } }: Scenario, subject: string, homes: Homes): boolean {
  if (per !== 'home') return true
  return subject.startsWith(HOME) ? homeBehind(subject, homes) !== undefined : homes.of(subject) === undefined
}

function homeSubject(deviceId: string, homes: Homes): string {
  const home = homes.of(deviceId)
  return home ? homeOf(home.personId) : deviceId
}

function siteOf({ id, path, address }: Speaker['device']): string {
  return address === null ? id : `${path} ${address}`
}
