import { z } from 'zod'

/**
 * Kinds of competent unit a class may name; a street binds each kind to a real unit of its own.
 * `street` (the street office itself) stands beside the trades, so that a complaint about staff never
 * goes back to the staff complained about.
 */
export const UNIT_KINDS = {
  urban: '城管/综合执法',
  housing: '住建',
  traffic: '交警',
  municipal: '市政',
  sanitation: '环卫',
  greening: '园林',
  ecology: '生态环境',
  market: '市场监管',
  fire: '消防',
  water: '供水',
  power: '供电',
  heat: '供热',
  gas: '燃气',
  telecom: '通信',
  'human-resources': '人社',
  'civil-affairs': '民政',
  health: '卫健',
  education: '教体',
  'natural-resources': '自然资源',
  transport: '交通',
  police: '公安',
  community: '社区',
  property: '物业',
  street: '街道办事处',
} as const

/** Slug of a kind of competent unit. */
export type UnitKind = keyof typeof UNIT_KINDS

/** Zod schema of {@link UnitKind}. */
export const unitKind = z.enum(Object.keys(UNIT_KINDS) as [UnitKind, ...UnitKind[]]) // keys of the table above

/** An amount of time: hours round the clock, hours of service, or working days (GB/T 30428.8). */
export const limit = z.strictObject({
  amount: z.number().int().positive(),
  unit: z.enum(['urgent-hour', 'working-hour', 'working-day']),
})

/** The time allowed for each stage of a case of one class. */
export const stageLimits = z.strictObject({
  verify: limit,
  accept: limit,
  file: limit,
  dispatch: limit,
  handle: limit,
  check: limit,
})

/** One class of the catalogue: a part (部件), an event (事件) or an appeal (诉求), or a group of them. */
export const catalogueClass = z.strictObject({
  code: z.string().regex(/^[BS]\d{2}(\d{2})?$|^A(\d{2}){1,3}$/),
  /** Code of the group above; null for a first-level group. */
  parent: z.string().nullable(),
  kind: z.enum(['part', 'event', 'appeal']),
  /** Edition of the table a code belongs to: codes of two editions never mean the same by themselves. */
  edition: z.string(),
  name: z.string().min(2),
  /** Other names of the same class, such as the label a text model answers with. */
  aliases: z.array(z.string()).default([]),
  unit: unitKind,
  /** 立案条件 */
  filing: z.string(),
  /** 结案条件 */
  closing: z.string(),
  limits: stageLimits,
  /** Limits of the following steps of one matter (stop, penalise, demolish); the first equals `limits.handle`. */
  phases: z.array(z.strictObject({ name: z.string(), limit })).default([]),
  /** Where the limits come from: a published sample or a default of ours. */
  basis: z.string(),
})

/** Time allowed for every stage. */
export type StageLimits = z.infer<typeof stageLimits>
/** One class or group of the catalogue. */
export type CatalogueClass = z.infer<typeof catalogueClass>
