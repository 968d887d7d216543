import { sql } from 'kysely'
import type { z } from 'zod'
import { PatrolPhoto } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { SyncTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<SyncTables>()
/** So many photos of one person are on their way at most: what was begun before is begun anew. */
const MOST = 20

/** How far a photo of a phone is. */
export interface PhotoOnItsWay {
  readonly hash: string
  readonly size: number
  readonly name: string
  readonly have: number
  readonly kept: z.infer<typeof PatrolPhoto> | null
}

interface Whose {
  readonly userId: string
  readonly id: string
}

/** Begins a photo, or goes on with one whose content is the same. */
export async function beginPhoto(tx: Tx, { userId, id }: Whose, { hash, size, name, at }: Pick<PhotoOnItsWay, 'hash' | 'size' | 'name'> & { readonly at: Date }): Promise<void> {
  await sql`
    insert into patrol_photo (user_id, id, hash, size, name, at) values (${userId}, ${id}, ${hash}, ${size}, ${name}, ${at})
    on conflict (user_id, id) do update set hash = excluded.hash, size = excluded.size, name = excluded.name, bytes = '', kept = null, at = excluded.at
    where (patrol_photo.hash, patrol_photo.size) <> (excluded.hash, excluded.size)`.execute(tx)
  await sql`
    delete from patrol_photo where user_id = ${userId} and kept is null
      and id not in (select id from patrol_photo where user_id = ${userId} and kept is null order by at desc, id desc limit ${MOST})`.execute(tx)
}

/** A photo of one person, locked; undefined: never begun, or too long ago. */
export async function photoOnItsWay(tx: Tx, { userId, id }: Whose): Promise<PhotoOnItsWay | undefined> {
  const row = await own(tx).selectFrom('patrol_photo').select(['hash', 'size', 'name', 'kept', sql<number>`octet_length(bytes)`.as('have')]).where('user_id', '=', userId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && { ...row, kept: row.kept === null ? null : PatrolPhoto.parse(row.kept) }
}

export async function addPiece(tx: Tx, { userId, id }: Whose, piece: Buffer): Promise<void> {
  await sql`update patrol_photo set bytes = bytes || ${piece} where user_id = ${userId} and id = ${id}`.execute(tx)
}

/** What has arrived of one; undefined: it has become something, or is not here. */
export async function photoBytes(tx: Tx, { userId, id }: Whose): Promise<Buffer | undefined> {
  return (await own(tx).selectFrom('patrol_photo').select('bytes').where('user_id', '=', userId).where('id', '=', id).where('kept', 'is', null).executeTakeFirst())?.bytes
}

/** What became of it first; its bytes are no longer needed here. */
export async function keepPhoto(tx: Tx, { userId, id }: Whose, kept: NonNullable<PhotoOnItsWay['kept']>): Promise<void> {
  await own(tx).updateTable('patrol_photo').set({ kept, bytes: Buffer.alloc(0) }).where('user_id', '=', userId).where('id', '=', id).where('kept', 'is', null).execute()
}

/** Forgets one that has become nothing. */
export async function dropPhoto(tx: Tx, { userId, id }: Whose): Promise<void> {
  await own(tx).deleteFrom('patrol_photo').where('user_id', '=', userId).where('id', '=', id).where('kept', 'is', null).execute()
}

/** Forgets what was begun before a day. */
export async function sweepPhotos(tx: Tx, before: Date): Promise<void> {
  await own(tx).deleteFrom('patrol_photo').where('at', '<', before).execute()
}
