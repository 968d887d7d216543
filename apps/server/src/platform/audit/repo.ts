import { sql } from 'kysely'
import type { Selectable, SqlBool } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { Head, Link } from './chain.ts'
import { genesis } from './chain.ts'

type AuditTables = 'chain_head' | 'audit_row'

const own = (tx: Tx) => tx.$pickTables<AuditTables>()

/** The head of a chain, locked until the end of the transaction; made the first time. */
export async function lockHead(tx: Tx, chain: string): Promise<Head> {
  const lock = () => own(tx).selectFrom('chain_head').select(['seq', 'hash']).where('chain', '=', chain).forUpdate().executeTakeFirst()
  const head = await lock()
  if (head) return head
  await own(tx).insertInto('chain_head').values({ chain, seq: 0, hash: genesis(chain) }).onConflict((conflict) => conflict.doNothing()).execute()
  const made = await lock()
  if (!made) throw new Error(`the chain ${chain} has no head`)
  return made
}

/** Moves the locked head to the last link. */
export async function moveHead(tx: Tx, chain: string, last: Link): Promise<void> {
  await own(tx).updateTable('chain_head').set({ seq: last.seq, hash: last.hash }).where('chain', '=', chain).execute()
}

/** The head of a chain; null when nothing was ever sealed in it. */
export async function headOf(tx: Tx, chain: string): Promise<Head | null> {
  return (await own(tx).selectFrom('chain_head').select(['seq', 'hash']).where('chain', '=', chain).executeTakeFirst()) ?? null
}

/** Chains of others than the trail itself. */
export async function chainNames(tx: Tx): Promise<string[]> {
  const rows = await own(tx).selectFrom('chain_head').select('chain').where('chain', '<>', 'audit').execute()
  return rows.map((row) => row.chain)
}

/** One row of the trail as stored. */
export type AuditRow = Selectable<Database['audit_row']>

/** A row to append, before its link is known. */
export type AuditRecord = Omit<AuditRow, 'seq' | 'prev' | 'hash' | 'detail'> & { readonly detail: object }

/** PostgreSQL takes 65,535 parameters a statement; a row has 13. */
const ROWS_PER_INSERT = 2000

export async function insertRows(tx: Tx, rows: readonly (AuditRecord & Link)[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await own(tx).insertInto('audit_row').values(rows.slice(from, from + ROWS_PER_INSERT)).execute()
  }
}

interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly object?: string | undefined
  readonly result?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Newest first; `before` is the sequence number of the last row already shown. */
export async function selectRows(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  return own(tx)
    .selectFrom('audit_row')
    .selectAll()
    .$if(filter.actor !== undefined, (query) => query.where('actor_name', 'ilike', `%${likeText(filter.actor ?? '')}%`))
    .$if(filter.action !== undefined, (query) => query.where('action', '=', filter.action ?? ''))
    .$if(filter.object !== undefined, (query) => query.where('object', 'ilike', `%${likeText(filter.object ?? '')}%`))
    .$if(filter.result !== undefined, (query) => query.where('result', '=', filter.result ?? ''))
    .$if(filter.from !== undefined, (query) => query.where('at', '>=', new Date(filter.from ?? 0)))
    .$if(filter.to !== undefined, (query) => query.where('at', '<', new Date(filter.to ?? 0)))
    .$if(filter.before !== undefined, (query) => query.where('seq', '<', filter.before ?? 0))
    .orderBy('seq', 'desc')
    .limit(filter.limit)
    .execute()
}

function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/gu, String.raw`\$&`)
}

/** Acts of one kind on one object, newest first. */
export async function rowsOn(tx: Tx, { action, object, detail = {}, limit }: { action: string; object: string; detail?: object; limit: number }): Promise<Pick<AuditRow, 'at' | 'actor_name' | 'purpose'>[]> {
  return own(tx).selectFrom('audit_row').select(['at', 'actor_name', 'purpose']).where('action', '=', action).where('object', '=', object).where('result', '=', 'done').where(sql<SqlBool>`detail @> ${detail}::jsonb`).orderBy('seq', 'desc').limit(limit).execute()
}

/** Acts of one kind on many, each found by one of its facts, newest first. */
export async function rowsOnEach(tx: Tx, { action, fact, ids, limit }: { action: string; fact: 'signup'; ids: readonly string[]; limit: number }): Promise<(Pick<AuditRow, 'at' | 'actor_name' | 'purpose'> & { of: string })[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Pick<AuditRow, 'at' | 'actor_name' | 'purpose'> & { of: string }>`
    select asked.id as of, act.at, act.actor_name, act.purpose from unnest(${[...ids]}::text[]) asked (id) cross join lateral (
      select at, actor_name, purpose, seq from audit_row where action = ${action} and detail ->> ${sql.lit(fact)} = asked.id and result = 'done' order by seq desc limit ${limit}
    ) act order by act.seq desc`.execute(tx)
  return rows
}

/** Rows after a sequence number, oldest first. */
export async function rowsAfter(tx: Tx, { after, upTo, limit }: { after: number; upTo: number; limit: number }): Promise<AuditRow[]> {
  return own(tx).selectFrom('audit_row').selectAll().where('seq', '>', after).where('seq', '<=', upTo).orderBy('seq').limit(limit).execute()
}

/** Head and last row of a chain kept in `audit_row`, as of one moment. */
export async function endsOf(tx: Tx, chain: string): Promise<{ head: number; last: number }> {
  const { rows } = await sql<{ head: number; last: number }>`
    select coalesce((select seq from chain_head where chain = ${chain}), 0) as head, coalesce((select max(seq) from audit_row), 0) as last`.execute(tx)
  return rows[0] ?? { head: 0, last: 0 }
}
