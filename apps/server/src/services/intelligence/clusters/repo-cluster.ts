import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { JsonInput, Tx } from '../../../kernel/db/index.ts'
import type { IntelligenceTables } from '../tables.ts'
import type { Settled } from './settle.ts'

const own = (tx: Tx) => tx.$pickTables<IntelligenceTables>()
const BATCH = 1000

/** Those who renew the clusters wait for one another. */
export async function lockClusters(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('case cluster', 0))`.execute(tx)
}

/**
 * Puts these clusters in the place of all that reach into the window; those whose last member is older than `since`
 * stay as they were. Answers whether anything is different.
 */
export async function keepClusters(tx: Tx, settled: readonly Settled[], { at, since }: { at: Date; since: Date }): Promise<boolean> {
  const before = await fingerprint(tx)
  await own(tx).deleteFrom('case_cluster').where('last_at', '>=', since).execute()
  // A member of an old cluster that now belongs to a new one has left the old.
  const ids = settled.flatMap(({ members }) => members.map(({ id }) => id))
  for (let from = 0; from < ids.length; from += BATCH) await own(tx).deleteFrom('case_cluster_member').where('case_id', 'in', ids.slice(from, from + BATCH)).execute()
  for (let from = 0; from < settled.length; from += BATCH) {
    await own(tx).insertInto('case_cluster').values(settled.slice(from, from + BATCH).map((one) => rowOf(one, at))).onConflict((conflict) => conflict.column('id').doNothing()).execute()
  }
  const members = settled.flatMap(({ id, members: of }) => of.map((member) => ({ cluster_id: id, case_id: member.id, said_at: new Date(member.at) })))
  for (let from = 0; from < members.length; from += BATCH) await own(tx).insertInto('case_cluster_member').values(members.slice(from, from + BATCH)).execute()
  return before !== (await fingerprint(tx))
}

function rowOf({ id, members, name, words, classCode, path, point, days, alarmedAt }: Settled, at: Date) {
  return {
    id, area_path: path, name, words: json(words), class_code: classCode, lon: point?.lon ?? null, lat: point?.lat ?? null, count: members.length, days,
    first_at: new Date(members[0]?.at ?? 0), last_at: new Date(members.at(-1)?.at ?? 0), alarmed_at: alarmedAt === null ? null : new Date(alarmedAt), settled_at: at,
  }
}

function json(value: readonly object[]): JsonInput {
  return value
}

async function fingerprint(tx: Tx): Promise<string> {
  const { rows: [row] } = await sql<{ all: string }>`select md5(coalesce(string_agg(cluster_id || ' ' || case_id, ',' order by case_id), '')) as "all" from case_cluster_member`.execute(tx)
  return row?.all ?? ''
}

/** A cluster as kept, with what depends on the hour. */
export interface StoredCluster {
  readonly id: string
  readonly areaPath: string
  readonly name: string
  readonly words: readonly { readonly word: string; readonly count: number }[]
  readonly classCode: string | null
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly count: number
  readonly days: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly alarmedAt: Date | null
  readonly settledAt: Date
  readonly lastWeek: number
  readonly weekBefore: number
}

const WEEK_MS = 7 * 86_400_000

interface Asked {
  readonly now: number
  /** Only those that got a member since. */
  readonly since?: Date
  readonly isHot?: boolean
  readonly area?: string
  readonly id?: string
  readonly limit: number
}

/** Clusters in sight: hot spots first, then by what came last week, then by size. */
export async function readClusters(tx: Tx, { now, since, isHot, area, id, limit }: Asked): Promise<StoredCluster[]> {
  const [week, before] = [new Date(now - WEEK_MS), new Date(now - 2 * WEEK_MS)]
  let query = own(tx).selectFrom('case_cluster as c').selectAll('c').select([
    sql<number>`(select count(*)::int from case_cluster_member m where m.cluster_id = c.id and m.said_at > ${week})`.as('last_week'),
    sql<number>`(select count(*)::int from case_cluster_member m where m.cluster_id = c.id and m.said_at > ${before} and m.said_at <= ${week})`.as('week_before'),
  ]).limit(limit)
  if (since) query = query.where('c.last_at', '>=', since)
  if (isHot) query = query.where('c.alarmed_at', 'is not', null)
  if (area) query = query.where(sql<SqlBool>`c.area_path <@ ${area}::ltree`)
  if (id) query = query.where('c.id', '=', id)
  const rows = await query.orderBy(sql`c.alarmed_at is null`).orderBy('last_week', 'desc').orderBy('c.count', 'desc').orderBy('c.id').execute()
  return rows.map((row) => ({
    id: row.id, areaPath: row.area_path, name: row.name, words: row.words as unknown as StoredCluster['words'], classCode: row.class_code, // written by keepClusters alone
    point: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat }, count: row.count, days: row.days,
    firstAt: row.first_at, lastAt: row.last_at, alarmedAt: row.alarmed_at, settledAt: row.settled_at, lastWeek: row.last_week, weekBefore: row.week_before,
  }))
}

/** The members of a cluster, newest first. */
export async function readMembers(tx: Tx, clusterId: string): Promise<{ caseId: string; saidAt: Date }[]> {
  const rows = await own(tx).selectFrom('case_cluster_member').selectAll().where('cluster_id', '=', clusterId).orderBy('said_at', 'desc').orderBy('case_id').execute()
  return rows.map((row) => ({ caseId: row.case_id, saidAt: row.said_at }))
}
