/** What a camera or recorder says has happened, in one vocabulary for all makers. */
export const EVENT_KINDS = [
  'motion', 'intrusion', 'line-crossing', 'region-entered', 'region-left', 'loitering', 'crowd', 'fast-motion', 'wrong-way',
  'parking', 'object-left', 'object-removed', 'people-count', 'alarm-input', 'infrared', 'fire', 'temperature', 'sound', 'plate',
  'manual', 'tamper', 'scene-changed', 'video-lost', 'storage', 'network', 'device-fault', 'other',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Share of the picture, 0…1, from its upper left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One thing that happened, as far as the message tells it. */
export interface CameraEvent {
  readonly source: 'hikvision' | 'gb28181'
  readonly kind: EventKind
  /** The maker's own word, kept whole. */
  readonly rawKind: string
  /** MAC address, serial number or national code: how the sender names itself. */
  readonly device: string
  readonly channel: string | null
  readonly channelName: string | null
  /** Epoch milliseconds by the sender's clock; null when it says none that can be read. */
  readonly at: number | null
  readonly isActive: boolean
  /** person, vehicle, or the maker's word. */
  readonly label: string | null
  readonly zone: string | null
  readonly box: Box | null
  readonly point: { readonly lon: number; readonly lat: number } | null
  /** 1 (most urgent) … 4, GB/T 28181 only. */
  readonly priority: number | null
  readonly description: string | null
}

/** A channel as a catalogue lists it (GB/T 28181-2016, A.2.1.9). */
export interface CatalogueItem {
  readonly code: string
  /** Null: a notice of a change that does not say it again. */
  readonly name: string | null
  readonly parent: string | null
  readonly address: string | null
  readonly maker: string | null
  readonly model: string | null
  readonly point: { readonly lon: number; readonly lat: number } | null
  /** Whether it works, as the platform says; gone: the platform has it no more. */
  readonly status: 'on' | 'off' | 'gone' | null
}

/** Messages that are understood and are no event. */
export const DOCUMENT_KINDS = [
  'catalogue', 'device-info', 'device-status', 'keep-alive', 'answer', 'storage-state', 'notification-hosts',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export const PARK_REASONS = [
  'empty', 'too-large', 'encoding', 'no-xml', 'malformed', 'doctype', 'too-deep', 'unknown-document', 'incomplete',
] as const
export type ParkReason = (typeof PARK_REASONS)[number]

/** A picture that came along. */
export interface Attachment {
  readonly type: string
  readonly bytes: Uint8Array
}

/** Kept for a person to look at, and to be read again once we know better. */
export interface Parked {
  readonly state: 'parked'
  readonly reason: ParkReason
  readonly detail: string
}

/** What became of one message: nothing is ever neither. `unread` are parts beside the events. */
export type Taken =
  | { readonly state: 'events'; readonly events: readonly CameraEvent[]; readonly attachments: readonly Attachment[]; readonly unread: readonly Parked[] }
  | { readonly state: 'document'; readonly document: DocumentKind; readonly device: string | null; readonly items: readonly CatalogueItem[] }
  | Parked

export function parked(reason: ParkReason, detail = ''): Parked {
  return { state: 'parked', reason, detail: detail.slice(0, 400).replaceAll(/\s+/gu, ' ').slice(0, 120) }
}
