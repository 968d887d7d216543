import type { FileRef } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables | 'file_object'>()

/** A photo that a visit is to have. */
export interface NewPhoto {
  readonly id: string
  readonly hash: string
  readonly name: string
}

export async function insertPhotos(tx: Tx, { visitId, path, photos }: { readonly visitId: string; readonly path: string; readonly photos: readonly NewPhoto[] }): Promise<void> {
  if (photos.length === 0) return
  await own(tx).insertInto('grid_visit_photo').values(photos.map(({ id, hash, name }) => ({ id, visit_id: visitId, area_path: path, file_hash: hash, name }))).execute()
}

/** Photos of visits in sight, by visit. */
export async function photosOf(tx: Tx, visitIds: readonly string[]): Promise<Map<string, FileRef[]>> {
  if (visitIds.length === 0) return new Map()
  const rows = await own(tx).selectFrom('grid_visit_photo as p').innerJoin('file_object as o', 'o.hash', 'p.file_hash')
    .select(['p.visit_id', 'p.id', 'p.name', 'o.media_type as mediaType', 'o.bytes', 'o.width', 'o.height']).where('p.visit_id', 'in', [...visitIds]).orderBy('p.id').execute()
  return new Map([...Map.groupBy(rows, (row) => row.visit_id)].map(([visitId, photos]) => [visitId, photos.map(({ id, name, mediaType, bytes, width, height }): FileRef => {
    const url = `/api/v1/grid/visits/${visitId}/photos/${id}`
    return { id, kind: 'image', name, mediaType, bytes, width, height, url, thumbnailUrl: `${url}?size=thumbnail` }
  })]))
}

/** Where a photo of a visit in sight lies in the store. */
export async function storedPhoto(tx: Tx, { visitId, id }: { readonly visitId: string; readonly id: string }) {
  return own(tx).selectFrom('grid_visit_photo as p').innerJoin('file_object as o', 'o.hash', 'p.file_hash').select(['o.hash', 'o.thumbnail_hash', 'o.media_type', 'p.name', 'o.kind']).where('p.visit_id', '=', visitId).where('p.id', '=', id).executeTakeFirst()
}
