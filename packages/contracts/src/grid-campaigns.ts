import { z } from 'zod'
import { AreaPath, Day, Instant } from './common.ts'
import { contract } from './contract.ts'
import { RoutineForm } from './grid.ts'

const Place = z.object({ path: z.string(), code: z.string(), name: z.string() })

/** A campaign (专项): how far it is, and whether it will be done in time. */
export const CampaignRow = z.object({
  id: z.string(), form: RoutineForm, of: z.string(), version: z.number(),
  state: z.enum(['coming', 'running', 'over']), daysLeft: z.number(),
  total: z.number(), done: z.number(),
  /** Where somebody knocked or called and nobody answered: the call-back list. */
  tried: z.number(),
  results: z.object({ met: z.number(), refused: z.number(), moved: z.number() }),
  perDay: z.number(), needed: z.number().nullable(), doneOn: Day.nullable(), isLate: z.boolean(),
  /** What was recorded is destroyed, the latest first: a phone may bring records after the last day. Each says what went with it; its digest is of that. */
  proofs: z.array(z.object({ at: Instant, by: z.string(), reason: z.string(), entries: z.number(), digest: z.string() })),
})
export type CampaignRow = z.input<typeof CampaignRow>

export const gridCampaigns = contract({
  method: 'GET', path: '/grid/campaigns', tag: '网格', summary: '专项一览：大走访、普查、排查、疫情专项，各做了多少、还剩几天、照现在的进度哪天做完；到期自己结束',
  query: z.object({ area: AreaPath.optional() }), answer: z.object({ area: Place, asOf: Instant, campaigns: z.array(CampaignRow) }),
})

export const gridCampaign = contract({
  method: 'GET', path: '/grid/campaigns/:id', tag: '网格', summary: '一个专项：每个下级区域做了多少、还差多少、每天要做多少，每天做完多少',
  params: z.object({ id: z.string().regex(/^[a-z0-9-]{2,40}$/u) }), query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    area: Place, chain: z.array(Place), asOf: Instant, campaign: CampaignRow,
    rows: z.array(z.object({ path: z.string(), name: z.string(), total: z.number(), done: z.number(), tried: z.number(), needed: z.number().nullable() })),
    days: z.array(z.object({ day: Day, count: z.number() })),
  }),
})
