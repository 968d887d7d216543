import { checkEntry } from '../pool/check.ts'
import { CODE_TABLES } from '../pool/codes.ts'
import { fieldsOf } from '../pool/fields.ts'
import type { PoolField, Register } from '../pool/fields.ts'
import { localDate } from '../time/zone.ts'
import type { VisitSubject } from './routine.ts'

/** What is registered of a field, masked; empty text: nothing is. `person`: whose of a household it is. */
export interface DoorKnown {
  readonly person: { readonly id: string; readonly name: string } | null
  readonly field: string
  readonly label: string
  readonly text: string
}

/** What somebody at the door says of one field; `value`: what is right, where it changed. */
export interface Looked {
  readonly as: 'right' | 'changed' | 'doubt'
  readonly value: string
}

/** What was said field by field, by `doorKey`. */
export type LookedAt = Readonly<Record<string, Looked>>

export const LOOKED = { right: '对', changed: '变了', doubt: '说不准' } as const satisfies Record<Looked['as'], string>

/** Whether what is registered was looked at during a visit. */
export const CHECKED = { right: '核对过，都对', some: '逐项核对', unknown: '有疑问，写在记录里', none: '这次没核对' } as const
export type Checked = keyof typeof CHECKED

/** What of it may be chosen: one by one only where what is registered is at hand. */
export function checkedChoices(known: readonly DoorKnown[]): Readonly<Partial<Record<Checked, string>>> {
  return Object.fromEntries(Object.entries(CHECKED).filter(([name]) => name !== 'some' || known.length > 0))
}

/** A field among those of a household and its people. */
export function doorKey({ person, field }: Pick<DoorKnown, 'person' | 'field'>): string {
  return `${person?.id ?? ''}/${field}`
}

/** The register that a field belongs to; a grid or a part has none. */
function registerOf(kind: VisitSubject, { person }: Pick<DoorKnown, 'person'>): Register | null {
  return person ? 'person' : kind === 'grid' || kind === 'part' ? null : kind
}

/** What a field holds, and the words to choose from where it is a code. */
export function doorField(kind: VisitSubject, one: DoorKnown): { readonly kind: PoolField['kind']; readonly codes: Readonly<Record<string, string>> | null } {
  const register = registerOf(kind, one)
  const field = register === null ? undefined : fieldsOf(register)[one.field]
  return { kind: field?.kind ?? 'text', codes: field?.table ? CODE_TABLES[field.table] : null }
}

/** What was chosen and typed in the form of a visit. */
export interface VisitSaid {
  readonly kind: VisitSubject
  /** Its records live on: there is something to verify. */
  readonly hasRecord: boolean
  readonly known: readonly DoorKnown[]
  /** Empty: not chosen yet. */
  readonly result: string
  readonly checked: string
  readonly looked: LookedAt
  /** Epoch ms. */
  readonly now: number
}

/** One field as a visit tells of it; `*`: all that is known. */
export interface Verified {
  readonly person?: string
  readonly field: string
  readonly as: 'right' | 'wrong' | 'unknown'
  readonly value?: string
}

/** What a visit verifies, what is wrong with what was typed, and what the form still lacks, in words. */
export function verifiedOf({ kind, hasRecord, known, result, checked, looked, now }: VisitSaid): { readonly verified: readonly Verified[]; readonly faults: Readonly<Record<string, string>>; readonly missing: string | null } {
  const none = { verified: [], faults: {} }
  if (result === '') return { ...none, missing: '请选这次的结果' }
  if (result !== 'met' || !hasRecord) return { ...none, missing: null }
  if (checked === '') return { ...none, missing: '请选登记的情况核对了没有' }
  if (checked !== 'some') return { ...none, verified: checked === 'right' || checked === 'unknown' ? [{ field: '*', as: checked }] : [], missing: null }
  const { verified, faults } = oneByOne({ kind, known, looked, now })
  const wrong = Object.keys(faults).length
  return { verified, faults, missing: verified.length === 0 ? '还没有核对哪一项；没核对的选“这次没核对”' : wrong > 0 ? `有 ${wrong} 项没写好，已标出来` : null }
}

function oneByOne({ kind, known, looked, now }: Pick<VisitSaid, 'kind' | 'known' | 'looked' | 'now'>): { readonly verified: readonly Verified[]; readonly faults: Readonly<Record<string, string>> } {
  const faults: Record<string, string> = {}
  const verified = known.flatMap((one): Verified[] => {
    const said = looked[doorKey(one)]
    if (!said) return []
    const head = { ...(one.person ? { person: one.person.id } : {}), field: one.field }
    if (said.as === 'right') return [{ ...head, as: 'right' }]
    if (said.as === 'doubt') return [{ ...head, as: 'wrong' }]
    const fault = faultOf(registerOf(kind, one), { one, value: said.value.trim(), now })
    if (fault) faults[doorKey(one)] = fault
    return [{ ...head, as: 'wrong', value: said.value.trim() }]
  })
  return { verified, faults }
}

function faultOf(register: Register | null, { one, value, now }: { readonly one: DoorKnown; readonly value: string; readonly now: number }): string | undefined {
  if (value === '') return `请写现在的${one.label}，说不准的选“${LOOKED.doubt}”`
  return register === null ? undefined : checkEntry(register, { [one.field]: value }, { today: localDate(now), isPart: true }).errors[one.field]
}
