import { z } from 'zod'
import { Day, text } from './common.ts'
import { contract } from './contract.ts'
import { AreaLevel } from './places.ts'

const Geometry = z.object({ type: z.string(), coordinates: z.unknown() })
const Code = z.string().min(1).max(64)

/** An area whose border can be moved together with another's. */
export const EditableArea = z.object({
  code: z.string(), name: z.string(), level: AreaLevel, levelName: z.string(), parent: z.string().nullable(), geometry: Geometry,
  /** Names the state somebody saw; another one is a clash. */
  etag: z.string(),
  /** Whether the person may change it. */
  isMine: z.boolean(),
})
export type EditableArea = z.infer<typeof EditableArea>

export const showAreaNeighbours = contract({
  method: 'GET', path: '/areas/:code/neighbours', tag: '区域', summary: '一个区域和边界相接的区域，供一起改边界', params: z.object({ code: Code }),
  answer: z.object({ area: EditableArea, neighbours: z.array(EditableArea) }),
})

export const AreaProblem = z.object({
  kind: z.enum(['gap', 'overlap', 'outside', 'invalid', 'field']), message: z.string(), areas: z.array(z.string()), squareMetres: z.number().nullable(), geometry: Geometry.nullable(),
})
export type AreaProblem = z.infer<typeof AreaProblem>

export const editAreas = contract({
  method: 'POST', path: '/areas/edits', tag: '区域', summary: '改名、改边界：先检查缝隙与重叠，dryRun=false 才写入；原边界留作历史',
  body: z.object({
    areas: z.array(z.object({ code: Code, etag: z.string().max(64), name: text(60, '名称').optional(), geometry: Geometry.optional() })).min(1, '没有改动').max(60),
    reason: text(200, '变更依据'),
    dryRun: z.boolean().default(true),
    /** Gaps are known and meant, e.g. while a community is divided anew. */
    acceptGaps: z.boolean().default(false),
  }),
  answer: z.object({
    changed: z.number(),
    /** What this edit would make wrong. */
    problems: z.array(AreaProblem),
    /** What was wrong there before already. */
    known: z.number(),
    written: z.boolean(),
  }),
})

export const areasAsOf = contract({
  method: 'GET', path: '/area-borders', tag: '区域', summary: '某一天的边界是怎样的', query: z.object({ level: AreaLevel.default('grid'), at: Day.optional() }),
  answer: z.object({
    at: Day,
    areas: z.array(z.object({ code: z.string(), name: z.string(), geometry: Geometry, since: Day, isFormer: z.boolean() })),
    /** Days on which a border of this level began, newest first. */
    dates: z.array(Day),
  }),
})
