import { z } from 'zod'
import { Day, text } from './common.ts'
import { contract } from './contract.ts'

/** The powers that districts commonly delegate to their streets, and what each lets the street do. */
export const POWERS = {
  assessment: { name: '考核评价权', use: '给区级部门和派驻机构的办理打分，考核结果要听街道意见' },
  consent: { name: '人事征得同意权', use: '派驻机构负责人的任免、调整，要先征得街道同意' },
  planning: { name: '规划参与权', use: '本辖区的规划编制和公共设施布局，街道参与并签署意见' },
  management: { name: '综合管理权', use: '辖区内跨部门的事项，街道统筹协调、牵头处置' },
  advice: { name: '重大决策建议权', use: '涉及本辖区的重大决策和项目，要先听取街道建议' },
} as const
export type PowerCode = keyof typeof POWERS
const PowerCode = z.enum(Object.keys(POWERS) as [PowerCode, ...PowerCode[]]) // keys of a literal table

export const PowerRow = z.object({
  code: PowerCode,
  name: z.string(),
  use: z.string(),
  /** Null: not registered yet. */
  held: z.object({ basis: z.string(), scope: z.string(), since: Day, until: Day.nullable(), changedBy: z.string(), changedAt: z.string() }).nullable(),
  isInForce: z.boolean(),
})
export type PowerRow = z.infer<typeof PowerRow>

export const listPowers = contract({
  method: 'GET', path: '/powers', tag: '放权', summary: '区里下放给街道的五项权力：依据、范围、起止、现在是否有效',
  answer: z.object({ powers: z.array(PowerRow) }),
})

export const savePower = contract({
  method: 'PUT', path: '/powers/:code', tag: '放权', summary: '登记或更正一项下放的权力',
  params: z.object({ code: PowerCode }),
  body: z.object({ basis: text(300, '依据的文件'), scope: text(500, '适用范围'), since: Day, until: Day.nullable() }),
  answer: PowerRow,
})

export const UnitScore = z.object({
  callId: z.string(), caseId: z.string(), caseNumber: z.string(), unit: z.object({ id: z.string(), name: z.string() }),
  score: z.number(), note: z.string(), by: z.string(), at: z.string(),
})
export type UnitScore = z.infer<typeof UnitScore>

export const listUnitScores = contract({
  method: 'GET', path: '/powers/assessment/scores', tag: '放权', summary: '街道对区级部门应答的评分，逐件与依据；部门只看到自己的',
  query: z.object({ days: z.coerce.number().int().min(7).max(731).default(90) }),
  answer: z.object({ asOf: z.string(), scores: z.array(UnitScore), units: z.array(z.object({ unit: z.object({ id: z.string(), name: z.string() }), count: z.number(), mean: z.number() })) }),
})

export const scoreUnit = contract({
  method: 'PUT', path: '/powers/assessment/scores/:callId', tag: '放权', summary: '给一次街呼区应的应答评分；考核评价权有效时才能评',
  params: z.object({ callId: z.string().max(100) }),
  body: z.object({ score: z.number({ error: '请选择分数' }).int().min(1).max(5), note: text(500, '评分理由') }),
  answer: UnitScore,
})
