import { z } from 'zod'
import { optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const Limit = z.object({
  amount: z.number({ error: '请填写时限' }).int('请填整数').min(1, '至少 1').max(1000, '最多 1000'),
  unit: z.enum(['urgent-hour', 'working-hour', 'working-day'], { error: '请选择时限的单位' }),
})
/** Time allowed for every stage of a matter. */
export const ClassLimits = z.object({ verify: Limit, accept: Limit, file: Limit, dispatch: Limit, handle: Limit, check: Limit })

/** What a person decides of a class. */
export const ClassForm = z.object({
  name: text(40, '名称').pipe(z.string().min(2, '名称至少两个字')),
  /** Kind of competent unit, an id of `unitKinds`. */
  unitKind: z.string().min(1, '请选择主管单位').max(40),
  aliases: z.array(text(20, '关键词').pipe(z.string().min(2, '关键词至少两个字'))).max(60, '关键词最多 60 个'),
  limits: ClassLimits,
  filing: text(500, '立案条件'),
  closing: text(500, '结案条件'),
  basis: optionalText(300, '依据'),
  isActive: z.boolean(),
})
export type ClassForm = z.output<typeof ClassForm>

const Difference = z.object({ label: z.string(), before: z.string(), after: z.string() })

/** One class of the draft, or of an edition, beside what is in force. */
export const ClassChangeRow = z.object({
  code: z.string(), name: z.string(), kind: z.enum(['added', 'changed', 'stopped', 'resumed']), differences: z.array(Difference),
})
export type ClassChangeRow = z.infer<typeof ClassChangeRow>

const Revision = z.number().int().min(0)

export const ClassDraft = z.object({
  /** Counts every change; 0: nobody ever began a draft. */
  revision: Revision,
  /** The edition in force; 0: the classes as shipped. */
  edition: z.number(),
  editor: z.string().nullable(),
  changedAt: z.string().nullable(),
  changes: z.array(ClassChangeRow),
  /** What would refuse publication; null: nothing. */
  problem: z.string().nullable(),
  unitKinds: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type ClassDraft = z.infer<typeof ClassDraft>

const Code = z.object({ code: z.string().regex(/^[BS]\d{2}(\d{2})?$|^A(\d{2}){1,3}$/u, '代码是 B、S 或 A 加两位、四位（诉求可六位）数字') })
const tag = '目录'

export const showClassDraft = contract({ method: 'GET', path: '/class-draft', tag, summary: '分类草稿：与现行版本的差别', answer: ClassDraft })
export const showDraftClass = contract({
  method: 'GET', path: '/class-draft/classes/:code', tag, summary: '一个分类现在的草稿内容；没改过就是现行内容', params: Code,
  answer: z.object({ code: z.string(), isKnown: z.boolean(), form: ClassForm }),
})
export const saveDraftClass = contract({
  method: 'PUT', path: '/class-draft/classes/:code', tag, summary: '在草稿里新增或修改一个分类', params: Code,
  body: z.object({ revision: Revision, class: ClassForm }), answer: ClassDraft,
})
export const revertDraftClass = contract({
  method: 'POST', path: '/class-draft/classes/:code/revert', tag, summary: '草稿里的一个分类恢复成现行的样子', params: Code, body: z.object({ revision: Revision }), answer: ClassDraft,
})
export const dropClassDraft = contract({ method: 'DELETE', path: '/class-draft', tag, summary: '放弃分类草稿', query: z.object({ revision: z.coerce.number().int().min(0) }), answer: ClassDraft })

export const ClassEdition = z.object({
  number: z.number(), note: z.string(), author: z.string(), publishedAt: z.string(), restoredFrom: z.number().nullable(),
  added: z.number(), changed: z.number(), stopped: z.number(), isCurrent: z.boolean(),
})
export type ClassEdition = z.infer<typeof ClassEdition>

export const listClassEditions = contract({ method: 'GET', path: '/class-editions', tag, summary: '历次发布的分类版本', answer: z.object({ editions: z.array(ClassEdition) }) })

const EditionNumber = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) })

export const showClassEdition = contract({
  method: 'GET', path: '/class-editions/:number', tag, summary: '恢复某一版会改变什么', params: EditionNumber, answer: z.object({ edition: ClassEdition, changes: z.array(ClassChangeRow) }),
})
export const publishClasses = contract({
  method: 'POST', path: '/class-editions', tag, summary: '发布分类草稿为新的一版；已收到的案件仍按收到时的版本', status: 201,
  body: z.object({ revision: Revision, note: text(300, '发布说明') }), answer: ClassEdition,
})
export const restoreClassEdition = contract({
  method: 'POST', path: '/class-editions/:number/restore', tag, summary: '把以前的一版作为新的一版发布', status: 201, params: EditionNumber, body: z.object({ note: text(300, '恢复原因') }), answer: ClassEdition,
})
