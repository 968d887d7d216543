import { Problem } from './problem.ts'
import { sha256Head } from './sha256.ts'

/** What the server asks of a device when very much is reported at once; see `proof-needed`. */
export interface Proof {
  readonly challenge: string
  readonly answer: number
}

/** So many tries before the page may breathe. */
const SLICE = 2000

/**
 * Sends; where the server asks for work first, does it and sends again. The person sees nothing but a moment.
 * @throws Problem of the server
 */
export async function withProof<T>(send: (proof?: Proof) => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    const puzzle = error instanceof Problem && error.code === 'proof-needed' ? puzzleOf(error.current) : undefined
    if (!puzzle) throw error
    return send(await solve(puzzle))
  }
}

/** A number such that SHA-256 of `challenge:number` begins with so many zero bits. */
export async function solve({ challenge, bits }: { readonly challenge: string; readonly bits: number }): Promise<Proof> {
  for (let answer = 0; ; answer += 1) {
    if (sha256Head(`${challenge}:${answer}`) >>> (32 - bits) === 0) return { challenge, answer }
    if (answer % SLICE === SLICE - 1) await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

function puzzleOf(current: unknown): { challenge: string; bits: number } | undefined {
  const { challenge, bits } = (current ?? {}) as { challenge?: unknown; bits?: unknown } // checked on the next line
  return typeof challenge === 'string' && typeof bits === 'number' && bits > 0 && bits <= 24 ? { challenge, bits } : undefined
}
