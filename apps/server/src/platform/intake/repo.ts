import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { LetterReason } from '@yihu/contracts'
import type { ListPlace } from '../../kernel/cursor.ts'
import { affected } from '../../kernel/db/index.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import type { ForgetDevices } from '../alarms/index.ts'
import type { NamedDevice } from '../devices/index.ts'
import type { Guarded, Letter, Sighting } from './parcel.ts'
import type { IntakeTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<IntakeTables>()

export type StoredLetter = Selectable<Database['dead_letter']>

/** Remembers ids of messages without a time; answers those that are new, as `device/id`. */
export async function rememberIds(tx: Tx, guarded: readonly Guarded[], at: Date): Promise<Set<string>> {
  if (guarded.length === 0) return new Set()
  const once = [...new Map(guarded.map((one) => [guardKey(one), one])).values()].toSorted((a, b) => a.device - b.device || (a.id < b.id ? -1 : 1))
  const rows = await own(tx)
    .insertInto('message_seen')
    .values(once.map(({ device, id }) => ({ device_no: device, id, at })))
    .onConflict((conflict) => conflict.columns(['device_no', 'id']).doNothing())
    .returning(['device_no', 'id'])
    .execute()
  return new Set(rows.map((row) => guardKey({ device: row.device_no, id: row.id })))
}

/** Names a message of a device. */
export function guardKey({ device, id }: Pick<Guarded, 'device' | 'id'>): string {
  return `${device}/${id}`
}

/** Forgets so many ids older than this at most. @returns how many */
export async function forgetIds(tx: Tx, before: Date, most: number): Promise<number> {
  return affected(await sql`delete from message_seen where (device_no, id) in (select device_no, id from message_seen where at < ${before} limit ${most})`.execute(tx))
}

/** A letter and what it has in common with those it is counted with: hexadecimal digits. */
export interface KeptLetter extends Letter {
  readonly same: string
}

/** Keeps letters; the same one again, while it waits, is counted. */
export async function keepLetters(tx: Tx, letters: readonly KeptLetter[]): Promise<void> {
  if (letters.length === 0) return
  const rows = [...Map.groupBy(letters.map(toRow), ({ path, source, sender, hash: same }) => `${path}|${source}|${sender}|${same.toString('hex')}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const latest = group.at(-1)
      return latest ? [{ ...latest, times: group.length }] : []
    })
  await own(tx)
    .insertInto('dead_letter')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['path', 'source', 'sender', 'hash']).where('replayed_at', 'is', null).doUpdateSet({
        times: sql`dead_letter.times + excluded.times`, last_at: sql`greatest(dead_letter.last_at, excluded.last_at)`,
        payload: sql`excluded.payload`, bytes: sql`excluded.bytes`, detail: sql`excluded.detail`, topic: sql`excluded.topic`,
      }))
    .execute()
}

function toRow(letter: KeptLetter) {
  const { path, source, sender, topic, payload, reason, detail, at, same } = letter
  return {
    id: newId(at), path, source, sender, topic: topic.slice(0, 300), payload, bytes: payload.length, reason, detail, hash: Buffer.from(same, 'hex'),
    first_at: new Date(at), last_at: new Date(at),
  }
}

export interface LetterFilter {
  readonly sender?: string | undefined
  readonly reason?: LetterReason | undefined
  readonly isReplayed: boolean
  readonly after?: ListPlace | undefined
  readonly limit: number
}

/** A page of letters in sight, the latest first; one more than asked when there are more. */
export async function listLetters(tx: Tx, { reason, after, limit, ...filter }: LetterFilter): Promise<StoredLetter[]> {
  let query = matching(tx, filter).selectAll().orderBy('last_at', 'desc').orderBy('id', 'desc').limit(limit + 1)
  if (reason) query = query.where('reason', '=', reason)
  if (after) query = query.where(sql<boolean>`(last_at, id) < (${after.at}, ${after.id}::uuid)`)
  return query.execute()
}

/** How many letters there are of each reason. */
export async function countLetters(tx: Tx, filter: Pick<LetterFilter, 'sender' | 'isReplayed'>): Promise<{ reason: string; count: number }[]> {
  return matching(tx, filter).select((eb) => ['reason', eb.fn.countAll<number>().as('count')]).groupBy('reason').orderBy('count', 'desc').execute()
}

function matching(tx: Tx, { sender, isReplayed }: Pick<LetterFilter, 'sender' | 'isReplayed'>) {
  const query = own(tx).selectFrom('dead_letter').where('replayed_at', isReplayed ? 'is not' : 'is', null)
  return sender === undefined ? query : query.where('sender', '=', sender)
}

/** Letters by id that still wait, locked until the end of the transaction. */
export async function lockLetters(tx: Tx, ids: readonly string[]): Promise<StoredLetter[]> {
  return own(tx).selectFrom('dead_letter').selectAll().where('id', 'in', [...ids]).where('replayed_at', 'is', null).orderBy('id').forUpdate().execute()
}

/** Which of these ids are in sight. */
export async function seenLetters(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await own(tx).selectFrom('dead_letter').select('id').where('id', 'in', [...ids]).execute()
  return rows.map(({ id }) => id)
}

/** A letter that has been read now. */
export async function closeLetter(tx: Tx, { id, at, by, outcome }: { id: string; at: Date; by: string; outcome: string }): Promise<void> {
  await own(tx).updateTable('dead_letter').set({ replayed_at: at, replayed_by: by, outcome }).where('id', '=', id).execute()
}

/** A letter that could not be read again: what is wrong with it now. */
export async function noteLetter(tx: Tx, { id, reason, detail }: { id: string; reason: string; detail: string }): Promise<void> {
  await own(tx).updateTable('dead_letter').set({ reason, detail }).where('id', '=', id).execute()
}

/** Deletes so many letters last seen before this at most. @returns how many */
export async function dropLetters(tx: Tx, before: Date, most: number): Promise<number> {
  return affected(await sql`delete from dead_letter where id in (select id from dead_letter where last_at < ${before} limit ${most})`.execute(tx))
}

/** Stores what cameras claim; the same claim again changes nothing. @returns how many are new */
export async function insertSightings(tx: Tx, sightings: readonly Sighting[], takenAt: Date): Promise<number> {
  if (sightings.length === 0) return 0
  const rows = await own(tx)
    .insertInto('sighting')
    .values(sightings.map((one) => ({
      device_no: one.device, sender_id: one.senderId, at: new Date(one.at), taken_at: takenAt, kind: one.kind, raw_kind: one.rawKind, label: one.label, zone: one.zone,
      score: one.score, dwell_ms: Math.round(one.dwellMs), is_active: one.isActive, channel: one.channel, box: one.box && { ...one.box },
    })))
    .onConflict((conflict) => conflict.columns(['device_no', 'sender_id']).doNothing())
    .returning('sender_id')
    .execute()
  return rows.length
}

/** The latest claims of a device. */
export async function latestSightings(tx: Tx, { device, limit }: { device: number; limit: number }): Promise<Selectable<Database['sighting']>[]> {
  return own(tx).selectFrom('sighting').selectAll().where('device_no', '=', device).orderBy('at', 'desc').limit(limit).execute()
}

/** Deletes so many claims of cameras from before a time at most. @returns how many */
export async function dropSightings(tx: Tx, before: Date, most: number): Promise<number> {
  return affected(await sql`delete from sighting where (device_no, sender_id) in (select device_no, sender_id from sighting where at < ${before} limit ${most})`.execute(tx))
}

/** The claims of a device within a span, oldest first. */
export async function sightingsBetween(tx: Tx, { deviceNo, from, to }: { readonly deviceNo: number; readonly from: Date; readonly to: Date }, limit: number): Promise<Selectable<Database['sighting']>[]> {
  return own(tx).selectFrom('sighting').selectAll().where('device_no', '=', deviceNo).where('at', '>=', from).where('at', '<=', to).orderBy('at').limit(limit).execute()
}

/** Deletes what devices claimed and all letters that speak of them. @returns what went, with the files that are to leave the store */
export async function forgetDevices(tx: Tx, devices: readonly NamedDevice[]): ReturnType<ForgetDevices> {
  const nos = sql`${devices.map(({ no }) => no)}::int[]`
  const ids = sql`${devices.map(({ id }) => id)}::text[]`
  const pictures = await sql<{ key: string; hash: string }>`delete from sighting_picture where device_no = any(${nos}) returning 'sighting_picture ' || id as key, file_hash as hash`.execute(tx)
  const seen = await sql<{ key: string }>`delete from sighting where device_no = any(${nos}) returning 'sighting ' || device_no || ' ' || sender_id as key`.execute(tx)
  const known = await sql<{ key: string }>`delete from message_seen where device_no = any(${nos}) returning 'message_seen ' || device_no || ' ' || id as key`.execute(tx)
  const letters = await sql<{ key: string }>`
    delete from dead_letter l where exists (select from unnest(${ids}) as named (id) where l.sender = named.id or position(convert_to('"' || named.id || '"', 'UTF8') in l.payload) > 0)
    returning 'dead_letter ' || id as key`.execute(tx)
  const gone = [{ what: '摄像机画面', keys: pictures.rows.map(({ key }) => key) }, { what: '识别结果', keys: seen.rows.map(({ key }) => key) }, { what: '消息编号', keys: known.rows.map(({ key }) => key) }, { what: '没有读懂的消息', keys: letters.rows.map(({ key }) => key) }]
  return { gone, files: pictures.rows.map(({ hash }) => hash) }
}
