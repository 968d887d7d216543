import type { PastFile } from './repo-past.ts'

/** What became of one dispatched case. */
export interface PastCase {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly classCode: string
  readonly path: string
  /** When it was first dispatched, milliseconds. */
  readonly at: number
  /** Who had it first, and whether they returned it. */
  readonly first: string
  readonly isReturned: boolean
  /** Who finished it; null while it is open. */
  readonly finished: string | null
}

const FINISHED: readonly string[] = ['closed', 'archived']

/** Follows a case from its first dispatch; null when it was never dispatched to anybody. */
export function pastOf({ id, number, title, classCode, path, state, ownerUnit, hops }: PastFile): PastCase | null {
  const start = hops.findIndex(({ kind, to }) => kind !== 'return' && to !== null)
  const first = hops[start]
  if (!first || first.to === null) return null
  return {
    id, number, title, classCode, path, at: first.at, first: first.to,
    isReturned: hops[start + 1]?.kind === 'return',
    finished: FINISHED.includes(state) ? ownerUnit : null,
  }
}
