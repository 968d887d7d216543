import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { NoticeTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<NoticeTables>()

export interface NewNotice {
  readonly id: string
  readonly userId: string
  readonly at: Date
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly caseId: string | null
  readonly caseNumber: string | null
  readonly card: string | null
  readonly dedupeKey: string | null
}

/**
 * Inserts notices; whoever had one with this key is not told again.
 * @returns how many were new. Not which: within a user's scope the rows of others cannot be read back.
 */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<number> {
  const result = await own(tx)
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        id: notice.id, user_id: notice.userId, at: notice.at, kind: notice.kind, title: notice.title, text: notice.text, case_id: notice.caseId,
        case_number: notice.caseNumber, card: notice.card, dedupe_key: notice.dedupeKey,
      })),
    )
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0)
}

/** A page of a person's notices, newest first; `before` is the last id of the page above. */
export async function readPage(tx: Tx, query: { userId: string; isUnread: boolean; before: string | undefined; limit: number }) {
  return own(tx)
    .selectFrom('notice')
    .selectAll()
    .where('user_id', '=', query.userId)
    .$if(query.isUnread, (rows) => rows.where('read_at', 'is', null))
    .$if(query.before !== undefined, (rows) => rows.where('id', '<', query.before ?? ''))
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
}

export async function countUnread(tx: Tx, userId: string): Promise<number> {
  const row = await own(tx).selectFrom('notice').select(({ fn }) => fn.countAll<number>().as('n')).where('user_id', '=', userId).where('read_at', 'is', null).executeTakeFirstOrThrow()
  return row.n
}

export async function markRead(tx: Tx, { userId, ids, at }: { userId: string; ids: readonly string[]; at: Date }): Promise<void> {
  if (ids.length === 0) return
  await own(tx).updateTable('notice').set({ read_at: at }).where('user_id', '=', userId).where('id', 'in', [...ids]).where('read_at', 'is', null).execute()
}

/** Removes what is older than `before` and was read, or is older than `unreadBefore`. */
export async function sweep(tx: Tx, { before, unreadBefore }: { before: Date; unreadBefore: Date }): Promise<void> {
  await own(tx)
    .deleteFrom('notice')
    .where((eb) => eb.or([eb.and([eb('at', '<', before), eb('read_at', 'is not', null)]), eb('at', '<', unreadBefore)]))
    .execute()
  await own(tx).deleteFrom('notice_outgoing').where('state', '=', 'sent').where('created_at', '<', before).execute()
}

const CHANNELS = 'notices.channels'

export async function readChannelSetting(db: Kysely<Database>): Promise<unknown> {
  const row = await own(db).selectFrom('setting').select('value').where('key', '=', CHANNELS).executeTakeFirst()
  return row?.value ?? []
}

export interface NewOutgoing {
  readonly id: string
  readonly key: string
  readonly channel: string
  readonly title: string
  readonly text: string
  readonly isUrgent: boolean
  readonly dueAt: Date
  readonly at: Date
}

/** Puts messages into the outgoing tray; a key that was ever there stays one message. */
export async function insertOutgoing(tx: Tx, messages: readonly NewOutgoing[]): Promise<void> {
  if (messages.length === 0) return
  await own(tx)
    .insertInto('notice_outgoing')
    .values(
      messages.map((message) => ({
        id: message.id, key: message.key, channel: message.channel, title: message.title, text: message.text, is_urgent: message.isUrgent,
        due_at: message.dueAt, created_at: message.at,
      })),
    )
    .onConflict((clash) => clash.doNothing())
    .execute()
}

const Claimed = z.object({ id: z.string(), key: z.string(), title: z.string(), text: z.string(), attempts: z.number() })
export type Claimed = z.infer<typeof Claimed>

/**
 * Takes one due message of a channel for `leaseMs`, unless the channel has reached its rate; a message whose sender died
 * is taken again when its lease ends.
 */
export async function claimOutgoing(tx: Tx, { channel, now, leaseMs, perMinute }: { channel: string; now: number; leaseMs: number; perMinute: number }): Promise<Claimed | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${`notice_outgoing:${channel}`}))`.execute(tx) // one claim at a time keeps the rate
  const minute = new Date(now - 60_000)
  const { n } = await own(tx)
    .selectFrom('notice_outgoing')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('sent_at', '>', minute), eb('state', '=', 'sending')]))
    .executeTakeFirstOrThrow()
  if (n >= perMinute) return undefined
  const row = await own(tx)
    .updateTable('notice_outgoing')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), due_at: new Date(now + leaseMs) }))
    .where('id', '=', (eb) =>
      eb.selectFrom('notice_outgoing').select('id').where('channel', '=', channel).where('state', 'in', ['waiting', 'sending']).where('due_at', '<=', new Date(now))
        .orderBy('is_urgent', 'desc').orderBy('due_at').orderBy('id').limit(1).forUpdate().skipLocked(),
    )
    .returning(['id', 'key', 'title', 'text', 'attempts'])
    .executeTakeFirst()
  return row && Claimed.parse(row)
}

/** Writes down how a claimed message ended. */
export async function settleOutgoing(tx: Tx, id: string, end: { state: 'sent' | 'waiting' | 'failed'; at: Date; dueAt: Date; error: string | null }): Promise<void> {
  await own(tx)
    .updateTable('notice_outgoing')
    .set({ state: end.state, due_at: end.dueAt, last_error: end.error, ...(end.state === 'sent' ? { sent_at: end.at } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/** Deletes notices by the beginning of their keys, also those that wait to leave or have left; answers their ids. */
export async function forgetNotices(tx: Tx, beginnings: readonly string[]): Promise<string[]> {
  const begin = sql`${beginnings.map((one) => `${one.replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`)}::text[]`
  const told = await sql<{ id: string }>`delete from notice where dedupe_key like any(${begin}) returning id`.execute(tx)
  const left = await sql<{ id: string }>`delete from notice_outgoing where substr(key, position(':' in key) + 1) like any(${begin}) returning id`.execute(tx)
  return [...told.rows, ...left.rows].map(({ id }) => id)
}

const IS_NIGHT = sql`(hour >= 21 or hour < 7)`

/** What people were told since a moment, by kind; how much of it between nine in the evening and seven, and of that with a red card. */
export async function countTold(tx: Tx, { userIds, since }: { readonly userIds: readonly string[]; readonly since: Date }): Promise<{ kind: string; all: number; night: number; urgent: number }[]> {
  if (userIds.length === 0) return []
  const { rows } = await sql<{ kind: string; all: number; night: number; urgent: number }>`
    select kind, count(*)::int as all, count(*) filter (where ${IS_NIGHT})::int as night, count(*) filter (where ${IS_NIGHT} and card = 'red')::int as urgent
    from (select kind, card, extract(hour from at at time zone 'Asia/Shanghai') as hour from notice where user_id = any(${[...userIds]}::uuid[]) and at >= ${since}::timestamptz) n group by 1 order by 3 desc, 1`.execute(tx)
  return [...rows]
}

/** How many notices each of some people got between nine in the evening and seven, since a moment. */
export async function countNights(tx: Tx, { userIds, since }: { readonly userIds: readonly string[]; readonly since: Date }): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map()
  const { rows } = await sql<{ user: string; nights: number }>`
    select user_id as user, count(*)::int as nights from (select user_id, extract(hour from at at time zone 'Asia/Shanghai') as hour from notice where user_id = any(${[...userIds]}::uuid[]) and at >= ${since}::timestamptz) n
    where ${IS_NIGHT} group by 1`.execute(tx)
  return new Map(rows.map(({ user, nights }) => [user, nights]))
}
