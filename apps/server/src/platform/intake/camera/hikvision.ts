import type { Box, CameraEvent, DocumentKind, EventKind, Taken } from './event.ts'
import { parked } from './event.ts'
import { momentOf, pointOf } from './moment.ts'
import { child, children, numberOf, textOf } from './xml-tree.ts'
import type { Element } from './xml-tree.ts'

/** ISAPI eventType (Hikvision ISAPI developer guide, EventTrigger remarks), in small letters. */
const KINDS: Readonly<Record<string, EventKind>> = {
  vmd: 'motion', motion: 'motion', fielddetection: 'intrusion', linedetection: 'line-crossing', regionentrance: 'region-entered',
  regionexiting: 'region-left', loitering: 'loitering', group: 'crowd', persondensitydetection: 'crowd', personqueuedetection: 'crowd',
  rapidmove: 'fast-motion', parking: 'parking', unattendedbaggage: 'object-left', attendedbaggage: 'object-removed',
  peoplecounting: 'people-count', counting: 'people-count', io: 'alarm-input', pir: 'infrared', wlsensor: 'alarm-input',
  firedetection: 'fire', smokedetection: 'fire', fireescapedetection: 'fire', tma: 'temperature', tmpa: 'temperature',
  audioexception: 'sound', anpr: 'plate', vehicledetection: 'plate', shelteralarm: 'tamper', tamperdetection: 'tamper',
  scenechangedetection: 'scene-changed', defocus: 'scene-changed', videoloss: 'video-lost', badvideo: 'video-lost',
  videomismatch: 'video-lost', diskfull: 'storage', diskerror: 'storage', raidfailure: 'storage', recordingfailure: 'storage',
  nicbroken: 'network', ipconflict: 'network', illaccess: 'network', fanfailure: 'device-fault', overheat: 'device-fault',
}

const DOCUMENTS: Readonly<Record<string, DocumentKind>> = {
  ResponseStatus: 'answer', DeviceInfo: 'device-info', DeviceStatus: 'device-status', storage: 'storage-state',
  HttpHostNotificationList: 'notification-hosts', HttpHostNotification: 'notification-hosts',
}

const LABELS: Readonly<Record<string, string>> = { human: 'person', pedestrian: 'person', motorVehicle: 'vehicle' }

/** A document in Hikvision's ISAPI, or null when it is not one. */
export function readHikvision(root: Element): Taken | null {
  if (root.name === 'EventNotificationAlert') return readAlert(root)
  const document = Object.hasOwn(DOCUMENTS, root.name) ? DOCUMENTS[root.name] : undefined
  if (document === undefined) return null
  return { state: 'document', document, device: textOf(root, 'macAddress') ?? textOf(root, 'serialNumber'), items: [] }
}

function readAlert(alert: Element): Taken {
  const said = textOf(alert, 'eventType')
  const device = deviceOf(alert)
  if (said === null) return parked('incomplete', 'eventType')
  if (device === null) return parked('incomplete', 'macAddress')
  const isActive = textOf(alert, 'eventState') !== 'inactive'
  // the alert stream keeps itself alive with an inactive videoloss every few seconds (ISAPI guide, alertStream)
  if (said === 'videoloss' && !isActive) return { state: 'document', document: 'keep-alive', device, items: [] }
  const rawKind = said === 'duration' ? (textOf(child(child(alert, 'DurationList'), 'Duration'), 'relationEvent') ?? said) : said
  const common = {
    source: 'hikvision', rawKind, device, isActive,
    kind: KINDS[rawKind.toLowerCase()] ?? 'other',
    channel: textOf(alert, 'channelID') ?? textOf(alert, 'dynChannelID') ?? textOf(alert, 'inputIOPortID'),
    channelName: textOf(alert, 'channelName'),
    at: momentOf(textOf(alert, 'dateTime')),
    point: pointOf(numberOf(child(alert, 'GPS'), 'longitude'), numberOf(child(alert, 'GPS'), 'latitude')),
    priority: null,
    description: textOf(alert, 'eventDescription'),
  } as const
  const regions = children(child(alert, 'DetectionRegionList'), 'DetectionRegionEntry')
  const seen = regions.length > 0 ? regions.map(targetOf) : [targetOf(alert)]
  return { state: 'events', events: seen.map((target): CameraEvent => ({ ...common, ...target })), attachments: [], unread: [] }
}

/** What stands for the sender: its MAC address, else its serial number, else its network address. */
function deviceOf(alert: Element): string | null {
  return textOf(alert, 'macAddress')?.toLowerCase() ?? textOf(child(alert, 'Extensions'), 'serialNumber') ?? textOf(alert, 'serialNumber')
    ?? textOf(alert, 'ipAddress')
}

function targetOf(region: Element): Pick<CameraEvent, 'label' | 'zone' | 'box'> {
  const target = textOf(region, 'detectionTarget')
  return { label: target === null ? null : (LABELS[target] ?? target), zone: textOf(region, 'regionID'), box: boxOf(child(region, 'TargetRect')) }
}

function boxOf(rect: Element | null): Box | null {
  const [x, y] = [numberOf(rect, 'X') ?? numberOf(rect, 'x'), numberOf(rect, 'Y') ?? numberOf(rect, 'y')]
  const [width, height] = [numberOf(rect, 'width'), numberOf(rect, 'height')]
  if (x === null || y === null || width === null || height === null) return null
  return [x, y, width, height].every((side) => side >= 0 && side <= 1) ? { x, y, width, height } : null
}
