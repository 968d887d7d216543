import { z } from 'zod'
import { CaseRow } from './cases.ts'
import { AreaPath, Cursor, Day, Id, Instant, Limit, Point, text } from './common.ts'
import { contract } from './contract.ts'

/** What a preventive task comes from. */
export const PREVENTION_ORIGINS = { cluster: '热点', season: '时节', forecast: '预测', person: '自行发起' } as const
export type PreventionOrigin = keyof typeof PREVENTION_ORIGINS
const Origin = z.enum(Object.keys(PREVENTION_ORIGINS) as [PreventionOrigin, ...PreventionOrigin[]]) // keys of a literal table

/** A task begun before the next complaint; its case carries owner, deadline and flow. */
export const PreventionTask = z.object({
  id: Id,
  case: CaseRow,
  origin: z.object({ kind: Origin, id: z.string().nullable(), name: z.string() }),
  title: z.string(),
  measure: z.string(),
  class: z.object({ code: z.string(), name: z.string() }),
  point: Point.nullable(),
  createdAt: Instant,
  createdBy: z.string(),
  /** When the work was closed: from here on its effect counts. */
  treatedAt: Instant.nullable(),
})
export type PreventionTask = z.infer<typeof PreventionTask>

export const listPreventionTasks = contract({
  method: 'GET', path: '/prevention-tasks', tag: '未诉先办', summary: '未诉先办任务：从哪来、谁办、到哪天、办到哪一步',
  query: z.object({ state: z.enum(['all', 'open', 'done']).default('all'), origin: Origin.optional(), originId: z.string().max(100).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ tasks: z.array(PreventionTask), next: z.string().nullable(), asOf: Instant }),
})

export const openPreventionTask = contract({
  method: 'POST', path: '/prevention-tasks', tag: '未诉先办', summary: '建一件未诉先办任务：立案并派给责任单位，期限为所填日期的下班时', status: 201,
  body: z.object({
    /** From this cluster: its place and class are taken where none are given. */
    clusterId: Id.optional(),
    title: text(60, '任务名称'),
    measure: text(1000, '怎样办'),
    unitId: z.string({ error: '请选择责任单位' }).min(1, '请选择责任单位').max(64),
    dueDay: Day,
    classCode: z.string().max(16).optional(),
    areaPath: AreaPath.optional(),
  }),
  answer: PreventionTask,
})

export const EFFECT_VERDICTS = { fewer: '少了', same: '看不出差别', more: '多了', 'too-few': '样本太少，不下结论', waiting: '还没到看效果的时候' } as const
export type EffectVerdict = keyof typeof EFFECT_VERDICTS

export const PreventionEffect = z.object({
  verdict: z.enum(Object.keys(EFFECT_VERDICTS) as [EffectVerdict, ...EffectVerdict[]]), // keys of a literal table
  /** In plain words: what was compared with what, and what came out. */
  text: z.string(),
  place: z.string(),
  class: z.object({ code: z.string(), name: z.string() }),
  /** Whole days, `until` not included. */
  before: z.object({ from: Day, until: Day, count: z.number() }).nullable(),
  after: z.object({ from: Day, until: Day, count: z.number() }).nullable(),
  /** Complaints to be expected afterwards, had it gone here as at the matched places; with the 95 % interval of what was avoided. */
  expected: z.number().nullable(),
  avoided: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  matched: z.array(z.object({ areaPath: z.string(), areaName: z.string(), before: z.number(), after: z.number() })),
  /** By week: complaints here, and those of the matched places scaled to the level here before the work. */
  weeks: z.array(z.object({ from: Day, observed: z.number(), expected: z.number().nullable(), phase: z.enum(['before', 'work', 'after']) })),
  asOf: Instant,
})
export type PreventionEffect = z.infer<typeof PreventionEffect>

export const showPreventionEffect = contract({
  method: 'GET', path: '/prevention-tasks/:id/effect', tag: '未诉先办', summary: '办了以后少了多少诉求：同类诉求前后对比，与没有办的相似地方相比，带区间',
  params: z.object({ id: Id }), answer: PreventionEffect,
})
