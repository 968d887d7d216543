import { z } from 'zod'
import { contract } from './contract.ts'

/** A piece of ground as somebody sees it who is there; lines in WGS-84 degrees, closed where it is a surface, of one point where it is a spot. */
const GroundShape = z.object({ kind: z.string(), form: z.enum(['surface', 'line', 'spot']), name: z.string(), lines: z.array(z.array(z.tuple([z.number(), z.number()]))) })
export const GroundMap = z.object({
  lon: z.number(), lat: z.number(),
  /** Everything within so many metres of the middle to each side is told. */
  reach: z.number(), shapes: z.array(GroundShape),
})
export type GroundMap = z.infer<typeof GroundMap>

export const showGround = contract({
  method: 'GET', path: '/ground', tag: '地图', summary: '一个地方周围的底图：水系、绿地、道路、小区、楼栋、地名，给居民指位置用；不写地方就是街道中间', query: z.object({ lon: z.coerce.number().optional(), lat: z.coerce.number().optional() }), answer: GroundMap,
})
