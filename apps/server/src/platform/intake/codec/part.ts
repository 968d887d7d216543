/** What a payload says: numbers in the vendor's units, words, groups of them, and lists of stored records. */
export type Value = number | string | Values | readonly Values[]
export interface Values {
  readonly [name: string]: Value
}

/** A piece of a payload: how many bytes it takes (from what stands there, where the length varies) and what they say. */
export interface Part {
  readonly bytes: number | ((view: DataView, at: number) => number)
  read(view: DataView, at: number): Values
}

/** Words by code. */
export type Words = Readonly<Record<number, string>>

const NIBBLE = 0x0f

type Raw = (view: DataView, at: number) => number

const UNSIGNED: Readonly<Record<1 | 2 | 4, Raw>> = {
  1: (view, at) => view.getUint8(at),
  2: (view, at) => view.getUint16(at, true),
  4: (view, at) => view.getUint32(at, true),
}

const SIGNED: Readonly<Record<1 | 2, Raw>> = {
  1: (view, at) => view.getInt8(at),
  2: (view, at) => view.getInt16(at, true),
}

/** An unsigned little-endian number, divided by `per`. */
export function uint(name: string, bytes: 1 | 2 | 4, per = 1): Part {
  return { bytes, read: (view, at) => ({ [name]: UNSIGNED[bytes](view, at) / per }) }
}

/** A signed little-endian number, divided by `per`. */
export function int(name: string, bytes: 1 | 2, per = 1): Part {
  return { bytes, read: (view, at) => ({ [name]: SIGNED[bytes](view, at) / per }) }
}

/** One byte that stands for a word; a code the vendor does not list is `unknown`. */
export function word(name: string, words: Words): Part {
  return custom(1, (view, at) => ({ [name]: wordOf(words, view.getUint8(at)) }))
}

/** The word for a code. */
export function wordOf(words: Words, code: number): string {
  return words[code] ?? 'unknown'
}

/** Bytes as lower-case hexadecimal digits. */
export function hex(name: string, bytes: number): Part {
  return custom(bytes, (view, at) => {
    const digits = Array.from({ length: bytes }, (_, index) => view.getUint8(at + index).toString(16).padStart(2, '0'))
    return { [name]: digits.join('') }
  })
}

/** Bytes that say nothing to us. */
export function skip(bytes: number): Part {
  return custom(bytes, () => ({}))
}

/** A piece with a meaning of its own. */
export function custom(bytes: Part['bytes'], read: Part['read']): Part {
  return { bytes, read }
}

/** A byte of two halves: upper and lower. */
export function halves(byte: number): readonly [upper: number, lower: number] {
  return [byte >> 4, byte & NIBBLE]
}

/** `v1.2` of two bytes; the hardware's minor number stands in the upper half of its byte. */
export function version(name: string, minor: 'byte' | 'upper-half'): Part {
  return custom(2, (view, at) => {
    const second = view.getUint8(at + 1)
    return { [name]: `v${view.getUint8(at)}.${minor === 'byte' ? second : halves(second)[0]}` }
  })
}

/** One record of the list `name`; records of one payload come in their order. */
export function record(name: string, parts: readonly Part[]): Part {
  return custom((view, at) => sizeOf(parts, view, at), (view, at) => ({ [name]: [readParts(parts, view, at)] }))
}

/** Bytes the parts take together. @throws RangeError beyond the end, where a length itself is missing. */
export function sizeOf(parts: readonly Part[], view: DataView, at: number): number {
  let end = at
  for (const { bytes } of parts) end += typeof bytes === 'number' ? bytes : bytes(view, end)
  return end - at
}

/** What the parts say, one behind the other. @throws RangeError beyond the end. */
export function readParts(parts: readonly Part[], view: DataView, at: number): Values {
  let values: Values = {}
  let next = at
  for (const part of parts) {
    values = merge(values, part.read(view, next))
    next += sizeOf([part], view, next)
  }
  return values
}

/** Later values win; lists grow. */
export function merge(values: Values, more: Values): Values {
  const merged: Record<string, Value> = { ...values }
  for (const [name, value] of Object.entries(more)) {
    const before = merged[name]
    merged[name] = isList(before) && isList(value) ? [...before, ...value] : value
  }
  return merged
}

function isList(value: Value | undefined): value is readonly Values[] {
  return Array.isArray(value)
}
