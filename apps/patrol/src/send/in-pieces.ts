import { offline } from '@yihu/client'

/** How far the other side is: so many bytes from the beginning, or what the whole became. */
export interface Progress<T> {
  readonly have: number
  readonly photo: T | null
}

interface InPieces<T> {
  readonly size: number
  readonly piece: number
  /** Asks how far it is. */
  readonly ask: () => Promise<Progress<T>>
  /** Sends what lies between two bytes. */
  readonly send: (from: number, to: number) => Promise<Progress<T>>
}

/** Sends something piece by piece from where the other side is; what throws half way is gone on with the next time. */
export async function inPieces<T>({ size, piece, ask, send }: InPieces<T>): Promise<T> {
  let at = await ask()
  while (at.photo === null) {
    const next = await send(at.have, Math.min(size, at.have + piece))
    if (next.photo === null && next.have <= at.have) throw offline(new Error('nothing more is taken'))
    at = next
  }
  return at.photo
}
