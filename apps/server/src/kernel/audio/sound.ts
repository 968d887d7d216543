/** The sound of a container: its bytes without anything else, and how long it plays. */
export interface Sound {
  readonly bytes: Buffer
  readonly seconds: number
}

/** A minute of sound has some thousand pieces; what has more costs memory only. */
const MOST_PIECES = 100_000

/** The pieces of a container. @throws Error when there are too many */
export function* fewPieces<T>(pieces: Iterable<T>): Generator<T> {
  let count = 0
  for (const piece of pieces) {
    count += 1
    if (count > MOST_PIECES) throw new Error('too many pieces')
    yield piece
  }
}
