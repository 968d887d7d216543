import type { ImportKindId } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { ImportKind } from './kind.ts'
import { orders } from './orders/kind.ts'
import { parts } from './parts/kind.ts'
import { relations } from './relations/kind.ts'
import { registerKind } from './registers/kind.ts'

const OWN: Partial<Readonly<Record<ImportKindId, ImportKind>>> = {
  orders, person: registerKind('person'), household: registerKind('household'), house: registerKind('house'), organisation: registerKind('organisation'), vehicle: registerKind('vehicle'), relation: relations, part: parts,
}
const others = new WeakMap<Context, ReadonlyMap<ImportKindId, ImportKind>>()

/** From now on this server also takes sheets of registers that stand above imports: who keeps them hands in how. */
export function importKindsWith(context: Context, kinds: readonly ImportKind[]): void {
  others.set(context, new Map(kinds.map((kind) => [kind.id, kind])))
}

/** @throws Error where nobody keeps such a register: a fault of composition */
export function kindOf(context: Context, id: ImportKindId): ImportKind {
  const kind = OWN[id] ?? others.get(context)?.get(id)
  if (!kind) throw new Error(`no module takes sheets of ${id}`)
  return kind
}
