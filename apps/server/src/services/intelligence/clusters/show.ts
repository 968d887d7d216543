import { Fault } from '@yihu/contracts'
import type { ClusterDetail } from '@yihu/contracts'
import { localDate, printOf, redact, textSimilarity } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { briefsOf, groundOf, readSolved } from '../../../platform/cases/index.ts'
import type { CaseBrief, Ground } from '../../../platform/cases/index.ts'
import { clusterOnWire } from './list.ts'
import { readClusters, readMembers } from './repo-cluster.ts'
import type { StoredCluster } from './repo-cluster.ts'

const DAY_MS = 86_400_000
const WEEKS = 26
const MOST_CAUSES = 10
const MOST_CASES = 200
/** Of so many closed cases of the class the likest are shown. */
const LOOKED_AT = 400
const MOST_SIMILAR = 5
const LEAST_LIKENESS = 0.15
/** So many members stand for the cluster when others are compared with it. */
const SPOKESMEN = 5

/**
 * Everything about a cluster; each number with the list behind it, as far as the actor sees the cases.
 * @throws Fault not-found
 */
export async function clusterOf(context: Context, actor: Actor, id: string): Promise<ClusterDetail> {
  const [ground, areas] = [await groundOf(context), await areasOf(context)]
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const [cluster] = await readClusters(tx, { now, id, limit: 1 })
    if (!cluster) throw new Fault('not-found')
    const members = await readMembers(tx, id)
    const briefs = await briefsOf(tx, members.map(({ caseId }) => caseId), { ground, now })
    const seen = members.flatMap(({ caseId }) => briefs.get(caseId) ?? [])
    return {
      ...clusterOnWire(cluster, { ground, areas, now }),
      weeks: weeksOf(members.map(({ saidAt }) => saidAt), now),
      causes: cluster.words.slice(0, MOST_CAUSES).map((one) => ({ ...one })),
      units: unitsOf(seen),
      cases: seen.slice(0, MOST_CASES).map(({ row, point }) => ({ ...row, point })),
      unseen: members.length - seen.length,
      similar: cluster.classCode === null ? [] : await similarTo(tx, { classCode: cluster.classCode, seen, members: new Set(members.map(({ caseId }) => caseId)), ground }),
      asOf: cluster.settledAt.toISOString(),
    }
  })
}

/** From the Monday 26 weeks ago; what came before is in the total only. */
function weeksOf(times: readonly Date[], now: number): ClusterDetail['weeks'] {
  const monday = Date.parse(`${localDate(now)}T00:00:00+08:00`) - ((new Date(now + 8 * 3_600_000).getUTCDay() + 6) % 7) * DAY_MS
  return Array.from({ length: WEEKS }, (_, at) => {
    const from = monday - (WEEKS - 1 - at) * 7 * DAY_MS
    return { from: localDate(from), count: times.filter((time) => time.getTime() >= from && time.getTime() < from + 7 * DAY_MS).length }
  })
}

function unitsOf(seen: readonly CaseBrief[]): ClusterDetail['units'] {
  const groups = Map.groupBy(seen.flatMap(({ row }) => (row.unit ? [{ unit: row.unit, isOpen: row.step < 4 }] : [])), ({ unit }) => unit.id)
  return [...groups.values()]
    .flatMap((of) => (of[0] ? [{ ...of[0].unit, count: of.length, open: of.filter(({ isOpen }) => isOpen).length }] : []))
    .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}

interface Compared {
  readonly classCode: NonNullable<StoredCluster['classCode']>
  readonly seen: readonly CaseBrief[]
  readonly members: ReadonlySet<string>
  readonly ground: Ground
}

/** Closed cases of the class that say much the same and are not of the cluster, the likest first, with their answers. */
async function similarTo(tx: Tx, { classCode, seen, members, ground }: Compared): Promise<ClusterDetail['similar']> {
  const said = seen.slice(0, SPOKESMEN).map(({ row, text }) => printOf(`${row.title}\n${text}`))
  const closed = await readSolved(tx, { classCode, limit: LOOKED_AT })
  return closed
    .filter(({ id }) => !members.has(id))
    .map((one) => {
      const print = printOf(`${one.title}\n${one.text}`)
      return { one, likeness: Math.max(0, ...said.map((other) => textSimilarity(other, print))) }
    })
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .toSorted((a, b) => Number(b.one.isSolved) - Number(a.one.isSolved) || b.likeness - a.likeness || (a.one.number < b.one.number ? -1 : 1))
    .slice(0, MOST_SIMILAR)
    .map(({ one, likeness }) => ({
      id: one.id, number: one.number, title: redact(one.title), areaName: one.areaName, unitName: one.unitId === null ? null : ground.unitName(one.unitId),
      closedAt: one.closedAt.toISOString(), isSolved: one.isSolved, reply: redact(one.reply), likeness: Math.round(likeness * 100) / 100,
    }))
}
