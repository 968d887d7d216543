import type { ImportKindId } from '@yihu/contracts'
import type { ImportKind } from './kind.ts'
import { orders } from './orders/kind.ts'
import { parts } from './parts/kind.ts'
import { relations } from './relations/kind.ts'
import { registerKind } from './registers/kind.ts'

const KINDS: Readonly<Record<ImportKindId, ImportKind>> = {
  orders, person: registerKind('person'), household: registerKind('household'), house: registerKind('house'), organisation: registerKind('organisation'), vehicle: registerKind('vehicle'), relation: relations, part: parts,
}

export function kindOf(id: ImportKindId): ImportKind {
  return KINDS[id]
}
