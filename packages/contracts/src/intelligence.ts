import { z } from 'zod'
import { AreaPath, Id, Instant } from './common.ts'
import { contract } from './contract.ts'

const Quality = z.object({ macroF1: z.number(), accuracy: z.number(), ece: z.number() })
const ClassName = z.object({ code: z.string(), name: z.string() })

/** What is known of a model, all of it measured on messages it had not seen. */
export const TextModelFigures = z.object({
  examples: z.number(),
  rare: z.number(),
  classes: z.number(),
  features: z.number(),
  doubtful: z.number(),
  seconds: z.number(),
  pool: z.object({ weight: z.number(), sharpness: z.number() }),
  model: Quality,
  lexicon: Quality,
  blended: Quality,
  automatic: z.object({ share: z.number(), precision: z.number() }),
  coverageAt98: z.number(),
  byClass: z.array(ClassName.extend({ examples: z.number(), precision: z.number(), recall: z.number(), f1: z.number() })),
  confusions: z.array(z.object({ truth: ClassName, given: ClassName, count: z.number() })),
  rival: z.object({ number: z.number(), examples: z.number(), accuracy: z.number(), own: z.number() }).nullable(),
  street: z.object({ examples: z.number(), own: z.number(), lexicon: z.number() }).nullable(),
})
export type TextModelFigures = z.infer<typeof TextModelFigures>

export const TEXT_MODEL_STATES = { training: '正在训练', ready: '可以启用', failed: '没有完成' } as const
export type TextModelState = keyof typeof TEXT_MODEL_STATES

export const TextModelRow = z.object({
  number: z.number(),
  state: z.enum(Object.keys(TEXT_MODEL_STATES) as [TextModelState, ...TextModelState[]]), // keys of a literal table
  isCurrent: z.boolean(),
  /** What it learned from, in words. */
  source: z.string(),
  startedBy: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  /** Of the examples, the oldest and the newest. */
  saidFrom: Instant.nullable(),
  saidUntil: Instant.nullable(),
  bytes: z.number().nullable(),
  problem: z.string().nullable(),
  figures: TextModelFigures.nullable(),
  /** Why it should not be switched on; null: nothing speaks against it. */
  worse: z.string().nullable(),
})
export type TextModelRow = z.infer<typeof TextModelRow>

const TextModels = z.object({
  /** The model in force; null: the lexicon alone. */
  current: z.number().nullable(),
  models: z.array(TextModelRow),
  /** By month of the last year: how often a suggestion was the class its case was closed with; `sure`: of 0.9 and more. */
  kept: z.array(z.object({ month: z.string(), suggested: z.number(), kept: z.number(), sure: z.number(), sureKept: z.number() })),
  /** Suggestions are right less often than before: the newest whole month against those before it; null: nothing of the kind. */
  drift: z.object({ month: z.string(), share: z.number(), before: z.number(), suggested: z.number() }).nullable(),
  uses: z.array(z.object({ number: z.number().nullable(), isForced: z.boolean(), by: z.string(), at: Instant })),
})
export type TextModels = z.input<typeof TextModels>

export const listTextModels = contract({
  method: 'GET', path: '/text-models', tag: '智能', summary: '分类模型：各次训练、指标和易混的类、现用哪一个、谁何时换的', answer: TextModels,
})

export const trainTextModel = contract({
  method: 'POST', path: '/text-models', tag: '智能', summary: '用本街道已办结的案件训练一个分类模型（在后台进行，不自动启用）', status: 202,
  answer: z.object({ number: z.number() }),
})

export const switchTextModel = contract({
  method: 'PUT', path: '/text-models/current', tag: '智能', summary: '启用一个模型、换回以前的一个，或停用（只用词表）；不如现用的要写明仍要启用',
  body: z.object({ number: z.int().positive().nullable(), isForced: z.boolean().default(false) }),
  answer: TextModels,
})

export const showDrafting = contract({
  method: 'GET', path: '/drafting', tag: '智能', summary: '有没有接语言模型起草答复和简报：模型的名字，没接为空', answer: z.object({ model: z.string().nullable() }),
})

/** What may be wrong with a sentence of a draft, as people read it. */
export const DRAFT_PROBLEMS = { 'uncited': '没有依据', 'unknown-fact': '依据不存在', 'strange-number': '数字不在依据里' } as const

export const ReplyDraftAnswer = z.object({
  model: z.string(),
  facts: z.array(z.object({ number: z.number(), text: z.string() })),
  sentences: z.array(z.object({ text: z.string(), facts: z.array(z.number()), problem: z.enum(Object.keys(DRAFT_PROBLEMS) as [keyof typeof DRAFT_PROBLEMS]).nullable() })), // keys of a literal table
})
export type ReplyDraftAnswer = z.infer<typeof ReplyDraftAnswer>

export const draftCaseReply = contract({
  method: 'POST', path: '/cases/:id/reply-draft', tag: '智能', summary: '由语言模型按编号的事实起草答复：个人信息先遮住，逐句标依据，不保存、不发出',
  params: z.object({ id: Id }), answer: ReplyDraftAnswer,
})

export const BulletinDraftAnswer = ReplyDraftAnswer.extend({
  /** Of the place and the week it tells about. */
  title: z.string(),
  /** Each with where it was counted: a list of cases with its filters, or a hot spot. */
  facts: z.array(z.object({
    number: z.number(), text: z.string(), list: z.object({ desk: z.literal('all'), search: z.record(z.string(), z.string()) }).nullable(), clusterId: Id.nullable(),
  })),
})
export type BulletinDraftAnswer = z.infer<typeof BulletinDraftAnswer>

export const draftBulletin = contract({
  method: 'POST', path: '/bulletin-drafts', tag: '智能', summary: '由语言模型按编号的数字起草最近七天的简报：每个数字可打开它的清单，逐句标依据，不保存、不发出',
  body: z.object({ area: AreaPath.optional() }), answer: BulletinDraftAnswer,
})
