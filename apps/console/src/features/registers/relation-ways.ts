import { RELATION_KINDS, relationKind } from '@yihu/domain'
import type { Register, RelationEnd, RelationKindName } from '@yihu/domain'
import { optionsOf } from '../../app/options.ts'

/** A kind of relation as seen from one of its ends. */
export interface RelationWay {
  readonly kind: RelationKindName
  /** Whether it begins at the entry one stands on; roles are said of where it begins. */
  readonly isOutward: boolean
}

/** What a form calls a way. */
export function nameOfWay({ kind, isOutward }: RelationWay): string {
  return `${kind}/${isOutward ? 'out' : 'in'}`
}

const kinds = Object.keys(RELATION_KINDS) as RelationKindName[] // keys of a literal table

/** In which relations an entry of a register can stand: first those that begin at it. */
export function waysFrom(register: Register): readonly RelationWay[] {
  return [
    ...kinds.filter((kind) => relationKind(kind).from.includes(register)).map((kind) => ({ kind, isOutward: true })),
    ...kinds.filter((kind) => relationKind(kind).to.includes(register)).map((kind) => ({ kind, isOutward: false })),
  ]
}

/** What the other end can be. */
export function endsOf({ kind, isOutward }: RelationWay): readonly RelationEnd[] {
  const { from, to } = relationKind(kind)
  return isOutward ? to : from
}

/** Roles in the order of the table. */
export function rolesOf({ kind }: RelationWay): { readonly value: string; readonly label: string }[] {
  return optionsOf(relationKind(kind).roles)
}
