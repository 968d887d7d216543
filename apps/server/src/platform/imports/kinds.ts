import type { ImportKindId } from '@yihu/contracts'
import type { ImportKind } from './kind.ts'
import { orders } from './orders/kind.ts'

const KINDS: Readonly<Record<ImportKindId, ImportKind>> = { orders }

export function kindOf(id: ImportKindId): ImportKind {
  return KINDS[id]
}
