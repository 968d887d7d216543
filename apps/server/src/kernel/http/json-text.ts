import { gzipSync } from 'node:zlib'

const BYTES = Symbol('JSON bytes')

/** An answer written as JSON already, to be sent to many. */
export interface JsonText<T> {
  readonly [BYTES]: Written
  /** What was written; for the compiler only. */
  readonly of?: T
}

/** An answer as it goes over the wire, plain and packed. */
class Written {
  #gzip: Buffer | undefined
  readonly plain: Buffer

  constructor(plain: Buffer) {
    this.plain = plain
  }

  /** Packed once for all who ask, when the first asks. */
  get gzip(): Buffer {
    return (this.#gzip ??= gzipSync(this.plain))
  }
}

/** Writes an answer once, down to its bytes: encoding and packing a long text for each reader costs more than sending it. */
export function jsonText<T>(answer: T): JsonText<T> {
  return { [BYTES]: new Written(Buffer.from(JSON.stringify(answer))) }
}

/** The bytes of a written answer; undefined for any other. */
export function writtenOf(answer: unknown): Written | undefined {
  if (typeof answer !== 'object' || answer === null || !(BYTES in answer)) return undefined
  return answer[BYTES] instanceof Written ? answer[BYTES] : undefined
}

/** Whether a reader takes gzip (RFC 9110, 12.5.3). */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  return acceptEncoding !== undefined && /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/u.test(acceptEncoding)
}
