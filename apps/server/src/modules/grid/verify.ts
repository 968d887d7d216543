import { Fault } from '@yihu/contracts'
import type { VisitForm, VisitReceipt } from '@yihu/contracts'
import { fieldsOf, VISIT_SUBJECTS } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../../platform/audit/index.ts'
import { hearOf, membersOf, placeOfEntry } from '../../platform/pool/index.ts'
import { keepReceipt } from './repo-visit.ts'

interface Verifying {
  readonly visit: VisitForm
  readonly actor: Actor
  readonly ip: string | null
  readonly at: Date
  /** The receipt of a visit that verifies nothing. */
  readonly plain: VisitReceipt
}

/** What was said of a field of the subject or, with `person`, of somebody of the household. */
type Said = VisitForm['verified'][number]

/** How a field is called in visits and receipts, which name nobody. */
export function saidOf({ person, field }: Pick<Said, 'person' | 'field'>): string {
  return person === undefined ? field : `people.${field}`
}

/** The worst that was said of each field: of several people of a household one line is kept, without who. */
export function verifiedAs(said: readonly Said[]): Record<string, Said['as']> {
  const worst = ['unknown', 'right', 'wrong'] as const
  const fields: Record<string, Said['as']> = {}
  for (const one of said) {
    const before = fields[saidOf(one)] ?? 'unknown'
    fields[saidOf(one)] = worst.indexOf(one.as) > worst.indexOf(before) ? one.as : before
  }
  return fields
}

/**
 * Takes what was verified into the pool, once; who has moved leaves all that is known of them in doubt. Of people who are in
 * the household no more, or are kept elsewhere, nothing is taken, and the receipt says so: the visit itself stands.
 * @throws input-invalid, permission-missing, not-found, pool-entry-closed
 */
export async function takeOver(tx: Tx, context: Context, { visit, actor, ip, at, plain }: Verifying): Promise<VisitReceipt> {
  const { kind, id } = visit.subject
  if (kind === 'grid' || kind === 'part') throw new Fault('input-invalid', { fields: { verified: `${VISIT_SUBJECTS[kind]}没有要核实的项目` } })
  if (!actor.permissions.has('pool.write')) throw new Fault('permission-missing', { details: { permission: '登记和修改数据池' } })
  const all: readonly Said[] = [...visit.verified, ...(visit.result === 'moved' ? [{ field: '*', as: 'wrong' as const }] : [])]
  const members = new Set(kind === 'household' ? (await membersOf(tx, [id])).get(id) : [])
  const [taken, kept, warnings] = [new Set<string>(), new Set<string>(), new Map<string, string>()]
  for (const [person, said] of Map.groupBy(all, (one) => one.person)) {
    const of: { register: Register; id: string } = person === undefined ? { register: kind, id } : { register: 'person', id: person }
    if (person !== undefined && !(members.has(person) && await isOwn(tx, actor, person))) {
      for (const one of said) kept.add(saidOf(one))
      warnings.set('people', '有人已不在这一户，或由别处登记，这些人的情况没有改')
      continue
    }
    const heard = await hearOf(tx, context, { ...of, said, at, by: actor, reason: `走访记录 ${plain.id.slice(-12)}` })
    for (const field of heard.taken) taken.add(saidOf({ person, field }))
    for (const field of heard.kept) kept.add(saidOf({ person, field }))
    for (const [field, text] of Object.entries(heard.warnings)) warnings.set(saidOf({ person, field }), text)
    await record(tx, { at: context.clock.now(), by: actor, action: 'grid.verify', object: `${VISIT_SUBJECTS[person === undefined ? kind : 'person']} ${of.id.slice(-12)}`, result: 'done', ip, detail: { visit: plain.id, taken: heard.taken, kept: heard.kept } })
  }
  const receipt: VisitReceipt = { ...plain, taken: [...taken], kept: [...kept], warnings: Object.fromEntries(warnings) }
  await keepReceipt(tx, receipt)
  return receipt
}

async function isOwn(tx: Tx, { scope }: Actor, personId: string): Promise<boolean> {
  const place = await placeOfEntry(tx, { register: 'person', id: personId })
  return place !== undefined && covers(scope, place.path)
}

/** What a verified field is called. */
export function fieldLabel(kind: VisitForm['subject']['kind'], field: string): string {
  if (field === '*') return '全部登记'
  if (field.startsWith('people.')) return `住的人的${fieldsOf('person')[field.slice('people.'.length)]?.label ?? field}`
  return kind === 'grid' || kind === 'part' ? field : (fieldsOf(kind)[field]?.label ?? field)
}
