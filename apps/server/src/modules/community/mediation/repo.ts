import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { FileRef, MediationState, PartySide } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Database, JsonInput, Tx } from '../../../kernel/db/index.ts'
import { digitsOf } from '../phone.ts'
import type { MediationCore } from './flow.ts'
import type { MediationTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<MediationTables | 'file_object'>()

/** A mediation file as stored, with its parsed flow state. */
export type MediationRecord = Omit<Selectable<Database['mediation_file']>, 'core'> & { readonly core: MediationCore }

function recordOf(row: Selectable<Database['mediation_file']>): MediationRecord {
  return { ...row, core: row.core as unknown as MediationCore } // written by open.ts and step.ts alone
}

function json(value: MediationCore): JsonInput {
  return value
}

/** One file within the scope, or undefined; `locked` until the end of the transaction. */
export async function findMediation(tx: Tx, id: string, { isLocked = false }: { isLocked?: boolean } = {}): Promise<MediationRecord | undefined> {
  const query = own(tx).selectFrom('mediation_file').selectAll().where('id', '=', id)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  return row && recordOf(row)
}

/** The next serial of a year, gapless per street; the row stays locked until commit, so ask late. */
export async function takeNumber(tx: Tx, { street, year }: { street: string; year: number }): Promise<number> {
  const row = await own(tx)
    .insertInto('mediation_counter')
    .values({ street, year, last: 1 })
    .onConflict((conflict) => conflict.columns(['street', 'year']).doUpdateSet((eb) => ({ last: eb('mediation_counter.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last
}

export interface NewMediation {
  readonly id: string
  readonly street: string
  readonly number: string
  readonly areaPath: string
  readonly areaName: string
  readonly caseId: string | null
  readonly caseNumber: string | null
  readonly title: string
  readonly kind: string
  readonly origin: string
  readonly facts: string
  readonly core: MediationCore
  readonly dueDay: string
  readonly at: Date
  readonly byId: string
  readonly byName: string
}

/** Inserts a file. */
export async function insertMediation(tx: Tx, file: NewMediation): Promise<void> {
  await own(tx)
    .insertInto('mediation_file')
    .values({
      id: file.id, street: file.street, number: file.number, area_path: file.areaPath, area_name: file.areaName, case_id: file.caseId, case_number: file.caseNumber,
      title: file.title, kind: file.kind, origin: file.origin, facts: file.facts, core: json(file.core), due_day: file.dueDay, perform_day: null,
      opened_at: file.at, opened_by: file.byId, opened_name: file.byName,
    })
    .execute()
}

/** Writes the next state of a locked file. */
export async function updateMediation(tx: Tx, record: MediationRecord, { core, performDay, words }: { core: MediationCore; performDay: string | null; words: { title: string; kind: string; facts: string } }): Promise<void> {
  await own(tx).updateTable('mediation_file').set({ core: json(core), version: record.version + 1, perform_day: performDay, title: words.title, kind: words.kind, facts: words.facts }).where('id', '=', record.id).execute()
}

export interface PartyIdentity {
  readonly id: string
  readonly side: PartySide
  readonly name: string
  readonly phone: string | null
  readonly about: string | null
}

/** Stores who disputes, encrypted per field. */
export async function insertParties(tx: Tx, { vault }: Pick<Context, 'vault'>, { fileId, parties }: { fileId: string; parties: readonly PartyIdentity[] }): Promise<void> {
  await own(tx)
    .insertInto('mediation_party')
    .values(parties.map(({ id, side, name, phone, about }) => ({
      id, file_id: fileId, side, name_cipher: vault.seal('mediation.name', name), phone_cipher: phone === null ? null : vault.seal('mediation.phone', phone),
      phone_index: phone === null ? null : vault.index('mediation.phone', digitsOf(phone)), about_cipher: about === null ? null : vault.seal('mediation.about', about),
    })))
    .execute()
}

/** Corrects what was given of a party; undefined stays as it was. */
export async function updateParty(tx: Tx, { vault }: Pick<Context, 'vault'>, { id, name, phone, about }: { id: string; name?: string | undefined; phone?: string | undefined; about?: string | undefined }): Promise<void> {
  const change = {
    ...(name ? { name_cipher: vault.seal('mediation.name', name) } : {}),
    ...(phone ? { phone_cipher: vault.seal('mediation.phone', phone), phone_index: vault.index('mediation.phone', digitsOf(phone)) } : {}),
    ...(about ? { about_cipher: vault.seal('mediation.about', about) } : {}),
  }
  if (Object.keys(change).length > 0) await own(tx).updateTable('mediation_party').set(change).where('id', '=', id).execute()
}

/** The parties in clear text: only for a purpose that is recorded, or to mask. */
export async function partiesOf(tx: Tx, { vault }: Pick<Context, 'vault'>, fileId: string): Promise<PartyIdentity[]> {
  const rows = await own(tx).selectFrom('mediation_party').selectAll().where('file_id', '=', fileId).orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id, side: row.side as PartySide, // checked by the table
    name: vault.open('mediation.name', row.name_cipher), phone: row.phone_cipher ? vault.open('mediation.phone', row.phone_cipher) : null,
    about: row.about_cipher ? vault.open('mediation.about', row.about_cipher) : null,
  }))
}

export interface MediationFilter {
  readonly state?: MediationState | undefined
  readonly area?: string | undefined
  readonly q?: string | undefined
  readonly after?: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** A page of files in sight, the latest first; one more than asked when there are more. */
export async function listFiles(tx: Tx, { vault }: Pick<Context, 'vault'>, filter: MediationFilter): Promise<MediationRecord[]> {
  const { state, after, limit } = filter
  let query = matching(tx, { vault }, filter).selectAll().orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit + 1)
  if (state) query = query.where('state', '=', state)
  if (after) query = query.where(sql<boolean>`(opened_at, id) < (${after.at}, ${after.id}::uuid)`)
  return (await query.execute()).map((row) => recordOf(row))
}

/** How many files of each state match the same search. */
export async function countFiles(tx: Tx, context: Pick<Context, 'vault'>, filter: MediationFilter): Promise<{ state: string; count: number }[]> {
  return matching(tx, context, filter).select((eb) => ['state', eb.fn.countAll<number>().as('count')]).groupBy('state').execute()
}

function matching(tx: Tx, { vault }: Pick<Context, 'vault'>, { area, q }: MediationFilter) {
  let query = own(tx).selectFrom('mediation_file')
  if (area) query = query.where(sql<boolean>`area_path <@ ${area}::ltree`)
  if (q) {
    const phone = vault.index('mediation.phone', digitsOf(q))
    query = query.where((eb) => eb.or([
      sql<boolean>`strpos(number || ' ' || title || ' ' || coalesce(case_number, ''), ${q}) > 0`,
      eb.exists(eb.selectFrom('mediation_party').select('mediation_party.id').whereRef('mediation_party.file_id', '=', 'mediation_file.id').where('phone_index', '=', phone)),
    ]))
  }
  return query
}

/** Agreements whose day of performance has passed and that nobody has found performed. */
export async function unperformed(tx: Tx, day: string): Promise<MediationRecord[]> {
  const rows = await own(tx).selectFrom('mediation_file').selectAll().where('state', '=', 'agreed').where('perform_day', '<', day).orderBy('perform_day').execute()
  return rows.map((row) => recordOf(row))
}

/** A document of a file. */
export async function insertDocument(tx: Tx, document: { id: string; fileId: string; hash: string; name: string; by: string; at: Date }): Promise<void> {
  await own(tx)
    .insertInto('mediation_document')
    .values({ id: document.id, file_id: document.fileId, file_hash: document.hash, name: document.name, uploaded_by: document.by, created_at: document.at })
    .execute()
}

/** Documents of a file as pages show them. */
export async function documentsOf(tx: Tx, fileId: string): Promise<FileRef[]> {
  const rows = await own(tx)
    .selectFrom('mediation_document')
    .innerJoin('file_object', 'file_object.hash', 'mediation_document.file_hash')
    .select(['mediation_document.id', 'mediation_document.name', 'file_object.kind', 'media_type', 'bytes', 'width', 'height', 'thumbnail_hash'])
    .where('file_id', '=', fileId)
    .orderBy('mediation_document.id')
    .execute()
  return rows.map((row) => {
    const url = `/api/v1/mediations/${fileId}/files/${row.id}`
    return {
      id: row.id, kind: row.kind === 'image' || row.kind === 'audio' ? row.kind : 'document', mediaType: row.media_type, name: row.name, bytes: row.bytes,
      width: row.width, height: row.height, url, thumbnailUrl: row.thumbnail_hash ? `${url}?size=thumbnail` : null,
    }
  })
}

/** Where one document of a file lies in the store. */
export async function storedDocument(tx: Tx, { fileId, id }: { fileId: string; id: string }) {
  return own(tx)
    .selectFrom('mediation_document')
    .innerJoin('file_object', 'file_object.hash', 'mediation_document.file_hash')
    .select(['hash', 'thumbnail_hash', 'media_type', 'mediation_document.name', 'file_object.kind'])
    .where('file_id', '=', fileId)
    .where('mediation_document.id', '=', id)
    .executeTakeFirst()
}
