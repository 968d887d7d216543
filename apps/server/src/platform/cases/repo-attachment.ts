import type { FileRef } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables | 'file_object'>()

/** A stored upload that waits for its case. */
export async function insertAttachment(tx: Tx, row: { id: string; hash: string; name: string; uploadedBy: string | null; at: Date }): Promise<void> {
  await own(tx)
    .insertInto('attachment')
    .values({ id: row.id, file_hash: row.hash, name: row.name, uploaded_by: row.uploadedBy, created_at: row.at })
    .execute()
}

interface Found {
  readonly id: string
  readonly seq: number | null
  readonly ref: FileRef
}

/** Attachments of a case with the trace line each belongs to; `urlOf` decides through which door they are read. */
export async function attachmentsOf(tx: Tx, caseId: string, urlOf: (id: string) => string): Promise<Found[]> {
  const rows = await own(tx)
    .selectFrom('attachment')
    .innerJoin('file_object', 'file_object.hash', 'attachment.file_hash')
    .select(['attachment.id', 'attachment.event_seq', 'attachment.name', 'kind', 'media_type', 'bytes', 'width', 'height', 'seconds', 'thumbnail_hash'])
    .where('case_id', '=', caseId)
    .orderBy('attachment.id')
    .execute()
  return rows.map((row) => ({
    id: row.id, seq: row.event_seq,
    ref: {
      id: row.id, kind: row.kind === 'image' || row.kind === 'audio' ? row.kind : 'document', mediaType: row.media_type, name: row.name,
      bytes: row.bytes, width: row.width, height: row.height, ...(row.seconds === null ? {} : { seconds: row.seconds }), url: urlOf(row.id),
      thumbnailUrl: row.thumbnail_hash ? `${urlOf(row.id)}${urlOf(row.id).includes('?') ? '&' : '?'}size=thumbnail` : null,
    },
  }))
}

/** Where one attachment of these cases lies in the store. */
export async function storedFile(tx: Tx, { caseIds, id }: { caseIds: readonly string[]; id: string }) {
  return own(tx)
    .selectFrom('attachment')
    .innerJoin('file_object', 'file_object.hash', 'attachment.file_hash')
    .select(['hash', 'thumbnail_hash', 'media_type', 'attachment.name', 'kind'])
    .where('case_id', 'in', [...caseIds])
    .where('attachment.id', '=', id)
    .executeTakeFirst()
}

/** Those of these uploads that exist and still wait. */
export async function waitingUploads(tx: Tx, ids: readonly string[]): Promise<{ id: string; hash: string; name: string; kind: string }[]> {
  if (ids.length === 0) return []
  return own(tx).selectFrom('attachment').innerJoin('file_object', 'file_object.hash', 'attachment.file_hash').select(['attachment.id', 'file_hash as hash', 'attachment.name', 'kind']).where('attachment.id', 'in', [...ids]).where('case_id', 'is', null).execute()
}

/** Takes photos of their sender out of what waits: from now on only what names them holds them. Others' uploads, recordings and what is there no more are left out. */
export async function takeUploads(tx: Tx, { ids, by }: { readonly ids: readonly string[]; readonly by: string }): Promise<{ id: string; hash: string; name: string }[]> {
  if (ids.length === 0) return []
  return own(tx).deleteFrom('attachment').using('file_object').whereRef('file_object.hash', '=', 'attachment.file_hash').where('file_object.kind', '=', 'image')
    .where('attachment.id', 'in', [...ids]).where('case_id', 'is', null).where('uploaded_by', '=', by).returning(['attachment.id', 'file_hash as hash', 'attachment.name']).execute()
}
