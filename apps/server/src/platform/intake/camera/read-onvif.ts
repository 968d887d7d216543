import { momentOf } from './moment.ts'
import { namesOf } from './claim.ts'
import type { Claim } from './claim.ts'
import type { EventKind } from './event.ts'
import { readTree, XmlRefused } from './xml-tree.ts'
import type { Element } from './xml-tree.ts'

/** By the last words of an ONVIF topic (ONVIF Core 9.4, Analytics 5), in small letters. */
const KINDS: readonly (readonly [RegExp, EventKind])[] = [
  [/cellmotiondetector|motionregiondetector|motionalarm/u, 'motion'], [/fielddetector|objectsinside/u, 'intrusion'], [/linedetector|crossed/u, 'line-crossing'],
  [/loitering/u, 'loitering'], [/counter|count/u, 'people-count'], [/tamper|globalscenechange|imagetoodark|imagetooblurry|imagetoobright/u, 'tamper'],
  [/signalloss|videoloss/u, 'video-lost'], [/digitalinput|logicalstate/u, 'alarm-input'], [/fire|smoke/u, 'fire'], [/hardwarefailure|storagefailure/u, 'device-fault'],
]

/** All elements of that name, wherever they stand. */
function all(element: Element, name: string): Element[] {
  return element.children.flatMap((each) => (each.name === name ? [each] : all(each, name)))
}

/**
 * Notifications of an ONVIF event service (WS-BaseNotification), with or without the SOAP envelope; `device` is who sends
 * them, since a notification names only tokens. Attributes are read from the text, as our tree has none.
 */
export function readOnvif(text: string, device: string | null): { readonly claims: Claim[]; readonly problems: string[] } {
  try {
    const root = readTree(text.trimStart())
    const notes = root.name === 'NotificationMessage' ? [root] : all(root, 'NotificationMessage')
    if (notes.length === 0) return { claims: [], problems: [`没有 NotificationMessage（${root.name.slice(0, 40)}）`] }
  } catch (error) {
    if (error instanceof XmlRefused) return { claims: [], problems: [`${error.reason} ${error.message}`.slice(0, 120)] }
    throw error
  }
  const notes = text.split(/<(?:[\w-]+:)?NotificationMessage[\s>]/u).slice(1)
  const read = notes.map((note) => readNote(note, device))
  return { claims: read.filter((one) => typeof one !== 'string'), problems: read.filter((one) => typeof one === 'string') }
}

function readNote(note: string, device: string | null): Claim | string {
  const topic = /<(?:[\w-]+:)?Topic[^>]*>\s*([^<\s]{1,200})\s*</u.exec(note)?.[1]
  if (topic === undefined) return '通知里没有 Topic'
  const utc = /\sUtcTime\s*=\s*["']([^"']{1,40})["']/u.exec(note)?.[1]
  const items = new Map([...note.matchAll(/<(?:[\w-]+:)?SimpleItem\s[^>]*>/gu)].flatMap(([item]) => {
    const [name, value] = [/\sName\s*=\s*["']([^"']{1,80})["']/u.exec(item)?.[1], /\sValue\s*=\s*["']([^"']{0,200})["']/u.exec(item)?.[1]]
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  }))
  const channel = items.get('VideoSourceConfigurationToken') ?? items.get('VideoSource') ?? items.get('Source') ?? items.get('InputToken') ?? null
  const devices = namesOf(device, channel)
  if (devices.length === 0) return '不知道是哪台设备：请在地址后加 ?device=设备编号'
  const words = topic.toLowerCase()
  const state = items.get('IsMotion') ?? items.get('IsInside') ?? items.get('State') ?? items.get('LogicalState') ?? 'true'
  const at = momentOf(utc ?? null)
  return {
    devices, at, id: at === null ? null : `${topic}/${channel ?? ''}/${at}/${items.get('ObjectId') ?? ''}/${state}`.slice(0, 200),
    kind: KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other', rawKind: topic, label: items.get('ClassTypes') ?? null, zone: items.get('Rule') ?? null,
    score: null, dwellMs: 0, isActive: state !== 'false' && state !== '0', channel, box: null,
  }
}
