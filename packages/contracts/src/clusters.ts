import { z } from 'zod'
import { CaseRow } from './cases.ts'
import { AreaPath, Id, Instant, Point } from './common.ts'
import { contract } from './contract.ts'

/** How far a cluster has come: a group from three, a hot spot from ten over at least five days; quiet when nothing came for a month. */
export const CLUSTER_STATES = { group: '成组', hot: '热点', quiet: '已平息' } as const
export type ClusterState = keyof typeof CLUSTER_STATES

export const CLUSTER_TRENDS = { rising: '在增多', steady: '持平', falling: '在减少' } as const
export type ClusterTrend = keyof typeof CLUSTER_TRENDS

const ClassName = z.object({ code: z.string(), name: z.string() })

export const ClusterRow = z.object({
  id: Id,
  /** Extracted from what people said, personal data covered. */
  name: z.string(),
  words: z.array(z.string()),
  state: z.enum(Object.keys(CLUSTER_STATES) as [ClusterState, ...ClusterState[]]), // keys of a literal table
  trend: z.enum(Object.keys(CLUSTER_TRENDS) as [ClusterTrend, ...ClusterTrend[]]), // keys of a literal table
  class: ClassName.nullable(),
  areaPath: z.string(),
  areaName: z.string(),
  /** The middle of its members that have a place of their own. */
  point: Point.nullable(),
  count: z.number(),
  days: z.number(),
  firstAt: Instant,
  lastAt: Instant,
  /** When it became a hot spot; null: it never did. */
  alarmedAt: Instant.nullable(),
  /** Members said in the last seven days, and in the seven before. */
  lastWeek: z.number(),
  weekBefore: z.number(),
})
export type ClusterRow = z.infer<typeof ClusterRow>

export const listClusters = contract({
  method: 'GET', path: '/clusters', tag: '智能', summary: '诉求聚成的组和热点：在哪里、多少件、趋势、何时报警',
  query: z.object({
    state: z.enum(['all', 'live', 'hot']).default('live'),
    area: AreaPath.optional(),
  }),
  answer: z.object({ clusters: z.array(ClusterRow), asOf: Instant }),
})

export const ClusterDetail = ClusterRow.extend({
  /** By week of the last 26, oldest first; `from` is a Monday in Shanghai. */
  weeks: z.array(z.object({ from: z.iso.date(), count: z.number() })),
  /** Likely causes: words that stand in many members, with how many. */
  causes: z.array(z.object({ word: z.string(), count: z.number() })),
  units: z.array(z.object({ id: z.string(), name: z.string(), count: z.number(), open: z.number() })),
  /** The list behind the count, newest first, as far as it lies in the asker's sight. */
  cases: z.array(CaseRow.extend({ point: Point.nullable() })),
  /** Members outside the asker's sight. */
  unseen: z.number(),
  /** Closed cases of other times and places that were much alike, with what was answered (personal data covered). */
  similar: z.array(z.object({ id: Id, number: z.string(), title: z.string(), areaName: z.string(), unitName: z.string().nullable(), closedAt: Instant, isSolved: z.boolean(), reply: z.string(), likeness: z.number() })),
  asOf: Instant,
})
export type ClusterDetail = z.infer<typeof ClusterDetail>

export const showCluster = contract({
  method: 'GET', path: '/clusters/:id', tag: '智能', summary: '一个热点的全部：可能的原因、涉及的部件和单位、以前怎样解决的、每个数字背后的清单',
  params: z.object({ id: Id }), answer: ClusterDetail,
})

export const refreshClusters = contract({
  method: 'POST', path: '/clusters/refresh', tag: '智能', summary: '现在就把新来的诉求聚进来（平时每十分钟一次）',
  answer: z.object({ asOf: Instant }),
})
