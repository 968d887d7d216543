const TEXT = Symbol('JSON text')

/** An answer written as JSON already, to be sent to many. */
export interface JsonText<T> {
  readonly [TEXT]: string
  /** What was written; for the compiler only. */
  readonly of?: T
}

/** Writes an answer once. */
export function jsonText<T>(answer: T): JsonText<T> {
  return { [TEXT]: JSON.stringify(answer) }
}

/** The text of a written answer; undefined for any other. */
export function textOf(answer: unknown): string | undefined {
  return typeof answer === 'object' && answer !== null && TEXT in answer ? String(answer[TEXT]) : undefined
}
