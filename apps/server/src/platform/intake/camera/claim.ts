import type { Box, CatalogueItem } from './event.ts'

/** What a camera or platform claims to have seen, before its device is known. */
export interface Claim {
  /** Names under which the device may be registered, the most exact first. */
  readonly devices: readonly string[]
  /** The sender's id; null: made of the message itself. */
  readonly id: string | null
  /** Epoch milliseconds; null: when it arrived. */
  readonly at: number | null
  readonly kind: string
  readonly rawKind: string
  readonly label: string | null
  readonly zone: string | null
  readonly score: number | null
  readonly dwellMs: number
  readonly isActive: boolean
  readonly channel: string | null
  readonly box: Box | null
}

/** Something said in words that needs attention by itself. */
export interface Saying {
  readonly devices: readonly string[]
  readonly id: string
  readonly at: number | null
  readonly text: string
  /** What kind of words these are, in the scenarios' words; those who listen for it decide, instead of a case at once. */
  readonly class?: string | undefined
  readonly classCode?: string | undefined
  /** A camera's own call for help. */
  readonly emergency?: 'fire' | undefined
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

/** Values of a device that came by the generic form. */
export interface Values {
  readonly device: string
  readonly item: unknown
}

/** What a LoRaWAN device sent, as its network hands it on. */
export interface Uplink {
  readonly devices: readonly string[]
  /** Epoch milliseconds; null: when it arrived. */
  readonly at: number | null
  readonly bytes: Buffer
}

/** The cameras of a platform, by its own code. */
export interface Catalogue {
  readonly platform: string
  readonly items: readonly CatalogueItem[]
}

/** What a message of a camera or platform comes to. */
export interface IntakeRead {
  readonly claims: readonly Claim[]
  readonly sayings: readonly Saying[]
  readonly values: readonly Values[]
  readonly uplinks: readonly Uplink[]
  /** Pictures that came along with the claims. */
  readonly pictures: readonly Uint8Array[]
  /** Frigate's name of the tracked object, where it has a picture of it to be fetched. */
  readonly snapshot: string | null
  /** What was not understood. */
  readonly problems: readonly string[]
  /** Understood, and no event: keep-alive, catalogue … */
  readonly document: string | null
  /** What a platform lists in its catalogue. */
  readonly catalogue: Catalogue | null
  /** Who sent the document: names under which the device may be registered. */
  readonly sender: readonly string[]
}

export const NOTHING: IntakeRead = { claims: [], sayings: [], values: [], uplinks: [], pictures: [], snapshot: null, problems: [], document: null, catalogue: null, sender: [] }

/** A name as devices are registered: letters, digits, `_` and `-`; null where nothing is left. */
export function nameOf(text: string | null | undefined): string | null {
  const name = (text ?? '').trim().replaceAll(/[:.\s]/gu, '')
  return /^[\w-]{1,64}$/u.test(name) ? name : null
}

/** The names to look for: with the channel first, then without. */
export function namesOf(device: string | null, channel: string | null): string[] {
  const [name, part] = [nameOf(device), nameOf(channel)]
  return [...(name && part ? [`${name}-${part}`] : []), ...(name ? [name] : [])]
}
