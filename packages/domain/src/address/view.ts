import { unitOf } from './characters.ts'
import type { Unit } from './characters.ts'

/** What a feature sees before the first and after the last token. */
const BEFORE: Unit = { code: 1, exact: 1, kind: 50, suffix: 0 }
const AFTER: Unit = { code: 2, exact: 2, kind: 51, suffix: 0 }

/** An address made ready for asking questions about it. */
export interface AddressView {
  readonly size: number
  readonly units: readonly Unit[]
  /** For each place 0…size: the two nearest endings before it, the nearer in the low byte. */
  readonly endingsBefore: Int32Array
  /** The same from the place on. */
  readonly endingsFrom: Int32Array
}

/** Reads the tokens of an address. */
export function viewOf(tokens: readonly string[]): AddressView {
  const units = tokens.map(unitOf)
  const size = units.length
  const [endingsBefore, endingsFrom] = [new Int32Array(size + 1), new Int32Array(size + 1)]
  for (let at = 0; at < size; at += 1) endingsBefore[at + 1] = withEnding(endingsBefore[at] ?? 0, units[at]?.suffix ?? 0)
  for (let at = size - 1; at >= 0; at -= 1) endingsFrom[at] = withEnding(endingsFrom[at + 1] ?? 0, units[at]?.suffix ?? 0)
  return { size, units, endingsBefore, endingsFrom }
}

/** The unit at a place; beyond the ends a mark. */
export function unitAt({ units }: AddressView, at: number): Unit {
  return units[at] ?? (at < 0 ? BEFORE : AFTER)
}

function withEnding(endings: number, suffix: number): number {
  return suffix === 0 ? endings : ((endings & 0xff) << 8) | suffix
}
