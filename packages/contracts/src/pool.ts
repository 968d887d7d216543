import { z } from 'zod'
import { AreaPath, Cursor, Limit, Point } from './common.ts'
import { contract } from './contract.ts'

export const PART_STATES = { good: '完好', broken: '破损', lost: '丢失', abandoned: '废弃', removed: '移除' } as const
export type PartState = keyof typeof PART_STATES

export const PartRow = z.object({
  code: z.string(), classCode: z.string(), className: z.string(), name: z.string(), areaPath: z.string(), areaName: z.string(), point: Point,
  unit: z.object({ id: z.string(), name: z.string() }).nullable(), state: z.enum(Object.keys(PART_STATES) as [PartState, ...PartState[]]), // keys of a literal table
})
export type PartRow = z.infer<typeof PartRow>

export const nearbyParts = contract({
  method: 'GET', path: '/parts/nearby', tag: '部件', summary: '一个点附近的部件：路灯、井盖、垃圾箱……由谁养护、什么状态',
  query: z.object({ lon: z.coerce.number().min(-180).max(180), lat: z.coerce.number().min(-90).max(90), metres: z.coerce.number().min(1).max(1000).default(100) }),
  answer: z.object({ parts: z.array(PartRow.extend({ metres: z.number() })) }),
})

export const listParts = contract({
  method: 'GET', path: '/parts', tag: '部件', summary: '部件：按区域、名称、类别、编码查找；由谁养护、什么状态',
  query: z.object({ area: AreaPath.optional(), q: z.string().max(60).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ parts: z.array(PartRow), next: z.string().nullable(), asOf: z.string() }),
})
