import type { CardField, PoolCard, RelationRow } from '@yihu/contracts'
import { checkEntry, doubledAmong, fieldsOf, localDate, relationKind } from '@yihu/domain'
import type { PoolValues, Register, RelationKindName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { mayRead, wordsOf } from './around.ts'
import { namesOf } from './names.ts'
import type { Names } from './names.ts'
import { findBatch, HISTORY_KEYS } from './repo-history.ts'
import { chainAbove, contactsAbove, householdsIn, likenessesOf, relationsOf } from './repo-relation.ts'
import type { StoredRelation } from './repo-relation.ts'
import { factOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { personalOf, textOfValue } from './show-person.ts'

/** An entry with all that belongs to it, as one page shows it; people masked unless they hold an office. What does not wait for one another is asked in one go. */
export async function cardOf(tx: Tx, context: Context, { entry, actor }: { entry: StoredEntry; actor: Actor }): Promise<PoolCard> {
  const today = localDate(context.clock.now())
  const households = entry.register === 'house' ? await householdsIn(tx, [entry.id]) : []
  const [words, all, likely, batch] = await Promise.all([
    wordsOf(tx, context), relationsOf(tx, [entry.id, ...households]), entry.register === 'person' ? likenessesOf(tx, entry.id) : [], findBatch(tx, entry.batchId),
  ])
  const relations = all.filter((relation) => isShown(relation, actor))
  const current = relations.filter(isCurrent)
  const looked = [entry.id, ...households, ...current.filter(({ kind, from_id }) => kind === 'household' && from_id === entry.id).flatMap(({ to_id }) => to_id ?? [])]
  const [links, chain] = await Promise.all([
    mayRead(actor, 'person') ? contactsAbove(tx, looked) : [],
    chainAbove(tx, entry.register === 'organisation' ? [entry.id] : current.filter(({ kind }) => kind === 'branch-member').flatMap(({ to_id }) => to_id ?? [])),
  ])
  const names = await namesOf(tx, context, { words, relations, persons: [...likely, ...links.map(({ personId }) => personId), ...chain.flatMap(({ secretaryId }) => secretaryId ?? [])], own: [entry] })
  return {
    register: entry.register, id: entry.id, version: entry.version, title: names.titleOf(entry), areaPath: entry.areaPath, areaName: words.areaName(entry.areaPath), state: entry.state,
    tags: entry.tags.map((code) => ({ code, name: words.tagName(code) })), fields: fieldsShown(context, entry, today),
    relations: relations.map((relation) => relationRow(relation, { own: [entry.id, ...households], names })),
    conflicts: conflictsOf(entry, current, likely.length), likely: likely.map((id) => ({ id, name: names.nameOf(id), detail: names.detailOf(id) })), members: membersOf(entry, { current, households, names }),
    contacts: links.map(({ level, personId }) => ({ level, personId, name: names.nameOf(personId), roleName: relationKind('contact').roles[level] ?? level })),
    chain: chain.map(({ id, name, level, secretaryId }) => ({ id, name, level, secretary: secretaryId ? names.nameOf(secretaryId) : null })),
    broughtBy: batch ? { title: batch.title, source: batch.source, by: batch.by_name, at: batch.at.toISOString() } : null,
    point: await pointOf(context, entry), pointFact: placeFact(entry),
    mergedInto: entry.mergedInto, mayEdit: actor.permissions.has('pool.write') && !['merged', 'erased'].includes(entry.state), mayReveal: entry.register === 'person' && actor.permissions.has('person.reveal'),
  }
}

/** Where it stands. Of people nothing: their homes are no marks on a map. */
async function pointOf(context: Context, { register, lon, lat, areaPath }: StoredEntry): Promise<PoolCard['point']> {
  if (register === 'organisation') return lon === null || lat === null ? null : { lon, lat }
  return register === 'house' ? ((await areasOf(context)).byPath(areaPath)?.point ?? null) : null
}

/** Of an organisation that stands somewhere where that comes from. */
function placeFact({ register, lon, facts }: StoredEntry): PoolCard['pointFact'] {
  const [source, asOf, state] = (register === 'organisation' && lon !== null && factOf(facts, HISTORY_KEYS.place)) || []
  return source === undefined || asOf === undefined ? null : { source, asOf, state: state as CardField['fact']['state'] } // written by this module alone
}

/** Relations with people are for those who may see people. */
function isShown({ from_register, to_register }: StoredRelation, actor: Actor): boolean {
  return [from_register, to_register].every((register) => register === 'area' || mayRead(actor, register))
}

/** The same everywhere: one that has an end has ended; ends lie never in the future. */
function isCurrent({ until }: StoredRelation): boolean {
  return until === null
}

function fieldsShown(context: Context, entry: StoredEntry, today: string): CardField[] {
  const values: PoolValues = { ...entry.plain, ...personalOf(context, entry) }
  const { warnings } = checkEntry(entry.register, values, { today, isPart: true })
  return Object.entries(fieldsOf(entry.register)).flatMap(([field, { label, isPersonal = false }]) => {
    const value = values[field]
    if (value === undefined) return []
    const [source, asOf, state] = factOf(entry.facts, field) ?? ['import', today, 'declared']
    return [{
      field, label, value: isPersonal ? null : String(value), text: textOfValue(entry.register, field, { value: String(value) }), isPersonal,
      fact: { source, asOf, state: state as CardField['fact']['state'] }, // written by this module alone
      warning: warnings[field] ?? null,
    }]
  })
}

interface Told {
  /** The entry itself and what it stands for: the households of a house. */
  readonly own: readonly string[]
  readonly names: Names
}

function relationRow(relation: StoredRelation, { own, names }: Told): RelationRow {
  const { label, roles } = relationKind(relation.kind as RelationKindName) // inserted by this module alone
  const isOutward = own.includes(relation.from_id)
  const register = isOutward ? relation.to_register : relation.from_register
  const id = isOutward ? (relation.to_id ?? relation.to_path ?? '') : relation.from_id
  return {
    id: relation.id, kind: relation.kind, kindName: label, role: relation.role, roleName: roles[relation.role] ?? relation.role, isOutward,
    other: { register, id, name: names.nameOf(id), detail: names.detailOf(id) }, since: relation.since, until: relation.until, isCurrent: isCurrent(relation), source: relation.source,
  }
}

const MEMBERS: Partial<Record<Register, string>> = { household: 'household', house: 'resides' }

function membersOf(entry: StoredEntry, { current, names }: { current: readonly StoredRelation[]; households: readonly string[]; names: Names }): PoolCard['members'] {
  const kind = MEMBERS[entry.register]
  return current.filter((relation) => relation.kind === kind && relation.to_id === entry.id).map(({ from_id, kind: of, role }) => ({
    id: from_id, name: names.nameOf(from_id), role, roleName: relationKind(of as RelationKindName).roles[role] ?? role, ...names.personOf(from_id), // inserted by this module alone
  }))
}

const DOUBLED: Readonly<Record<string, (count: number) => string>> = {
  household: (count) => `同时登记在 ${count} 户，请核实后结束其中的关系`,
  resides: (count) => `同时登记住在 ${count} 处房屋`,
  'branch-member': (count) => `党组织关系同时在 ${count} 个支部`,
  'legal-person': (count) => `登记了 ${count} 个法定代表人`,
  above: (count) => `登记了 ${count} 个上级党组织`,
}

function conflictsOf({ id }: StoredEntry, current: readonly StoredRelation[], likenesses: number): string[] {
  const own = current.filter(({ from_id, to_id }) => from_id === id || to_id === id)
  const doubled = doubledAmong(own.map(({ kind, role, from_id }) => ({ kind, role, isOutward: from_id === id })))
  return [
    ...Object.entries(DOUBLED).flatMap(([kind, says]) => { const count = doubled.filter((one) => one.kind === kind).length; return count > 0 ? [says(count)] : [] }),
    ...(likenesses > 0 ? [`另有 ${likenesses} 条同名、同年月出生的登记，可能是同一个人`] : []),
  ]
}
