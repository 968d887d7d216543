import type { CaseDetail } from '@yihu/contracts'

/** What became of a move whose answer never came. */
export type Settled = 'made' | 'not-made' | 'overtaken'

/**
 * Compares a case with what it was when a move was sent and its answer lost: the same version means nothing happened; our
 * own move as the one next line means it was made; anything else, a colleague was there.
 */
export function settle(before: CaseDetail, after: CaseDetail, { move, myName }: { readonly move: string; readonly myName: string }): Settled {
  if (after.version === before.version) return 'not-made'
  const known = new Set(before.timeline.map(({ id }) => id))
  const [next] = after.timeline.filter(({ id }) => !known.has(id)).toSorted((a, b) => Number(a.id) - Number(b.id))
  return next?.kind === move && next.by?.name === myName ? 'made' : 'overtaken'
}
