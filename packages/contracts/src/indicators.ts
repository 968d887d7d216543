import { z } from 'zod'
import { AreaPath, Day, Instant, Point } from './common.ts'
import { contract } from './contract.ts'

/** The six work interfaces, by the word of their address. */
export const SCREENS = { dang: '套党建', jingji: '套经济', wangge: '套网格', zhili: '套治理', fuwu: '套服务', shijian: '套实践' } as const
export type Screen = keyof typeof SCREENS
const Screen = z.enum(Object.keys(SCREENS) as [Screen, ...Screen[]]) // keys of a literal table

/** How a figure stands: measured, its query failed, or too few people to be told apart. */
const IndicatorState = z.enum(['measured', 'failed', 'too-few'])

export const IndicatorFigure = z.object({
  id: z.string(),
  name: z.string(),
  /** What is counted, in words, with the formula of a share. */
  definition: z.string(),
  unit: z.string(),
  /** What a share's whole is counted in. */
  ofUnit: z.string(),
  /** Where it is read: tables of the database. */
  source: z.string(),
  state: IndicatorState,
  /** Null: nothing to reckon with, or not told. */
  value: z.number().nullable(),
  /** Of so many, for shares. */
  of: z.number().nullable(),
  /** The same so far in the month before. */
  before: z.number().nullable(),
  target: z.object({ least: z.number().nullable(), most: z.number().nullable() }).nullable(),
  asOf: Instant,
  /** After so many seconds the figure is old. */
  staleAfter: z.number(),
  /** Address in the console of the list that the number counts. */
  list: z.string(),
  /** Other sources say something else, and nobody has settled it. */
  isDisputed: z.boolean(),
  /** By day, oldest first; days without a value are left out. */
  series: z.array(z.object({ day: Day, value: z.number() })),
})
export type IndicatorFigure = z.infer<typeof IndicatorFigure>

const Place = z.object({ path: z.string(), code: z.string(), name: z.string() })

export const listIndicators = contract({
  method: 'GET', path: '/indicators', tag: '可视化', summary: '一块屏的指标：每个数的定义、来源、截至时间和它背后的列表',
  query: z.object({ screen: Screen, area: AreaPath.optional() }),
  answer: z.object({
    area: Place,
    /** From the outermost area in sight down to this one, and the next ones within it. */
    chain: z.array(Place), within: z.array(Place), asOf: Instant, indicators: z.array(IndicatorFigure),
  }),
})

export const showIndicator = contract({
  method: 'GET', path: '/indicators/:id', tag: '可视化', summary: '一个指标在一个地方的值、来历和逐日的数',
  params: z.object({ id: z.string().max(60) }),
  query: z.object({ area: AreaPath.optional(), from: Day.optional(), to: Day.optional() }),
  answer: IndicatorFigure.extend({
    area: Place,
    /** What the list shows, in words. */
    query: z.string(),
    /** How the list may be taken out: by an export of cases or registers, as a sheet at once, or not. */
    taking: z.enum(['export', 'sheet']).nullable(),
    /** May ask for it with people's data in clear, which a second person approves. */
    mayClear: z.boolean(),
    /** Of a list of people that makes no sheet: where it is seen, by whom, and why. */
    stays: z.string().nullable(),
    /** What other sources say of the same, where they say something else. */
    disagreements: z.array(z.object({ value: z.number(), source: z.string(), asOf: Day, note: z.string() })),
    /** Of so many days asked for there are values of so many. */
    days: z.object({ asked: z.number(), known: z.number() }),
  }),
})

export const compareIndicator = contract({
  method: 'GET', path: '/indicators/:id/comparison', tag: '可视化', summary: '一个指标在一个地方和它下面各处：现在的数，和那天的数放在一起',
  params: z.object({ id: z.string().max(60) }),
  query: z.object({ area: AreaPath.optional(), day: Day.optional() }),
  answer: z.object({
    name: z.string(), unit: z.string(), asOf: Instant, day: Day,
    /** The other day is told roughly: nothing can be subtracted from it. */
    isRough: z.boolean(),
    rows: z.array(Place.extend({ state: IndicatorState, value: z.number().nullable(), of: z.number().nullable(), list: z.string(), before: z.number().nullable() })),
  }),
})

export const exportIndicator = contract({
  method: 'GET', path: '/indicators/:id/sheet', tag: '可视化', summary: '一个指标的名单，Excel：第一行写着这个数、怎么算、来源、截至时间、谁导出的', raw: 'download',
  params: z.object({ id: z.string().max(60) }), query: z.object({ area: AreaPath.optional() }), answer: z.unknown(),
})

/** An open case where it lies. */
export const CasePoint = Point.extend({ id: z.uuid(), number: z.string(), title: z.string(), card: z.enum(['green', 'yellow', 'red']) })
export type CasePoint = z.infer<typeof CasePoint>

export const listCasePoints = contract({
  method: 'GET', path: '/cases/points', tag: '案件', summary: '在办案件在哪里：有位置的，给地图用',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ points: z.array(CasePoint), asOf: Instant }),
})
