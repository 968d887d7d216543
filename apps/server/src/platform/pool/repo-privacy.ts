import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { RetentionRule } from '@yihu/contracts'
import type { Database, Db, Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { HISTORY_KEYS } from './repo-history.ts'
import type { PoolTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<PoolTables>()

export type StoredAccess = Selectable<Database['person_access']>

interface NewAccess {
  readonly personId: string
  readonly areaPath: string
  readonly at: number
  readonly by: { readonly userId: string; readonly name: string } | null
  readonly what: 'reveal' | 'export' | 'file' | 'sensitive' | 'print'
  readonly fields: readonly string[]
  readonly purpose: string
  /** The sensitive register that was looked into. */
  readonly registerId?: string
}

/** Notes who saw what of whom, for the person concerned. */
export async function insertAccesses(tx: Tx, accesses: readonly NewAccess[]): Promise<void> {
  if (accesses.length === 0) return
  await own(tx).insertInto('person_access').values(accesses.map(({ personId, areaPath, at, by, what, fields, purpose, registerId = null }) => ({
    id: newId(at), person_id: personId, area_path: areaPath, at: new Date(at), by_id: by?.userId ?? null, by_name: by?.name ?? '系统', what, fields: [...fields], purpose, register_id: registerId,
  }))).execute()
}

/** Notes for each person that something of them was taken out on a sheet, for the list they can ask for. */
export async function noteExport(tx: Tx, { persons, at, by, purpose }: { readonly persons: readonly { readonly id: string; readonly path: string }[]; readonly at: number; readonly by: { readonly userId: string; readonly name: string }; readonly purpose: string }): Promise<void> {
  await insertAccesses(tx, [...new Map(persons.map((one) => [one.id, one])).values()].map(({ id, path }) => ({ personId: id, areaPath: path, at, by, what: 'export', fields: [], purpose })))
}

/** Who saw this person or a duplicate that follows it, the latest first; also from other areas: the list is the person's own. */
export async function accessesOf(tx: Tx, personId: string): Promise<StoredAccess[]> {
  return own(tx).selectFrom('person_access').selectAll()
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('person_id', 'in', eb.selectFrom('person').select('id').where('merged_into', '=', personId))]))
    .orderBy('at', 'desc').orderBy('id', 'desc').limit(1000).execute()
}

/** The persons that follow this one after merges. */
export async function duplicatesOf(tx: Tx, id: string): Promise<string[]> {
  return (await own(tx).selectFrom('person').select('id').where('merged_into', '=', id).execute()).map((row) => row.id)
}

/** Makes one person follow another; current relations that the other has not yet go over, marked. */
export async function moveRelations(tx: Tx, { lost, kept, at }: { lost: string; kept: string; at: Date }): Promise<void> {
  await sql`
    update relation r set from_id = ${kept}, moved_from = ${lost}, changed_at = ${at} where r.from_id = ${lost} and r.to_id is distinct from ${kept}::uuid
      and not exists (select from relation k where k.from_id = ${kept} and k.kind = r.kind and k.to_id is not distinct from r.to_id and k.to_path is not distinct from r.to_path and k.until is null)`.execute(tx)
  await sql`
    update relation r set to_id = ${kept}, moved_from = ${lost}, changed_at = ${at} where r.to_id = ${lost} and r.from_id <> ${kept}
      and not exists (select from relation k where k.to_id = ${kept} and k.kind = r.kind and k.from_id = r.from_id and k.until is null)`.execute(tx)
}

/** Gives back what was moved from a duplicate. */
export async function returnRelations(tx: Tx, { lost, kept, at }: { lost: string; kept: string; at: Date }): Promise<void> {
  await sql`update relation set from_id = ${lost}, moved_from = null, changed_at = ${at} where moved_from = ${lost} and from_id = ${kept}`.execute(tx)
  await sql`update relation set to_id = ${lost}, moved_from = null, changed_at = ${at} where moved_from = ${lost} and to_id = ${kept}`.execute(tx)
}

