import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { FileRef } from '@yihu/contracts'
import type { PlaceCount } from '@yihu/domain'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CheckTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CheckTables | 'file_object'>()

/** An answer as stored; its photos stand beside the sheet. */
export interface StoredAnswer {
  readonly itemId: string
  readonly value: string | number
  readonly note: string
}

export type StoredSheet = Omit<Selectable<Database['check_sheet']>, 'answers'> & { readonly answers: readonly StoredAnswer[] }

function sheetOf(row: Selectable<Database['check_sheet']>): StoredSheet {
  return { ...row, answers: row.answers as unknown as StoredAnswer[] } // written by fill.ts alone
}

/** Keeps a sheet; false when its id was taken before. */
export async function insertSheet(tx: Tx, { answers, ...sheet }: StoredSheet): Promise<boolean> {
  const rows = await own(tx).insertInto('check_sheet').values({ ...sheet, answers: answers.map((one) => ({ ...one })) }).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').execute()
  return rows.length > 0
}

/** One sheet in sight. */
export async function findSheet(tx: Tx, id: string): Promise<StoredSheet | undefined> {
  const row = await own(tx).selectFrom('check_sheet').selectAll().where('id', '=', id).executeTakeFirst()
  return row && sheetOf(row)
}

interface SheetFilter {
  readonly list?: string | undefined
  readonly area?: string | undefined
  readonly danger?: 'yes' | 'no' | undefined
  readonly after: ListPlace | undefined
  readonly limit: number
}

/** A page of sheets, the latest first; one more than asked when there are more. */
export async function listStoredSheets(tx: Tx, { list, area, danger, after, limit }: SheetFilter): Promise<StoredSheet[]> {
  let rows = own(tx).selectFrom('check_sheet').selectAll()
  if (list) rows = rows.where('list_id', '=', list)
  if (area) rows = rows.where(sql<boolean>`path <@ ${area}::ltree`)
  if (danger) rows = rows.where('dangers', danger === 'yes' ? '>' : '=', 0)
  if (after) rows = rows.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  return (await rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()).map(sheetOf)
}

/** How many sheets were filled in an area, or those among them that found something. */
export async function countFilled(tx: Tx, { area, hasDangers }: { readonly area: string; readonly hasDangers: boolean }): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from check_sheet where path <@ ${area}::ltree and (not ${hasDangers} or dangers > 0)`.execute(tx)
  return row?.count ?? 0
}

/** The same of each place. */
export async function countFilledByPlace(tx: Tx, { hasDangers }: { readonly hasDangers: boolean }): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`select path::text as path, count(*)::int as count from check_sheet where not ${hasDangers} or dangers > 0 group by 1`.execute(tx)
  return [...rows]
}

/** Sheets by id. */
export async function sheetsById(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredSheet>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('check_sheet').selectAll().where('id', 'in', [...ids]).execute()
  return new Map(rows.map((row) => [row.id, sheetOf(row)]))
}

/** How often each list was filled, and when last. */
export async function countSheets(tx: Tx): Promise<Map<string, { count: number; last: Date }>> {
  const rows = await own(tx).selectFrom('check_sheet').select(({ fn }) => ['list_id', fn.countAll<number>().as('count'), fn.max('at').as('last')]).groupBy('list_id').execute()
  return new Map(rows.map(({ list_id, count, last }) => [list_id, { count, last }]))
}

/** Keeps photos of a sheet. */
export async function insertPhotos(tx: Tx, photos: readonly { readonly sheetId: string; readonly id: string; readonly itemId: string; readonly path: string; readonly hash: string; readonly name: string }[]): Promise<void> {
  if (photos.length === 0) return
  await own(tx).insertInto('check_photo').values(photos.map(({ sheetId, itemId, hash, ...photo }) => ({ ...photo, sheet_id: sheetId, item_id: itemId, file_hash: hash }))).execute()
}

/** Photos of sheets as pages show them, with their item. */
export async function photosOf(tx: Tx, sheetIds: readonly string[]): Promise<{ sheetId: string; itemId: string; ref: FileRef }[]> {
  if (sheetIds.length === 0) return []
  const rows = await own(tx)
    .selectFrom('check_photo').innerJoin('file_object', 'file_object.hash', 'check_photo.file_hash')
    .select(['sheet_id', 'check_photo.id', 'item_id', 'check_photo.name', 'media_type', 'bytes', 'width', 'height', 'thumbnail_hash'])
    .where('sheet_id', 'in', [...sheetIds]).orderBy('check_photo.id').execute()
  return rows.map((row) => {
    const url = `/api/v1/checks/sheets/${row.sheet_id}/photos/${row.id}`
    return {
      sheetId: row.sheet_id, itemId: row.item_id,
      ref: { id: row.id, kind: 'image', mediaType: row.media_type, name: row.name, bytes: row.bytes, width: row.width, height: row.height, url, thumbnailUrl: row.thumbnail_hash ? `${url}?size=thumbnail` : null },
    }
  })
}

/** Where a photo of a sheet lies in the store. */
export async function storedPhoto(tx: Tx, { sheetId, id }: { readonly sheetId: string; readonly id: string }) {
  return own(tx)
    .selectFrom('check_photo').innerJoin('file_object', 'file_object.hash', 'check_photo.file_hash').select(['hash', 'thumbnail_hash', 'media_type', 'check_photo.name', 'file_object.kind'])
    .where('sheet_id', '=', sheetId).where('check_photo.id', '=', id).executeTakeFirst()
}

/** In which of these, by their place in the list, somebody filled a sheet there. */
export async function filledIn(tx: Tx, spans: readonly { readonly path: string; readonly since: number; readonly until: number }[]): Promise<ReadonlySet<number>> {
  if (spans.length === 0) return new Set()
  const { rows } = await sql<{ nth: number }>`
    select (o.nth - 1)::int as nth
    from unnest(${spans.map(({ path }) => path)}::text[], ${spans.map(({ since }) => new Date(since).toISOString())}::text[], ${spans.map(({ until }) => new Date(until).toISOString())}::text[]) with ordinality as o(path, since, until, nth)
    where exists (select from check_sheet s where s.path <@ o.path::ltree and s.at between o.since::timestamptz and o.until::timestamptz)`.execute(tx)
  return new Set(rows.map(({ nth }) => nth))
}
