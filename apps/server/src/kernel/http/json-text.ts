const BYTES = Symbol('JSON bytes')

/** An answer written as JSON already, to be sent to many. */
export interface JsonText<T> {
  readonly [BYTES]: Buffer
  /** What was written; for the compiler only. */
  readonly of?: T
}

/** Writes an answer once, down to its bytes: encoding a long text for each reader costs more than sending it. */
export function jsonText<T>(answer: T): JsonText<T> {
  return { [BYTES]: Buffer.from(JSON.stringify(answer)) }
}

/** The bytes of a written answer; undefined for any other. */
export function bytesOf(answer: unknown): Buffer | undefined {
  if (typeof answer !== 'object' || answer === null || !(BYTES in answer)) return undefined
  return Buffer.isBuffer(answer[BYTES]) ? answer[BYTES] : undefined
}
