import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { IntakeTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<IntakeTables>()

export interface NewPicture {
  readonly id: string
  readonly device: number
  readonly at: Date
  readonly hash: string
}

/** Keeps with a device what it sent along. */
export async function insertPictures(tx: Tx, pictures: readonly NewPicture[]): Promise<void> {
  if (pictures.length === 0) return
  await own(tx).insertInto('sighting_picture').values(pictures.map(({ id, device, at, hash }) => ({ id, device_no: device, at, file_hash: hash }))).execute()
}

/** The pictures of a device within a span that are nearest to a time, oldest first. */
export async function picturesBetween(tx: Tx, { deviceNo, from, to, around, limit }: { readonly deviceNo: number; readonly from: Date; readonly to: Date; readonly around: Date; readonly limit: number }): Promise<{ id: string; at: Date }[]> {
  const rows = await own(tx).selectFrom('sighting_picture').select(['id', 'at']).where('device_no', '=', deviceNo).where('at', '>=', from).where('at', '<=', to)
    .orderBy(sql`abs(extract(epoch from at - ${around}::timestamptz))`).orderBy('id').limit(limit).execute()
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** The stored file of a picture in sight. */
export async function fileOfPicture(tx: Tx, { deviceNo, id }: { deviceNo: number; id: string }): Promise<{ hash: string; thumbnail_hash: string | null; media_type: string; kind: string } | undefined> {
  const { rows: [row] } = await sql<{ hash: string; thumbnail_hash: string | null; media_type: string; kind: string }>`
    select o.hash, o.thumbnail_hash, o.media_type, o.kind from sighting_picture p join file_object o on o.hash = p.file_hash where p.id = ${id} and p.device_no = ${deviceNo}`.execute(tx)
  return row
}

/** Lets go of so many pictures of before a time at most. @returns their files, which may leave the store */
export async function dropPictures(tx: Tx, before: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`delete from sighting_picture where id in (select id from sighting_picture where at < ${before} limit ${most}) returning file_hash as hash`.execute(tx)
  return rows.map(({ hash }) => hash)
}

/** Pictures of before a time with the id of their device, in the order of their ids. */
export async function agedPictures(tx: Tx, { before, after, limit }: { readonly before: Date; readonly after: string | null; readonly limit: number }): Promise<{ id: string; at: Date; deviceId: string }[]> {
  const { rows } = await sql<{ id: string; at: Date; deviceId: string }>`
    select p.id, p.at, d.id as "deviceId" from sighting_picture p join device d on d.no = p.device_no
    where p.at < ${before} and (${after}::uuid is null or p.id > ${after}::uuid) order by p.id limit ${limit}`.execute(tx)
  return [...rows]
}

/** Lets go of some pictures. @returns their files, which may leave the store */
export async function dropSome(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ hash: string }>`delete from sighting_picture where id = any(${[...ids]}::uuid[]) returning file_hash as hash`.execute(tx)
  return rows.map(({ hash }) => hash)
}

/** Files of this name, stored before a time, that belong to no picture. */
export async function strayPictures(tx: Tx, { name, before, limit }: { readonly name: string; readonly before: Date; readonly limit: number }): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from file_object o where original_name = ${name} and created_at < ${before} and not exists (select from sighting_picture p where p.file_hash = o.hash) limit ${limit}`.execute(tx)
  return rows.map(({ hash }) => hash)
}
