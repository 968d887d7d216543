import type { CatalogueItem, DocumentKind, EventKind, Taken } from './event.ts'
import { parked } from './event.ts'
import { momentOf, pointOf } from './moment.ts'
import { child, children, numberOf, textOf } from './xml-tree.ts'
import type { Element } from './xml-tree.ts'

/** AlarmType by AlarmMethod (GB/T 28181-2016 A.2.5.3, 2022 adds 13): 2 device, 5 video, 6 fault. */
const TYPES: Readonly<Record<string, Readonly<Record<string, EventKind>>>> = {
  2: { 1: 'video-lost', 2: 'tamper', 3: 'storage', 4: 'temperature', 5: 'temperature' },
  5: {
    1: 'manual', 2: 'motion', 3: 'object-left', 4: 'object-removed', 5: 'line-crossing', 6: 'intrusion', 7: 'wrong-way', 8: 'loitering',
    9: 'people-count', 10: 'crowd', 11: 'scene-changed', 12: 'fast-motion', 13: 'tamper',
  },
  6: { 1: 'storage', 2: 'device-fault' },
}

/** Where the method alone must do: 1 phone, 2 device, 3 text message, 4 GPS, 5 video, 6 device fault, 7 other. */
const METHODS: Readonly<Record<string, EventKind>> = { 1: 'manual', 2: 'alarm-input', 3: 'manual', 4: 'other', 5: 'motion', 6: 'device-fault', 7: 'other' }

const DOCUMENTS: Readonly<Record<string, DocumentKind>> = {
  Catalog: 'catalogue', DeviceInfo: 'device-info', DeviceStatus: 'device-status', Keepalive: 'keep-alive',
}

const ROOTS = ['Notify', 'Response', 'Control', 'Query']
const CODE = /^[\w-]{1,64}$/u

/** A MANSCDP document of GB/T 28181, or null when it is not one. */
export function readGb28181(root: Element): Taken | null {
  const command = textOf(root, 'CmdType')
  if (!ROOTS.includes(root.name) || command === null) return null
  if (command === 'Alarm') return readAlarm(root)
  const document = Object.hasOwn(DOCUMENTS, command) ? DOCUMENTS[command] : undefined
  if (document === undefined) return parked('unknown-document', `CmdType ${command}`)
  const device = textOf(root, 'DeviceID')
  if (document !== 'catalogue') return { state: 'document', document, device, items: [] }
  const items = children(child(root, 'DeviceList'), 'Item').map(itemOf)
  const named = items.filter((item) => item !== null)
  return named.length < items.length ? parked('incomplete', 'Item/DeviceID') : { state: 'document', document, device, items: named.filter(({ code }) => isCameraCode(code)) }
}

function readAlarm(root: Element): Taken {
  const device = textOf(root, 'DeviceID')
  const method = textOf(root, 'AlarmMethod')
  if (device === null || !CODE.test(device)) return parked('incomplete', 'DeviceID')
  // the answer to a subscription has no method; a notice of an alarm must
  if (root.name === 'Response') return { state: 'document', document: 'answer', device, items: [] }
  if (method === null || !Object.hasOwn(METHODS, method)) return parked('incomplete', `AlarmMethod ${method ?? ''}`)
  const info = child(root, 'Info') ?? child(root, 'info')
  const type = textOf(info, 'AlarmType') ?? textOf(root, 'AlarmType')
  const priority = numberOf(root, 'AlarmPriority')
  return {
    state: 'events',
    attachments: [],
    unread: [],
    events: [{
      source: 'gb28181', device, channel: null, channelName: null, isActive: true, label: null, zone: null, box: null,
      kind: (type === null ? undefined : TYPES[method]?.[type]) ?? METHODS[method] ?? 'other',
      rawKind: type === null ? method : `${method}/${type}`,
      at: momentOf(textOf(root, 'AlarmTime')),
      point: pointOf(numberOf(root, 'Longitude'), numberOf(root, 'Latitude')),
      priority: priority !== null && [1, 2, 3, 4].includes(priority) ? priority : null,
      description: textOf(root, 'AlarmDescription'),
    }],
  }
}

function itemOf(item: Element): CatalogueItem | null {
  const code = textOf(item, 'DeviceID')
  if (code === null || !CODE.test(code)) return null
  return {
    code,
    name: textOf(item, 'Name'),
    parent: textOf(item, 'ParentID'),
    address: textOf(item, 'Address'),
    maker: textOf(item, 'Manufacturer'),
    model: textOf(item, 'Model'),
    point: pointOf(numberOf(item, 'Longitude'), numberOf(item, 'Latitude')),
    status: statusOf((textOf(item, 'Event') ?? '').toUpperCase()) ?? statusOf((textOf(item, 'Status') ?? '').toUpperCase()),
  }
}

/** Of a notice the event (A.2.5.x: ON, OFF, VLOST, DEFECT, ADD, DEL, UPDATE), else the status (ON, OFF; some write OK). */
function statusOf(word: string): CatalogueItem['status'] {
  if (word === 'DEL') return 'gone'
  if (word === 'ON' || word === 'OK') return 'on'
  return word === 'OFF' || word === 'VLOST' || word === 'DEFECT' ? 'off' : null
}

/** Whether an entry of a catalogue is a camera: its code says so (GB/T 28181-2016, D.1: digits 11 to 13, 131 camera, 132 network camera); others are areas (2 to 8 digits), groups, recorders. */
function isCameraCode(code: string): boolean {
  return /^\d{10}13[12]\d{7}$/u.test(code) || !/^(?:\d{20}|(?:\d\d){1,4})$/u.test(code)
}
