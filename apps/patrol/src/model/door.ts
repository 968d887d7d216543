import type { DueItem } from '@yihu/contracts'
import { checkEntry, CODE_TABLES, fieldsOf, localDate } from '@yihu/domain'
import type { PoolField, Register } from '@yihu/domain'

/** What is registered, as the phone carries it. */
export type Known = NonNullable<DueItem['known']>[number]

/** What a worker says of one field; `value`: what is right, where it changed. */
export interface Looked {
  readonly as: 'right' | 'changed' | 'doubt'
  readonly value: string
}

/** What was said field by field, by `keyOf`. */
export type LookedAt = Readonly<Record<string, Looked>>

export const LOOKED = { right: '对', changed: '变了', doubt: '说不准' } as const satisfies Record<Looked['as'], string>

export function keyOf({ person, field }: Pick<Known, 'person' | 'field'>): string {
  return `${person?.id ?? ''}/${field}`
}

interface At {
  readonly kind: DueItem['subject']['kind']
  readonly known: readonly Known[]
  readonly looked: LookedAt
  /** Epoch ms. */
  readonly now: number
}

/** The register that a field belongs to; a grid or a part has none. */
function registerOf(kind: At['kind'], { person }: Pick<Known, 'person'>): Register | null {
  return person ? 'person' : kind === 'grid' || kind === 'part' ? null : kind
}

/** What a field holds, and the words to choose from where it is a code. */
export function fieldOf(kind: At['kind'], one: Known): { readonly kind: PoolField['kind']; readonly codes: Readonly<Record<string, string>> | null } {
  const register = registerOf(kind, one)
  const field = register === null ? undefined : fieldsOf(register)[one.field]
  return { kind: field?.kind ?? 'text', codes: field?.table ? CODE_TABLES[field.table] : null }
}

/** What was looked at, as it is sent, and by the rules of the registers what is wrong with what was typed. */
export function verifiedOf({ kind, known, looked, now }: At): { readonly verified: readonly object[]; readonly faults: Readonly<Record<string, string>> } {
  const faults: Record<string, string> = {}
  const verified = known.flatMap((one) => {
    const said = looked[keyOf(one)]
    if (!said) return []
    const head = { ...(one.person ? { person: one.person.id } : {}), field: one.field }
    if (said.as === 'right') return [{ ...head, as: 'right' }]
    if (said.as === 'doubt') return [{ ...head, as: 'wrong' }]
    const fault = faultOf(registerOf(kind, one), { one, value: said.value.trim(), now })
    if (fault) faults[keyOf(one)] = fault
    return [{ ...head, as: 'wrong', value: said.value.trim() }]
  })
  return { verified, faults }
}

function faultOf(register: Register | null, { one, value, now }: { one: Known; value: string; now: number }): string | undefined {
  if (value === '') return `请写现在的${one.label}，说不准的选“${LOOKED.doubt}”`
  return register === null ? undefined : checkEntry(register, { [one.field]: value }, { today: localDate(now), isPart: true }).errors[one.field]
}