/** Sets or ends that a person follows another one. */
export async function followPerson(tx: Tx, { lost, kept, state, at }: { lost: string; kept: string | null; state: string; at: Date }): Promise<void> {
  await own(tx).updateTable('person').set((eb) => ({ merged_into: kept, state, changed_at: at, version: eb('version', '+', 1) })).where('id', '=', lost).execute()
}

export type StoredMerge = Selectable<Database['person_merge']>

export async function insertMerge(tx: Tx, row: { lost: string; kept: string; lostState: string; filled: readonly string[]; addedTags: readonly string[]; reason: string; at: number; by: { readonly userId: string; readonly name: string } }): Promise<void> {
  await own(tx).insertInto('person_merge').values({
    id: newId(row.at), lost_id: row.lost, kept_id: row.kept, filled: [...row.filled], added_tags: [...row.addedTags], lost_state: row.lostState, reason: row.reason, at: new Date(row.at), by_id: row.by.userId, by_name: row.by.name,
  }).execute()
}

/** The merges in force that gave something to a person. */
export async function mergesInto(tx: Tx, kept: string): Promise<StoredMerge[]> {
  return own(tx).selectFrom('person_merge').selectAll().where('kept_id', '=', kept).where('undone_at', 'is', null).orderBy('id').execute()
}

/** Tags that somebody gave a person by themselves after a merge. */
export async function tagsGivenSince(tx: Tx, { at, kept_id }: Pick<StoredMerge, 'at' | 'kept_id'>): Promise<Set<string>> {
  const { rows } = await sql<{ from: string; to: string }>`select changes->${sql.lit(HISTORY_KEYS.tags)}->>0 as "from", changes->${sql.lit(HISTORY_KEYS.tags)}->>1 as "to" from pool_change where entry_id = ${kept_id} and at >= ${at} and what = 'change' and changes->${sql.lit(HISTORY_KEYS.tags)} is not null`.execute(tx)
  return new Set(rows.flatMap(({ from, to }) => to.split('、').filter((tag) => !from.split('、').includes(tag))))
}

/** The merge that is in force for a duplicate. */
export async function openMerge(tx: Tx, lost: string): Promise<StoredMerge | undefined> {
  return own(tx).selectFrom('person_merge').selectAll().where('lost_id', '=', lost).where('undone_at', 'is', null).executeTakeFirst()
}

export async function undoMerge(tx: Tx, { id, at, by }: { id: string; at: Date; by: string }): Promise<void> {
  await own(tx).updateTable('person_merge').set({ undone_at: at, undone_by: by }).where('id', '=', id).execute()
}

/** A digest over ids that proves which entries were meant without naming them: SM3, sorted, one a line. */
export function digestOf(ids: readonly string[]): Buffer {
  return createHash('sm3').update(ids.toSorted().join('\n')).digest()
}

/**
 * Erases persons: their keys are destroyed, and whatever said something of them in clear goes too. What is left is that
 * there was an entry, in its community, and who looked at it.
 */
export async function blankPersons(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  const all = sql`${[...ids]}::uuid[]`
  await sql`delete from sensitive_entry where person_id = any(${all})`.execute(tx)
  await sql`delete from vehicle v where exists (select from relation r where r.to_id = v.id and r.kind = 'drives' and r.role = 'owner' and r.from_id = any(${all}))`.execute(tx)
  await sql`delete from relation where from_id = any(${all}) or to_id = any(${all})`.execute(tx)
  await sql`update pool_change set changes = '{}', sealed = null, reason = '' where entry_id = any(${all})`.execute(tx)
  await sql`update person_merge set reason = '' where lost_id = any(${all}) or kept_id = any(${all})`.execute(tx)
  await sql`update person_access set purpose = split_part(purpose, '：', 1) where person_id = any(${all})`.execute(tx)
  await sql`delete from person_key where person_id = any(${all})`.execute(tx)
  await sql`
    update person set state = 'erased', merged_into = null, sealed = null, id_index = null, phone_index = null, name_index = null, name_keys = '{}', birth_month = null, id_type = null, sex = null,
      ethnicity = null, marital = null, education = null, political = null, residence = null, occupation = null, tags = '{}', facts = '{}', also_in = '{}', state_since = null,
      area_path = subpath(area_path, 0, least(nlevel(area_path), 3)), version = version + 1, changed_at = ${at}
    where id = any(${all})`.execute(tx)
}

