import { z } from 'zod'
import { AreaPath, Cursor, Id, Limit, optionalText, Point, text } from './common.ts'
import { contract } from './contract.ts'
import { PoolChange } from './pool-registers.ts'

export const PART_STATES = { good: '完好', broken: '破损', lost: '丢失', abandoned: '废弃', removed: '移除' } as const
export type PartState = keyof typeof PART_STATES
const PartStateName = z.enum(Object.keys(PART_STATES) as [PartState, ...PartState[]], { error: '请选择状态' }) // keys of a literal table

export const PartRow = z.object({
  code: z.string(), version: z.number(), classCode: z.string(), className: z.string(), name: z.string(), areaPath: z.string(), areaName: z.string(), point: Point,
  unit: z.object({ id: z.string(), name: z.string() }).nullable(), state: PartStateName,
  /** How it was recorded (实测, 手工标注…), and on which day. */
  source: z.string(), recordedOn: z.string(),
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

const ByCode = z.object({ code: z.string().regex(/^\d{16}$/u, '标识码是 16 位数字') })

export const changePart = contract({
  method: 'PATCH', path: '/parts/:code', tag: '部件', summary: '修改一个部件的状态、养护单位、名称或位置；留下历史，以后日子早的普查盖不了它', params: ByCode,
  body: z.object({ version: z.number().int(), state: PartStateName.optional(), unitId: z.string().min(1, '请选择单位').max(60).nullable().optional(), name: text(60, '名称').optional(),
    /** Where it stands, WGS-84, and whether somebody looked on the spot; the area follows from it. */
    point: Point.optional(), isSurveyed: z.boolean().default(false), reason: optionalText(200, '原因') }),
  answer: PartRow,
})

export const partHistory = contract({
  method: 'GET', path: '/parts/:code/history', tag: '部件', summary: '一个部件的变更历史：谁、何时、从什么改成什么', params: ByCode, query: z.object({ cursor: Id.optional(), limit: Limit }),
  answer: z.object({ changes: z.array(PoolChange), next: z.string().nullable() }),
})
