import { z } from 'zod'
import { AreaPath, Day, Instant } from './common.ts'
import { contract } from './contract.ts'

const Named = z.object({ code: z.string(), name: z.string() })

/** Expected and observed of one week; the bounds hold nine of ten weeks. */
const Weekly = z.object({ week: Day, expected: z.number(), low: z.number(), high: z.number(), observed: z.number() })

/** One area and group of classes in the running week: what was expected of the days that have passed, and what came. */
export const ForecastRow = Weekly.extend({
  area: z.object({ path: z.string(), name: z.string() }),
  /** Null: all classes. */
  class: Named.nullable(),
  /** Of the whole week. */
  expectedWhole: z.number(),
  /** How likely it is that so many come by chance. */
  chance: z.number(),
  isWave: z.boolean(),
})
export type ForecastRow = z.infer<typeof ForecastRow>

export const listForecast = contract({
  method: 'GET', path: '/forecast', tag: '未诉先办', summary: '本周到现在的诉求：预计多少、来了多少、出没出区间，最不像偶然的在前',
  answer: z.object({
    /** Null: nothing has been reckoned yet. */
    week: Day.nullable(), asOf: Instant.nullable(), rows: z.array(ForecastRow),
  }),
})

export const showForecast = contract({
  method: 'GET', path: '/forecast/series', tag: '未诉先办', summary: '一个地方、一类诉求近来每周的预计和实际，预计是怎么算的',
  query: z.object({ area: AreaPath, classCode: z.string().max(16).default('') }),
  answer: z.object({
    area: z.object({ path: z.string(), name: z.string() }), class: Named.nullable(), weeks: z.array(Weekly),
    /** Of the running week this share has passed; its bounds are those of the whole week. */
    part: z.number(),
    explanation: z.array(z.string()), asOf: Instant,
  }),
})
