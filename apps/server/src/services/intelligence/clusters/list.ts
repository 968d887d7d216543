import type { AnswerOf, ClusterRow, ClusterState, ClusterTrend, listClusters, QueryOf } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import type { AreaIndex } from '../../../platform/areas/index.ts'
import { groundOf } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { readClusters } from './repo-cluster.ts'
import type { StoredCluster } from './repo-cluster.ts'

const DAY_MS = 86_400_000
/** Nothing for so long: it is over. */
const QUIET_DAYS = 30
const MOST = 200
const SHOWN_WORDS = 4
/** A week's difference of less is chance. */
const CHANCE = 2

/** Clusters an actor sees, with what depends on the hour; by default those that still get members. */
export async function clustersOf(context: Context, actor: Actor, { state, area }: QueryOf<typeof listClusters>): Promise<AnswerOf<typeof listClusters>> {
  const [ground, areas] = [await groundOf(context), await areasOf(context)]
  const now = context.clock.now()
  const since = new Date(now - QUIET_DAYS * DAY_MS)
  const found = await context.db.transact(actor.scope, (tx) =>
    readClusters(tx, { now, limit: MOST, isHot: state === 'hot', ...(state === 'all' ? {} : { since }), ...(area ? { area } : {}) }))
  const asOf = found.reduce((latest, { settledAt }) => Math.max(latest, settledAt.getTime()), 0)
  return { clusters: found.map((one) => clusterOnWire(one, { ground, areas, now })), asOf: new Date(asOf || now).toISOString() }
}

/** A cluster as the wire tells it. */
export function clusterOnWire(one: StoredCluster, { ground, areas, now }: { ground: Ground; areas: AreaIndex; now: number }): ClusterRow {
  const ref = one.classCode === null ? null : ground.classRef(one.classCode)
  return {
    id: one.id, name: one.name, words: one.words.slice(0, SHOWN_WORDS).map(({ word }) => word), state: stateOf(one, now), trend: trendOf(one),
    class: ref && { code: ref.code, name: ref.name }, areaPath: one.areaPath, areaName: areas.fullNameOf(one.areaPath), point: one.point,
    count: one.count, days: one.days, firstAt: one.firstAt.toISOString(), lastAt: one.lastAt.toISOString(), alarmedAt: one.alarmedAt?.toISOString() ?? null,
    lastWeek: one.lastWeek, weekBefore: one.weekBefore,
  }
}

function stateOf({ lastAt, alarmedAt }: StoredCluster, now: number): ClusterState {
  if (lastAt.getTime() < now - QUIET_DAYS * DAY_MS) return 'quiet'
  return alarmedAt ? 'hot' : 'group'
}

function trendOf({ lastWeek, weekBefore }: StoredCluster): ClusterTrend {
  if (Math.abs(lastWeek - weekBefore) < CHANCE) return 'steady'
  return lastWeek > weekBefore ? 'rising' : 'falling'
}

/** What a preventive task takes over from a cluster in sight; null when there is none. */
export async function findCluster(tx: Tx, id: string): Promise<Pick<StoredCluster, 'name' | 'classCode' | 'areaPath' | 'point'> | null> {
  const [found] = await readClusters(tx, { now: 0, id, limit: 1 })
  return found ?? null
}
