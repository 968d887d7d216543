import { UNIT_KINDS, UnitKind } from '@yihu/contracts'

/** What a kind of unit is called; one that only a later server knows keeps its own word. */
export function kindName(kind: string): string {
  const known = UnitKind.safeParse(kind)
  return known.success ? UNIT_KINDS[known.data] : kind
}
