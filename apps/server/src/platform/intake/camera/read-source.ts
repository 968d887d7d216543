import { readChirpStack, readThingsStack } from '../codec/read-webhook.ts'
import { namesOf, NOTHING } from './claim.ts'
import type { Claim, IntakeRead } from './claim.ts'
import type { CameraEvent } from './event.ts'
import { readFrigate, readGeneric } from './read-json.ts'
import { readCameraMessage } from './read-message.ts'
import { readOnvif } from './read-onvif.ts'

/** Cameras send the scene and what they mean in it. */
const MOST_PICTURES = 4

/** Whose message a door takes. */
export type IntakeSource = 'hikvision' | 'frigate' | 'gb28181' | 'onvif' | 'video' | 'generic' | 'chirpstack' | 'things-stack'

const JSON_READERS: Readonly<Partial<Record<IntakeSource, (parsed: unknown) => IntakeRead>>> = { frigate: readFrigate, chirpstack: readChirpStack, 'things-stack': readThingsStack }

/** Reads a message of one source; `device` is what the address adds where the message names nobody. Never throws. */
export function readSource(source: IntakeSource, payload: Buffer, device: string | null): IntakeRead {
  if (source === 'hikvision' || source === 'gb28181') return readCamera(payload)
  if (source === 'onvif') return { ...NOTHING, ...readOnvif(payload.toString('utf8'), device) }
  const parsed = parse(payload)
  if (parsed === undefined) return { ...NOTHING, problems: [payload.length === 0 ? '消息是空的' : '不是有效的 JSON'] }
  return (JSON_READERS[source] ?? readGeneric)(parsed)
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

function readCamera(payload: Buffer): IntakeRead {
  const taken = readCameraMessage(payload)
  if (taken.state === 'parked') return { ...NOTHING, problems: [`${taken.reason} ${taken.detail}`.trim()] }
  if (taken.state === 'document') {
    const { document, device, items } = taken
    return { ...NOTHING, document, sender: namesOf(device, null), catalogue: device !== null && items.length > 0 ? { platform: device, items } : null }
  }
  const pictures = taken.attachments.filter(({ type }) => type.startsWith('image/')).slice(0, MOST_PICTURES).map(({ bytes }) => bytes)
  return { ...NOTHING, claims: taken.events.map(claimOf), pictures, problems: taken.unread.map(({ reason, detail }) => `${reason} ${detail}`.trim()) }
}

function claimOf(event: CameraEvent): Claim {
  const { device, channel, kind, rawKind, at, isActive, label, zone, box } = event
  return {
    devices: namesOf(device, channel), id: at === null ? null : [kind, channel, zone, label, at, isActive].map((part) => part ?? '').join('/'), at, kind, rawKind, label, zone,
    score: null, dwellMs: 0, isActive, channel, box,
  }
}

