import { createHash } from 'node:crypto'

/** One link of a chain as it is stored beside its record. */
export interface Link {
  readonly seq: number
  readonly prev: Buffer
  readonly hash: Buffer
}

/** The end of a chain: how many links there are and the hash of the last. */
export interface Head {
  readonly seq: number
  readonly hash: Buffer
}

/**
 * The one text of a JSON value (RFC 8785): keys sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes
 * them, instants as ISO 8601 in UTC. Members that are undefined do not exist.
 * @throws TypeError for what JSON cannot say: NaN, bigint, functions, Map, Buffer …
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`no canonical form of ${value}`)
    return JSON.stringify(value)
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map((item: unknown) => (item === undefined ? 'null' : canonical(item))).join(',')}]`
  if (!isPlain(value)) throw new TypeError(`no canonical form of a ${typeof value}`)
  const members = Object.entries(value).filter(([, item]) => item !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The hash of a link: SM3(hash of the link before ‖ canonical text of the record), 32 bytes. */
export function linkHash(prev: Buffer, canonicalText: string): Buffer {
  return createHash('sm3').update(prev).update(canonicalText, 'utf8').digest()
}

/** What the first link of a chain follows: SM3('yihu:' + chain). Links of one chain fit into no other. */
export function genesis(chain: string): Buffer {
  return createHash('sm3').update(`yihu:${chain}`, 'utf8').digest()
}

/** Links for records that follow `head`, in order. */
export function linksAfter(head: Head, records: readonly unknown[]): Link[] {
  let { seq, hash } = head
  return records.map((record) => {
    const prev = hash
    seq += 1
    hash = linkHash(prev, canonical(record))
    return { seq, prev, hash }
  })
}
