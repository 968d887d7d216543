import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { affected } from '../../kernel/db/index.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { Catalogue } from './camera/claim.ts'
import type { IntakeTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<IntakeTables>()

export type StoredChannel = Selectable<Database['camera_channel']>

const AT_ONCE = 1000
const MOST_TEXT = 200

/** Keeps what a platform lists; of what a notice does not say again the earlier word stands, what is gone goes. */
export async function keepChannels(tx: Tx, { platform, items }: Catalogue, { path, at }: { path: string; at: Date }): Promise<void> {
  const gone = items.filter(({ status }) => status === 'gone').map(({ code }) => code)
  if (gone.length > 0) await own(tx).deleteFrom('camera_channel').where('path', '=', path).where('platform', '=', platform).where('code', 'in', gone).where('heard_at', '<=', at).execute()
  const text = (said: string | null): string | null => said?.trim().slice(0, MOST_TEXT) || null
  const rows = [...new Map(items.map((item) => [item.code, item])).values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)).flatMap(({ code, name, parent, address, maker, model, point, status }) => (status === 'gone' ? [] : [{
    path, platform, code, name: text(name), parent: text(parent), address: text(address), maker: text(maker), model: text(model), lon: point?.lon ?? null, lat: point?.lat ?? null, status, heard_at: at,
  }]))
  const kept = <T>(column: string) => sql<T>`coalesce(excluded.${sql.ref(column)}, camera_channel.${sql.ref(column)})`
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await own(tx).insertInto('camera_channel').values(rows.slice(from, from + AT_ONCE)).onConflict((conflict) => conflict.columns(['path', 'platform', 'code']).doUpdateSet({
      name: kept('name'), parent: kept('parent'), address: kept('address'), maker: kept('maker'), model: kept('model'),
      lon: kept('lon'), lat: kept('lat'), status: kept('status'), heard_at: sql`excluded.heard_at`,
    }).where('camera_channel.heard_at', '<=', at)).execute()
  }
}

/** Where a page begins: after this one. */
export type ChannelCursor = Pick<StoredChannel, 'path' | 'platform' | 'code'>

/** Channels in sight by platform and code, so many after a cursor. */
export async function listChannels(tx: Tx, { q, after, limit }: { readonly q: string | undefined; readonly after: ChannelCursor | null; readonly limit: number }): Promise<StoredChannel[]> {
  return own(tx).selectFrom('camera_channel').selectAll()
    .$if(q !== undefined, (query) => query.where(sql<boolean>`strpos(lower(concat_ws(' ', name, code, address, platform)), lower(${q ?? ''})) > 0`))
    .$if(after !== null, (query) => query.where(sql<boolean>`(platform, code, path) > (${after?.platform ?? ''}, ${after?.code ?? ''}, ${after?.path ?? ''}::ltree)`))
    .orderBy('platform').orderBy('code').orderBy('path').limit(limit).execute()
}

/** Deletes so many channels at most that no catalogue has named since a time. @returns how many */
export async function dropChannels(tx: Tx, before: Date, most: number): Promise<number> {
  return affected(await sql`delete from camera_channel where (path, platform, code) in (select path, platform, code from camera_channel where heard_at < ${before} limit ${most})`.execute(tx))
}
