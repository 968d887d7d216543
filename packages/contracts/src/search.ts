import { z } from 'zod'
import { Point } from './common.ts'
import { contract } from './contract.ts'

/** What one box finds, in the order it is shown. */
export const SEARCH_KINDS = { case: '案件', person: '居民', place: '地点', house: '房屋', organisation: '单位和组织', part: '部件', device: '设备' } as const
export type SearchKind = keyof typeof SEARCH_KINDS

/** One thing found; people masked. `id` is what its page opens by: of places the area's code. */
export const SearchHit = z.object({
  id: z.string(), title: z.string(), detail: z.string(),
  /** Where a map finds it; null: only its page does. People have none here. */
  point: Point.nullable(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const searchAll = contract({
  method: 'GET', path: '/search', tag: '数据池', summary: '一个框找全部：案件、居民、地点、房屋、单位、部件、设备；按词、拼音、首字母、编号，写错一个字也行；只找得到看得见的',
  words: ['q'], query: z.object({ q: z.string().trim().min(1).max(60), limit: z.coerce.number().int().min(1).max(20).default(6) }),
  answer: z.object({
    groups: z.array(z.object({ kind: z.enum(Object.keys(SEARCH_KINDS) as [SearchKind, ...SearchKind[]]), name: z.string(), hits: z.array(SearchHit) })), // keys of a literal table
    asOf: z.string(),
  }),
})
