import type { LetterReason } from '@yihu/contracts'
import type { KnownDevice, Reading } from '../devices/index.ts'

/** Why a message or a part of it was not taken. */
export interface Problem {
  readonly reason: LetterReason
  /** Which part: names and values, readable, without what the message holds besides. */
  readonly detail: string
}

/** A message that is kept because it could not be read, or not whole. */
export interface Letter extends Problem {
  /** Area of the device, or of the key that brought it. */
  readonly path: string
  readonly source: 'mqtt' | 'http' | 'intake'
  readonly sender: string
  readonly topic: string
  readonly payload: Buffer
  /** Milliseconds. */
  readonly at: number
}

/** What a camera claims to have seen. */
export interface Sighting {
  readonly device: number
  readonly senderId: string
  readonly at: number
  readonly kind: string
  readonly rawKind: string
  readonly label: string | null
  readonly zone: string | null
  readonly score: number | null
  readonly dwellMs: number
  readonly isActive: boolean
  readonly channel: string | null
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
}

/** Readings of a message without a time of its own: taken only when its id is new. */
export interface Guarded {
  readonly device: number
  readonly id: string
  readonly readings: readonly Reading[]
}

/** What one message comes to; it is stored whole or not at all. */
export interface Parcel {
  readonly device: KnownDevice | null
  readonly readings: readonly Reading[]
  readonly guarded: readonly Guarded[]
  readonly sightings: readonly Sighting[]
  readonly letters: readonly Letter[]
}

export const EMPTY: Omit<Parcel, 'device'> = { readings: [], guarded: [], sightings: [], letters: [] }

export const MOST_PAYLOAD = 65_536

const MOST_DETAIL = 400

/** The letter of a message with problems; the first names the reason, all stand in the detail. */
export function letterOf(problems: readonly Problem[], about: Omit<Letter, 'reason' | 'detail'>): Letter[] {
  const [first] = problems
  if (!first) return []
  const detail = [...new Set(problems.map((one) => one.detail))].join('；').replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, MOST_DETAIL)
  return [{ ...about, reason: first.reason, detail, payload: about.payload.subarray(0, MOST_PAYLOAD) }]
}
