import type { SearchKind } from '@yihu/contracts'

/** The page of a thing that was found. */
export function pageOf(kind: SearchKind, id: string): string {
  const at = encodeURIComponent(id)
  if (kind === 'case') return `/cases/${at}`
  if (kind === 'place') return `/areas?code=${at}`
  return kind === 'device' ? `/devices?at=${at}` : `/registers?of=${kind}&at=${at}`
}
