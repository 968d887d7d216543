import { z } from 'zod'
import { Month } from './common.ts'
import { contract } from './contract.ts'

/** Outer borders, each a closed line of WGS-84 degrees. */
const Rings = z.array(z.array(z.tuple([z.number(), z.number()])))
const Area = z.object({ code: z.string(), name: z.string(), rings: Rings })

/** The open data of a month or a year for a map: whole grids and communities, never a point of a case. */
export const OpenMap = z.object({
  asOf: z.string(), /** Null: all of `from` to `to`. */ month: Month.nullable(), months: z.array(Month),
  /** First and last day that is told; the last month may not be over. */
  from: z.string(), to: z.string(),
  /** Fewer matters of a group in a grid and month are counted by community only. */
  least: z.number(),
  communities: z.array(Area), grids: z.array(Area.extend({ community: z.string() })),
  groups: z.array(z.object({ code: z.string(), name: z.string() })),
  /** By group and grid; `grid` null: the rest of the community. */
  cells: z.array(z.object({ group: z.string(), grid: z.string().nullable(), community: z.string(), reports: z.number(), ended: z.number() })),
  people: z.array(z.object({ groupName: z.string(), reports: z.number() })), leastPeople: z.number(),
})
export type OpenMap = z.infer<typeof OpenMap>

export const showOpenMap = contract({
  method: 'GET', path: '/open-map', tag: '公开数据', summary: '公开地图：一个月（不写月份就是近一年）里各网格各类的件数；件数少的只到社区', query: z.object({ month: Month.optional() }), answer: OpenMap,
})