/** Which of these telephones somebody besides these persons has too, as hex. */
export async function sharedPhones(tx: Tx, indexes: readonly Buffer[], besides: readonly string[]): Promise<ReadonlySet<string>> {
  if (indexes.length === 0) return new Set()
  const rows = await own(tx).selectFrom('person').select('phone_index').distinct().where('phone_index', 'in', [...indexes]).where('id', 'not in', [...besides]).where('state', 'not in', ['merged', 'erased']).execute()
  return new Set(rows.flatMap(({ phone_index: index }) => index?.toString('hex') ?? []))
}

/** Takes destroyed keys out of the table's file: a deleted row would lie there until somebody writes over it. */
export async function shredKeys(db: Db): Promise<void> {
  await sql`vacuum (full) person_key`.execute(db.owner)
}

export type StoredProof = Selectable<Database['deletion_proof']>

export async function insertProof(tx: Tx, row: { areaPath: string; at: number; rule: string; ids: readonly string[]; by: string; reason: string }): Promise<StoredProof> {
  return own(tx).insertInto('deletion_proof')
    .values({ id: newId(row.at), area_path: row.areaPath, at: new Date(row.at), rule: row.rule, entries: row.ids.length, digest: digestOf(row.ids), by_name: row.by, reason: row.reason })
    .returningAll().executeTakeFirstOrThrow()
}

/** The proofs of rules that begin so, the latest first. */
export async function proofsOf(tx: Tx, beginning: string): Promise<StoredProof[]> {
  return own(tx).selectFrom('deletion_proof').selectAll().where(sql<boolean>`starts_with(rule, ${beginning})`).orderBy('id', 'desc').execute()
}

export async function proofs(tx: Tx): Promise<StoredProof[]> {
  return own(tx).selectFrom('deletion_proof').selectAll().orderBy('id', 'desc').limit(200).execute()
}

export async function retentionRules(tx: Tx): Promise<RetentionRule[]> {
  const rows = await own(tx).selectFrom('retention_rule').selectAll().orderBy('code').execute()
  return rows.map(({ code, name, days, is_on, version }) => ({ code, name, days, isOn: is_on, version }))
}

/** Writes a rule if nobody did since; false: somebody did, or there is no such rule. */
export async function writeRetentionRule(tx: Tx, { code, version, days, isOn }: Pick<RetentionRule, 'code' | 'version' | 'days' | 'isOn'>): Promise<boolean> {
  const { numUpdatedRows } = await own(tx).updateTable('retention_rule').set({ days, is_on: isOn, version: version + 1 }).where('code', '=', code).where('version', '=', version).executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Due {
  readonly id: string
  readonly street: string
}

/** Persons who left or died before a day, with the duplicates that follow them. */
export async function personsGone(tx: Tx, { state, before }: { state: 'left' | 'dead'; before: string }): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as (select id, area_path from person where state = ${state} and state_since < ${before}::date order by id limit 5000)
    select id, subpath(area_path, 0, least(nlevel(area_path), 2))::text as street
    from (select id, area_path from due union all select d.id, d.area_path from person d join due on d.merged_into = due.id) gone`.execute(tx)
  return rows
}

/** Destroys rows of a log that are older than a day. */
export async function dropOld(tx: Tx, { table, before }: { table: 'person_access' | 'pool_change'; before: string }): Promise<Due[]> {
  const { rows } = await sql<Due>`delete from ${sql.table(table)} where at < ${before}::date returning id, subpath(area_path, 0, least(nlevel(area_path), 2))::text as street`.execute(tx)
  return rows
}
