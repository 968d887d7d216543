import type { StoryPicture } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { ShowcaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShowcaseTables | 'file_object'>()

/** Through which door a picture is read. */
export type PictureDoor = 'stories' | 'story-desk'

/** Pictures of these pieces in order, by piece. */
export async function picturesOf(tx: Tx, storyIds: readonly string[], door: PictureDoor): Promise<ReadonlyMap<string, StoryPicture[]>> {
  if (storyIds.length === 0) return new Map()
  const rows = await own(tx).selectFrom('story_picture').selectAll().where('story_id', 'in', [...storyIds]).orderBy('story_id').orderBy('seq').execute()
  const shown = rows.map(({ id, alt, story_id: storyId }) => {
    const url = `/api/v1/${door}/${storyId}/pictures/${id}`
    return { storyId, picture: { id, alt, url, thumbnailUrl: `${url}?size=thumbnail` } }
  })
  return new Map([...Map.groupBy(shown, ({ storyId }) => storyId)].map(([storyId, of]) => [storyId, of.map(({ picture }) => picture)]))
}

/** The files behind the pictures of a piece, by id. */
export async function keptPictures(tx: Tx, storyId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await own(tx).selectFrom('story_picture').select(['id', 'file_hash']).where('story_id', '=', storyId).execute()
  return new Map(rows.map((row) => [row.id, row.file_hash]))
}

/** Puts these pictures in the place of those a piece had. */
export async function replacePictures(tx: Tx, storyId: string, pictures: readonly { readonly id: string; readonly alt: string; readonly hash: string }[]): Promise<void> {
  await own(tx).deleteFrom('story_picture').where('story_id', '=', storyId).execute()
  if (pictures.length === 0) return
  await own(tx).insertInto('story_picture').values(pictures.map(({ id, alt, hash }, seq) => ({ id, story_id: storyId, seq, file_hash: hash, alt }))).execute()
}

/** Where one picture of a piece lies in the store. */
export async function storedPicture(tx: Tx, { storyId, id }: { readonly storyId: string; readonly id: string }) {
  return own(tx).selectFrom('story_picture').innerJoin('file_object', 'file_object.hash', 'story_picture.file_hash')
    .select(['hash', 'thumbnail_hash', 'media_type', 'story_picture.alt as name', 'file_object.kind']).where('story_id', '=', storyId).where('story_picture.id', '=', id).executeTakeFirst()
}
